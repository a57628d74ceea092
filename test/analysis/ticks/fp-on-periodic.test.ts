import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { firstMiss } from "../../../src/analysis/fixed-priority/response-time.ts";
import { fpOnPeriodic, fpResponseTimes, tickTaskSet } from "../../../src/analysis/ticks/entry.ts";
import { explicitDeadlineBound } from "../../../src/supply/explicit-deadline.ts";
import { naiveResponses } from "./naive.ts";
import { resources, smallResources } from "./resources.ts";
import {
  asTicks,
  asTickTasks,
  blurred,
  magnitudes,
  scaled,
  sweepSets,
  type Timing,
  tinySets,
} from "./sets.ts";

describe("fpOnPeriodic", () => {
  it("finds the least integer budget of Shin and Lee's example under rate-monotonic priorities", () => {
    const set = tickTaskSet([
      { C: 7, T: 50, D: 50 },
      { C: 9, T: 75, D: 75 },
    ]);
    expect([3, 4].map((budget) => fpOnPeriodic(set, 10, budget))).toEqual([false, true]);
    const doubled = tickTaskSet([
      { C: 14, T: 100, D: 100 },
      { C: 18, T: 150, D: 150 },
    ]);
    expect([6, 7].map((budget) => fpOnPeriodic(doubled, 20, budget))).toEqual([false, true]);
  });

  it("does not start its search past a response at which many releases coincide", () => {
    const set = tickTaskSet([
      { C: 2, T: 4, D: 4 },
      { C: 1, T: 4, D: 4 },
      { C: 1, T: 10, D: 5 },
    ]);
    expect(fpOnPeriodic(set, 7, 7)).toBe(true);
  });

  it("equals the definition, tick by tick", () => {
    fc.assert(
      fc.property(tinySets("constrained"), smallResources, (tasks, [period, budget]) => {
        const met = !naiveResponses(tasks, period, budget).includes(-1);
        expect(fpOnPeriodic(asTicks(tasks), period, budget)).toBe(met);
      }),
      { numRuns: 3000 },
    );
  });

  it("equals firstMiss in any priority order", () => {
    const shuffled = sweepSets("constrained").chain((tasks) =>
      fc.shuffledSubarray(tasks, { minLength: tasks.length }),
    );
    fc.assert(
      fc.property(fc.oneof(sweepSets("constrained"), shuffled), resources, (tasks, [period, budget]) => {
        expect(fpOnPeriodic(asTicks(tasks), period, budget)).toBe(reference(tasks, period, budget));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives the same in doubles, in bigints and in any unit of time", () => {
    fc.assert(
      fc.property(sweepSets("constrained"), resources, magnitudes, (tasks, [period, budget], factor) => {
        const wide = fpOnPeriodic(asTicks(scaled(tasks, factor)), period * factor, budget * factor);
        expect(wide).toBe(fpOnPeriodic(asTicks(tasks), period, budget));
      }),
      { numRuns: 2000 },
    );
  });

  it("equals firstMiss at odd magnitudes", () => {
    const unit = 2n ** 52n + 1n;
    const odd = sweepSets("constrained").chain((tasks) => blurred(scaled(tasks, unit), 2n ** 45n));
    fc.assert(
      fc.property(odd, resources, (tasks, [period, budget]) => {
        const verdict = fpOnPeriodic(asTicks(tasks), period * unit + 1n, budget * unit);
        expect(verdict).toBe(reference(tasks, period * unit + 1n, budget * unit));
      }),
      { numRuns: 2000 },
    );
  });

  it("is fpResponseTimes where the budget fills the period", () => {
    fc.assert(
      fc.property(sweepSets("constrained"), fc.bigInt({ min: 1n, max: 2n ** 55n }), (tasks, period) => {
        const set = asTicks(tasks);
        expect(fpOnPeriodic(set, period, period)).toBe(fpResponseTimes(set, new Float64Array(set.size)));
      }),
      { numRuns: 2000 },
    );
  });

  it("refuses supplies that cannot be", () => {
    const set = tickTaskSet([{ C: 1, T: 5, D: 5 }]);
    for (const [period, budget] of [
      [0, 0],
      [2, 3],
      [2, -1],
      [2.5, 1],
      [2 ** 53, 1],
    ] as const) {
      expect(() => fpOnPeriodic(set, period, budget)).toThrow("a periodic resource of");
    }
    expect(() => fpOnPeriodic(tickTaskSet([{ C: 1, T: 2, D: 3 }]), 2, 1)).toThrow("need D ≤ T");
  });

  it("has nothing to supply to tasks without work", () => {
    expect(fpOnPeriodic(tickTaskSet([]), 5, 0)).toBe(true);
    expect(fpOnPeriodic(tickTaskSet([{ C: 0, T: 5, D: 5 }]), 5, 0)).toBe(true);
    expect(fpOnPeriodic(tickTaskSet([{ C: 1, T: 5, D: 5 }]), 5, 0)).toBe(false);
    expect(fpOnPeriodic(tickTaskSet([{ C: 2n ** 60n, T: 2n ** 60n, D: 2n ** 60n }]), 5, 0)).toBe(false);
  });
});

function reference(tasks: readonly Timing[], period: bigint, budget: bigint): boolean {
  const supply = explicitDeadlineBound({ period, budget, deadline: period });
  return tasks.every((_, i) => {
    const found = firstMiss(asTickTasks(tasks), i, supply, new Effort(10_000_000));
    expect(found.kind).not.toBe("undetermined");
    return found.kind === "none";
  });
}
