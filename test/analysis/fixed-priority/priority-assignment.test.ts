import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { optimalPriorities } from "../../../src/analysis/fixed-priority/optimal-priorities.ts";
import {
  assignPriorities,
  deadlineMinusJitterMonotonic,
  deadlineMonotonic,
  type LevelTest,
  nonPreemptiveLevelTest,
  preemptiveLevelTest,
} from "../../../src/analysis/fixed-priority/priority-assignment.ts";
import { task } from "../../../src/model/task.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asCode, asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { worstSupplies } from "./supplies.ts";

const RUNS = { numRuns: 2_000 };
const effort = (): Effort => new Effort();

const passes = (order: readonly TickTask[], test: LevelTest<TickTask>): boolean =>
  order.every((each, at) => test(each, order.slice(0, at), order.slice(at + 1)) === "passes");

describe("assignPriorities", () => {
  it("finds an order exactly if one of all n! passes, preemptively on any supply", () => {
    fc.assert(
      fc.property(tinyTaskSets({ load: "at-most-one" }), worstSupplies, (tasks, { bound }) => {
        agreesWithAllOrders(tasks, preemptiveLevelTest(bound, effort));
      }),
      RUNS,
    );
  });

  it("finds an order exactly if one of all n! passes, non-preemptively", () => {
    const sets = tinyTaskSets({ load: "at-most-one", blocking: false });
    fc.assert(
      fc.property(sets, fc.boolean(), (tasks, dense) => {
        const time = dense ? ({ kind: "dense" } as const) : ({ kind: "quantum", quantum: 1n } as const);
        agreesWithAllOrders(tasks, nonPreemptiveLevelTest(time, effort));
      }),
      RUNS,
    );
  });

  it("says undetermined where a test did not end, and never builds on it", () => {
    const tasks = ["a", "b"];
    expect(assignPriorities(tasks, (each) => (each === "a" ? "undetermined" : "fails"))).toEqual({
      kind: "undetermined",
      unassigned: tasks,
      below: [],
    });
    expect(
      assignPriorities(tasks, (each, above) =>
        each === "b" || above.length === 0 ? "passes" : "undetermined",
      ),
    ).toEqual({
      kind: "assigned",
      tasks,
    });
  });

  it("gives equal objects a level each", () => {
    const twin = { wcet: 1n, period: 2n, deadline: 2n, jitter: 0n, blocking: 0n };
    const found = assignPriorities([twin, twin], preemptiveLevelTest(dedicatedBound, effort));
    expect(found).toEqual({ kind: "assigned", tasks: [twin, twin] });
  });
});

describe("monotonic orders", () => {
  it("are optimal where they are said to be: by D without jitter, by D − J with it, for D ≤ T", () => {
    const test = preemptiveLevelTest(dedicatedBound, effort);
    for (const jitter of ["none", "any"] as const) {
      fc.assert(
        fc.property(
          tinyTaskSets({ deadlines: "constrained", jitter, blocking: false, load: "at-most-one" }),
          (tasks) => {
            const ordered =
              jitter === "none"
                ? tasks.toSorted((a, b) => Number(a.deadline - b.deadline))
                : tasks.toSorted((a, b) => Number(a.deadline - a.jitter - (b.deadline - b.jitter)));
            const exists = assignPriorities(tasks, test).kind === "assigned";
            expect(passes(ordered, test), asCode(tasks)).toBe(exists);
          },
        ),
        RUNS,
      );
    }
  });

  it("keep the order of ties", () => {
    const tasks = [
      task({ name: "a", period: "9 ms", deadline: "5 ms", jitter: "1 ms", wcet: "1 ms" }),
      task({ name: "b", period: "9 ms", deadline: "4 ms", wcet: "1 ms" }),
      task({ name: "c", period: "9 ms", deadline: "4 ms", jitter: "3 ms", wcet: "1 ms" }),
    ];
    expect(deadlineMonotonic(tasks).map(({ name }) => name)).toEqual(["b", "c", "a"]);
    expect(deadlineMinusJitterMonotonic(tasks).map(({ name }) => name)).toEqual(["c", "a", "b"]);
  });
});

describe("optimalPriorities", () => {
  it("agrees with the test in ticks", () => {
    fc.assert(
      fc.property(tinyTaskSets({ load: "at-most-one", maxTasks: 3 }), fc.boolean(), (tasks, preemptive) => {
        const test = preemptive
          ? preemptiveLevelTest(dedicatedBound, effort)
          : nonPreemptiveLevelTest({ kind: "dense" }, effort);
        const setting = { kind: preemptive ? "preemptive" : "non-preemptive" } as const;
        const { kind } = optimalPriorities({ tasks: asTasks(tasks), setting });
        expect(kind, asCode(tasks)).toBe(assignPriorities(tasks, test).kind);
      }),
      { numRuns: 500 },
    );
  });

  it("derives the blocking of every order anew", () => {
    // Whoever is above waits for the other's section of 3 ms: only the order with the long deadline above fails.
    const section = { resource: "bus", length: "3 ms" };
    const tight = task({
      name: "tight",
      period: "10 ms",
      deadline: "5 ms",
      wcet: "2 ms",
      criticalSections: [section],
    });
    const loose = task({
      name: "loose",
      period: "10 ms",
      deadline: "9 ms",
      wcet: "4 ms",
      criticalSections: [section],
    });
    const found = optimalPriorities({ tasks: [loose, tight] });
    expect(found.kind === "assigned" && found.tasks.map(({ name }) => name)).toEqual(["tight", "loose"]);
    const tighter = { ...tight, deadline: tight.deadline.minus(tight.period.minus(loose.deadline)) };
    expect(optimalPriorities({ tasks: [loose, tighter] }).kind).toBe("impossible");
  });
});

function agreesWithAllOrders(tasks: readonly TickTask[], test: LevelTest<TickTask>): void {
  const found = assignPriorities(tasks, test);
  const exists = ordersOf(tasks).some((order) => passes(order, test));
  expect(found.kind, asCode(tasks)).toBe(exists ? "assigned" : "impossible");
  if (found.kind !== "assigned") return;
  expect(passes(found.tasks, test)).toBe(true);
  expect(found.tasks).toHaveLength(tasks.length);
}

function ordersOf<T>(tasks: readonly T[]): T[][] {
  if (tasks.length === 0) return [[]];
  return tasks.flatMap((first, index) => ordersOf(tasks.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}
