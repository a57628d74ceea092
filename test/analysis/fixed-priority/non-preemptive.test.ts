import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import {
  type ArrivalTime,
  nonPreemptiveResponse,
  nonPreemptiveSufficient,
} from "../../../src/analysis/fixed-priority/non-preemptive.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asCode, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { simulateNonPreemptive } from "./unit-step.ts";

const RUNS = { numRuns: 2_000 };
const sets = tinyTaskSets({ blocking: false });
const UNIT: ArrivalTime = { kind: "quantum", quantum: 1n };
const DENSE: ArrivalTime = { kind: "dense" };

const respond = (tasks: readonly TickTask[], index: number, time: ArrivalTime): bigint | null => {
  const found = nonPreemptiveResponse(tasks, index, time, new Effort());
  if (found.kind === "undetermined") throw new Error(`undetermined: ${asCode(tasks)}`);
  return found.kind === "bounded" ? found.response : null;
};

const longestBelow = (tasks: readonly TickTask[], index: number): number =>
  Math.max(0, ...tasks.slice(index + 1).map(({ wcet }) => Number(wcet)));

describe("nonPreemptiveResponse", () => {
  it("equals a simulation in which the longest job below started one quantum before", () => {
    fc.assert(
      fc.property(sets, (tasks) => {
        for (const [index, { wcet }] of tasks.entries()) {
          if (wcet === 0n) continue;
          const found = respond(tasks, index, UNIT);
          if (found === null) continue;
          const held = Math.max(0, longestBelow(tasks, index) - 1);
          const seen = simulateNonPreemptive(tasks, index, held, 3_000 + 2 * Number(found));
          expect(found, `${index} ${asCode(tasks)}`).toBe(BigInt(seen));
        }
      }),
      RUNS,
    );
  });

  it("is never exceeded when the tasks start with other offsets", () => {
    const offsets = fc.array(fc.bigInt(0n, 12n), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        tinyTaskSets({ blocking: false, jitter: "none", load: "at-most-one" }),
        offsets,
        (tasks, starts) => {
          for (const [index, worst] of worstWithOffsets(tasks, starts, 600).entries()) {
            const found = respond(tasks, index, UNIT);
            if (found !== null) expect(worst, asCode(tasks)).toBeLessThanOrEqual(Number(found));
          }
        },
      ),
      RUNS,
    );
  });

  it("has a dense supremum one quantum above the exact maximum wherever there is work below, for every quantum", () => {
    fc.assert(
      fc.property(sets, fc.bigInt(1n, 1_000n), (tasks, fineness) => {
        const finer = tasks.map((task) => ({
          wcet: task.wcet * fineness,
          period: task.period * fineness,
          deadline: task.deadline * fineness,
          jitter: task.jitter * fineness,
          blocking: 0n,
        }));
        for (const [index, { wcet }] of tasks.entries()) {
          const dense = respond(tasks, index, DENSE);
          const quantum = respond(finer, index, UNIT);
          const lost = wcet > 0n && longestBelow(tasks, index) > 0 ? 1n : 0n;
          expect(quantum, `${fineness} ${asCode(tasks)}`).toBe(
            dense === null ? null : dense * fineness - lost,
          );
        }
      }),
      RUNS,
    );
  });

  it("counts an arrival at the start only where the start cannot come a moment earlier", () => {
    // w = 2 + n(w): with the job below started at −ε, task 1 starts right before the second arrival at 3.
    const above = { wcet: 1n, period: 3n, deadline: 3n, jitter: 0n, blocking: 0n };
    const own = { wcet: 1n, period: 9n, deadline: 9n, jitter: 0n, blocking: 0n };
    const below = { wcet: 2n, period: 20n, deadline: 20n, jitter: 0n, blocking: 0n };
    expect(respond([above, own, below], 1, DENSE)).toBe(4n);
    expect(respond([above, own, below], 1, UNIT)).toBe(3n);
    // A declared blocking of 2 may be attained: the arrival at 3 goes first.
    expect(respond([above, { ...own, blocking: 2n }], 1, DENSE)).toBe(5n);
  });

  it("is unbounded under overload, and gives up within its effort", () => {
    const half = { wcet: 2n, period: 3n, deadline: 3n, jitter: 0n, blocking: 0n };
    expect(respond([half, half], 1, DENSE)).toBeNull();
    const slow = { ...half, wcet: 333_333_000n, period: 999_999_937n };
    const found = nonPreemptiveResponse([half, slow], 1, DENSE, new Effort(5));
    expect(found).toMatchObject({ kind: "undetermined", limit: 5 });
  });
});

describe("nonPreemptiveSufficient", () => {
  it("never falls below the exact supremum on a dedicated processor", () => {
    fc.assert(
      fc.property(sets, (tasks) => {
        for (const index of tasks.keys()) {
          const exact = respond(tasks, index, DENSE);
          const bound = nonPreemptiveSufficient(tasks, index, dedicatedBound, new Effort());
          if (exact === null) expect(bound.kind).toBe("unbounded");
          else if (bound.kind === "bounded")
            expect(bound.response, asCode(tasks)).toBeGreaterThanOrEqual(exact);
        }
      }),
      RUNS,
    );
  });
});

/** All tasks of a set, each job released at its arrival: the largest response seen of each. */
function worstWithOffsets(tasks: readonly TickTask[], starts: readonly bigint[], horizon: number): number[] {
  const worst = tasks.map(() => 0);
  const pending: { task: number; arrival: number; left: number }[] = [];
  let running: (typeof pending)[number] | null = null;
  for (let tick = 0; tick < horizon; tick++) {
    for (const [task, { wcet, period }] of tasks.entries()) {
      const since = tick - Number(starts[task]);
      if (wcet > 0n && since >= 0 && since % Number(period) === 0) {
        pending.push({ task, arrival: tick, left: Number(wcet) });
      }
    }
    if (running === null) {
      pending.sort((a, b) => a.task - b.task || a.arrival - b.arrival);
      running = pending.shift() ?? null;
    }
    if (running === null) continue;
    running.left--;
    if (running.left > 0) continue;
    worst[running.task] = Math.max(worst[running.task] as number, tick + 1 - running.arrival);
    running = null;
  }
  return worst;
}
