import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { fixedPriorityBlocking } from "../../../src/analysis/fixed-priority/blocking.ts";
import { responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import {
  hyperbolic,
  hyperbolicProduct,
  isHarmonic,
  liuLayland,
  liuLaylandWithBlocking,
  utilization,
  utilizationBoundsApply,
  withWork,
} from "../../../src/analysis/fixed-priority/utilization-bounds.ts";
import { type Task, task } from "../../../src/model/task.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asCode, asTasks, scales, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

const RUNS = { numRuns: 2_000 };
const implicit = { deadlines: "implicit", jitter: "none" } as const;

const byPeriod = (tasks: readonly TickTask[]): TickTask[] =>
  tasks.toSorted((a, b) => Number(a.period - b.period));
const schedulable = (tasks: readonly TickTask[]): boolean =>
  tasks.every(({ deadline }, index) => {
    const found = responseTime(tasks, index, dedicatedBound, new Effort());
    return found.kind === "bounded" && found.response <= deadline;
  });

const pair = (first: [string, string], second: [string, string]): Task[] =>
  [first, second].map(([wcet, period]) => task({ wcet, period }));

describe("the utilization bounds", () => {
  it("only pass sets that the response times pass, and the hyperbolic one passes the most", () => {
    fc.assert(
      fc.property(
        tinyTaskSets({ ...implicit, blocking: false, load: "at-most-one" }),
        scales,
        (drawn, scale) => {
          const ticks = byPeriod(drawn);
          const tasks = asTasks(ticks, scale);
          if (liuLayland(tasks)) expect(hyperbolic(tasks), asCode(ticks)).toBe(true);
          if (liuLayland(tasks)) expect(liuLayland(withWork(tasks)), asCode(ticks)).toBe(true);
          if (hyperbolic(tasks)) expect(schedulable(ticks), asCode(ticks)).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it("decide harmonic sets exactly by U ≤ 1", () => {
    fc.assert(
      fc.property(tinyTaskSets({ ...implicit, blocking: false }), (drawn) => {
        const ticks = byPeriod(drawn.filter(({ wcet }) => wcet > 0n));
        const tasks = asTasks(ticks);
        if (isHarmonic(tasks)) {
          expect(schedulable(ticks), asCode(ticks)).toBe(utilization(tasks).atMost(Rational.one));
        }
      }),
      RUNS,
    );
  });

  it("are sound with blocking", () => {
    fc.assert(
      fc.property(tinyTaskSets({ ...implicit, load: "at-most-one" }), (drawn) => {
        const ticks = byPeriod(drawn);
        const tasks = asTasks(ticks);
        const blocking = fixedPriorityBlocking(tasks).map((each) => each.blocking);
        if (liuLaylandWithBlocking(tasks, blocking)) expect(schedulable(ticks), asCode(ticks)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe("hyperbolic", () => {
  it("passes at a product of exactly 2, where Liu and Layland fail", () => {
    const tasks = pair(["1 ms", "2 ms"], ["1 ms", "3 ms"]);
    expect(hyperbolicProduct(tasks).toString()).toBe("2");
    expect(hyperbolic(tasks)).toBe(true);
    expect(liuLayland(tasks)).toBe(false);
    expect(hyperbolic(pair(["1 ms", "2 ms"], ["1000000001 ns", "3 s"]))).toBe(false);
  });
});

describe("liuLayland", () => {
  it("counts what it is given: idle tasks only make it stricter", () => {
    const tasks = pair(["9 ms", "10 ms"], ["0 ms", "7 ms"]);
    expect(liuLayland(tasks)).toBe(false);
    expect(liuLayland(withWork(tasks))).toBe(true);
    expect(liuLayland([])).toBe(true);
  });
});

describe("utilizationBoundsApply", () => {
  it("wants deadlines no shorter than periods, and no jitter", () => {
    expect(utilizationBoundsApply([task({ wcet: "1 ms", period: "5 ms", deadline: "6 ms" })])).toBe(true);
    expect(utilizationBoundsApply([task({ wcet: "1 ms", period: "5 ms", deadline: "4 ms" })])).toBe(false);
    expect(utilizationBoundsApply([task({ wcet: "1 ms", period: "5 ms", jitter: "1 ns" })])).toBe(false);
    expect(utilizationBoundsApply(pair(["1 ms", "6 ms"], ["1 ms", "3 ms"]))).toBe(true);
    const [plain, late] = pair(["1 ms", "6 ms"], ["1 ms", "3 ms"]) as [Task, Task];
    expect(utilizationBoundsApply([plain, { ...late, deadline: duration("2 ms") }])).toBe(false);
  });
});

describe("isHarmonic", () => {
  it("compares every pair, in any order", () => {
    expect(isHarmonic(pair(["1 ms", "6 ms"], ["1 ms", "3 ms"]))).toBe(true);
    expect(isHarmonic(pair(["1 ms", "6 ms"], ["1 ms", "4 ms"]))).toBe(false);
    expect(isHarmonic([])).toBe(true);
  });
});
