import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { canResponse } from "../../../src/analysis/fixed-priority/can.ts";
import { everyPhaseResponse } from "../../../src/analysis/fixed-priority/every-phase.ts";
import { nonPreemptiveResponse } from "../../../src/analysis/fixed-priority/non-preemptive.ts";
import {
  type AssignmentSetting,
  optimalPriorities,
} from "../../../src/analysis/fixed-priority/optimal-priorities.ts";
import {
  assignPriorities,
  type LevelTest,
  nonPreemptiveLevelTest,
  preemptiveLevelTest,
} from "../../../src/analysis/fixed-priority/priority-assignment.ts";
import {
  type FpResponse,
  firstMiss,
  responseTime,
} from "../../../src/analysis/fixed-priority/response-time.ts";
import { pointTest, reducedPointTest } from "../../../src/analysis/fixed-priority/scheduling-points.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asCode, asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { worstSupplies } from "./supplies.ts";

const RUNS = { numRuns: 500 };
const efforts = fc.integer({ min: 1, max: 40 });

/** Half of a search may say less than the whole, never something else. */
function neverContradicts(cut: FpResponse, whole: FpResponse, limit: number, what: string): void {
  if (cut.kind !== "undetermined") expect(cut, what).toEqual(whole);
  else {
    expect(cut.limit).toBe(limit);
    if (whole.kind === "bounded") expect(cut.atLeast, what).toBeLessThanOrEqual(whole.response);
  }
}

describe("a response time within a small effort", () => {
  it("is that of a large one, or undetermined and no more than it", () => {
    let cut = 0;
    fc.assert(
      fc.property(tinyTaskSets(), worstSupplies, efforts, (tasks, { bound }, limit) => {
        for (const index of tasks.keys()) {
          const part = responseTime(tasks, index, bound, new Effort(limit));
          neverContradicts(part, responseTime(tasks, index, bound, new Effort()), limit, asCode(tasks));
          if (part.kind === "undetermined") cut++;
          const miss = firstMiss(tasks, index, bound, new Effort(limit));
          if (miss.kind !== "undetermined")
            expect(miss).toEqual(firstMiss(tasks, index, bound, new Effort()));
        }
      }),
      RUNS,
    );
    expect(cut).toBeGreaterThan(20);
  });

  it("says so without preemption and on a bus, too", () => {
    let cut = 0;
    const sets = tinyTaskSets({ blocking: false, zeroWcet: false });
    const times = fc.constantFrom({ kind: "dense" } as const, { kind: "quantum", quantum: 1n } as const);
    fc.assert(
      fc.property(sets, times, efforts, (tasks, time, limit) => {
        for (const index of tasks.keys()) {
          const alone = nonPreemptiveResponse(tasks, index, time, new Effort(limit));
          neverContradicts(
            alone,
            nonPreemptiveResponse(tasks, index, time, new Effort()),
            limit,
            asCode(tasks),
          );
          const bus = canResponse(tasks, index, 1n, new Effort(limit));
          neverContradicts(bus, canResponse(tasks, index, 1n, new Effort()), limit, asCode(tasks));
          if (alone.kind === "undetermined" && alone.job > 0n && bus.kind === "undetermined") cut++;
        }
      }),
      RUNS,
    );
    expect(cut).toBeGreaterThan(10);
  });

  it("says so in every phase of a table", () => {
    const windows = [
      { start: 0n, end: 1n },
      { start: 4n, end: 7n },
    ];
    fc.assert(
      fc.property(tinyTaskSets(), efforts, (tasks, limit) => {
        for (const index of tasks.keys()) {
          const part = everyPhaseResponse(tasks, index, 8n, windows, new Effort(limit));
          const whole = everyPhaseResponse(tasks, index, 8n, windows, new Effort());
          neverContradicts(part.response, whole.response, limit, asCode(tasks));
        }
      }),
      RUNS,
    );
  });
});

describe("the scheduling points within a small effort", () => {
  it("decide as with a large one, or not at all", () => {
    const sets = tinyTaskSets({ deadlines: "constrained", jitter: "none" });
    let cut = 0;
    fc.assert(
      fc.property(sets, worstSupplies, efforts, (tasks, { bound }, limit) => {
        for (const index of tasks.keys()) {
          const part = pointTest(tasks, index, bound, new Effort(limit));
          if (part.kind !== "undetermined")
            expect(part).toEqual(pointTest(tasks, index, bound, new Effort()));
        }
        const part = reducedPointTest(tasks, bound, new Effort(limit));
        if (part?.test.kind === "undetermined") cut++;
        else expect(part).toEqual(reducedPointTest(tasks, bound, new Effort()));
      }),
      RUNS,
    );
    expect(cut).toBeGreaterThan(20);
  });
});

describe("the priorities found within a small effort", () => {
  const settings = fc.constantFrom<AssignmentSetting>(
    { kind: "preemptive" },
    { kind: "non-preemptive" },
    { kind: "non-preemptive", quantum: duration("1 s") },
  );

  it("are passed by a large one; where none are found for certain, it finds none", () => {
    const tally = { assigned: 0, impossible: 0, undetermined: 0 };
    fc.assert(
      fc.property(tinyTaskSets({ blocking: false }), settings, efforts, (drawn, setting, effort) => {
        const tasks = asTasks(drawn);
        const part = optimalPriorities({ tasks, setting, effort });
        const whole = optimalPriorities({ tasks, setting });
        tally[part.kind]++;
        // Which order is found may depend on the effort: a task that is undecided at a level is passed over.
        if (part.kind !== "undetermined") expect(part.kind, asCode(drawn)).toBe(whole.kind);
      }),
      RUNS,
    );
    expect(Math.min(...Object.values(tally)), JSON.stringify(tally)).toBeGreaterThan(20);
  });

  it("are not looked for beyond a level at which nothing is decided", () => {
    let open = 0;
    fc.assert(
      fc.property(tinyTaskSets({ blocking: false }), fc.boolean(), efforts, (tasks, preemptive, limit) => {
        const testWithin = (effort: () => Effort): LevelTest<TickTask> =>
          preemptive
            ? preemptiveLevelTest(dedicatedBound, effort)
            : nonPreemptiveLevelTest({ kind: "dense" }, effort);
        const part = assignPriorities(
          tasks,
          testWithin(() => new Effort(limit)),
        );
        const whole = assignPriorities(
          tasks,
          testWithin(() => new Effort()),
        );
        if (part.kind !== "undetermined") expect(part.kind, asCode(tasks)).toBe(whole.kind);
        else {
          open++;
          expect([...part.below, ...part.unassigned].toSorted(byPeriod)).toEqual(tasks.toSorted(byPeriod));
        }
      }),
      RUNS,
    );
    expect(open).toBeGreaterThan(20);
  });
});

/** Any order that tells the tasks apart. */
function byPeriod(a: TickTask, b: TickTask): number {
  const key = (each: TickTask): string => Object.values(each).join();
  return key(a) < key(b) ? -1 : 1;
}
