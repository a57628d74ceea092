import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  edfOnPeriodic,
  edfSchedulable,
  fpOnPeriodic,
  fpResponseTimes,
  minBudgetEdf,
  minBudgetFp,
  type TickTaskSet,
  tickTaskSet,
} from "../../../src/analysis/ticks/entry.ts";
import { resources } from "./resources.ts";
import { asTicks, blurred, magnitudes, scaled, sweepSets } from "./sets.ts";

type Answer = boolean | number | bigint | "undetermined" | null;
type Ask = (set: TickTaskSet, period: bigint, budget: bigint, steps?: number) => Answer;

const KERNELS: Readonly<Record<string, Ask>> = {
  edfSchedulable: (set, _period, _budget, steps) => edfSchedulable(set, steps),
  edfOnPeriodic,
  fpOnPeriodic,
  fpResponseTimes: (set, _period, _budget, steps) => fpResponseTimes(set, [], steps),
  minBudgetEdf: (set, period, _budget, steps) => minBudgetEdf(set, period, steps),
  minBudgetFp: (set, period, _budget, steps) => minBudgetFp(set, period, steps),
};

describe.each(Object.entries(KERNELS))("%s within a few steps", (name, ask) => {
  it("answers as with many, or not at all, in doubles and in bigints", () => {
    const tally = { same: 0, undetermined: 0 };
    const deadlines = /^fp|Fp$/.test(name) ? "constrained" : "arbitrary";
    const drawn = fc
      .tuple(sweepSets(deadlines), magnitudes)
      .chain(([tasks, factor]) => fc.tuple(blurred(scaled(tasks, factor), factor - 1n), fc.constant(factor)));
    fc.assert(
      fc.property(
        drawn,
        resources,
        fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3_000 })),
        ([tasks, factor], [period, budget], steps) => {
          const set = asTicks(tasks);
          const resource = [period * factor, budget * factor] as const;
          const part = ask(set, ...resource, steps);
          const whole = ask(set, ...resource, 1_000_000);
          if (part === "undetermined") tally.undetermined++;
          else {
            tally.same++;
            if (whole !== "undetermined") expect(part).toBe(whole);
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(Math.min(tally.same, tally.undetermined), JSON.stringify(tally)).toBeGreaterThan(1);
  });
});

describe("a set beyond doubles", () => {
  const far = 2n ** 60n;
  const two = [
    { C: 3n, T: far, D: far },
    { C: 4n, T: far, D: far },
  ];

  it("has responses in doubles where they fit, and none where the steps ended", () => {
    // 1 + 2 = 3 is beyond the first job of the first task, whose second makes it 4.
    const near = [
      { C: 1n, T: 2n, D: 2n },
      { C: 2n, T: far, D: far },
    ];
    const responses = new Float64Array(2);
    expect(fpResponseTimes(tickTaskSet(near), responses)).toBe(true);
    expect([...responses]).toEqual([1, 4]);
    expect(fpResponseTimes(tickTaskSet(near), responses, 50)).toBe("undetermined");
    expect([...responses]).toEqual([1, Number.NaN]);
  });

  it("is decided on a resource whose period is further still", () => {
    const period = 2n ** 200n;
    // Of the blackout of 2(Π − Θ) only 2 ticks are left, or nothing but blackout.
    for (const on of [fpOnPeriodic, edfOnPeriodic]) {
      expect(on(tickTaskSet(two), period, period - 1n)).toBe(true);
      expect(on(tickTaskSet(two), period, period - far)).toBe(false);
    }
  });
});
