import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_BLOCKING } from "../../../src/analysis/edf/stretch.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { budgetFamily, toMultiplesOf } from "../../../src/analysis/interface/family.ts";
import { leastForEdf } from "../../../src/analysis/interface/least-edf.ts";
import { leastForFixedPriority } from "../../../src/analysis/interface/least-fixed-priority.ts";
import { edfOnPeriodic, fpOnPeriodic, type TickTaskSet } from "../../../src/analysis/ticks/entry.ts";
import { asMinBudget, type MinBudget } from "../../../src/analysis/ticks/min-budget.ts";
import { minBudgetEdf } from "../../../src/analysis/ticks/min-budget-edf.ts";
import { minBudgetFp } from "../../../src/analysis/ticks/min-budget-fp.ts";
import { leastBudgetFor } from "../../../src/analysis/ticks/min-budget-inversion.ts";
import { InputError } from "../../../src/contract/errors.ts";
import * as plain from "../../bench/baseline/min-budget.ts";
import { readWorkload } from "../../bench/workload.ts";
import { naiveDemandMet, naiveResponses, naiveSbf } from "./naive.ts";
import { asTicks, asTickTasks, magnitudes, scaled, sweepSets, type Timing, tinySets } from "./sets.ts";

const KERNELS = [
  {
    name: "fixed priorities",
    deadlines: "constrained",
    least: minBudgetFp,
    accepts: fpOnPeriodic,
    naive: (tasks: readonly Timing[], Π: number, Θ: number) => !naiveResponses(tasks, Π, Θ).includes(-1),
    plain: plain.minBudgetFp,
  },
  {
    name: "EDF",
    deadlines: "arbitrary",
    least: minBudgetEdf,
    accepts: edfOnPeriodic,
    naive: naiveDemandMet,
    plain: plain.minBudgetEdf,
  },
] as const;

describe.each(KERNELS)(
  "the least integer budget under $name",
  ({ deadlines, least, accepts, naive, plain }) => {
    it("is the first that a scan tick by tick accepts", () => {
      fc.assert(
        fc.property(tinySets(deadlines), fc.integer({ min: 1, max: 6 }), (tasks, period) => {
          const scan = Array.from({ length: period }, (_, k) => k + 1).find((Θ) => naive(tasks, period, Θ));
          const work = tasks.some(({ wcet }) => wcet > 0n);
          expect(least(asTicks(tasks), period)).toBe(work ? (scan ?? null) : 0);
        }),
        { numRuns: 2000 },
      );
    });

    it("is accepted where the one below is not, at every magnitude", () => {
      let found = 0;
      const periods = fc.integer({ min: 1, max: 4000 });
      fc.assert(
        fc.property(sweepSets(deadlines), periods, magnitudes, (tasks, period, factor) => {
          const set = asTicks(scaled(tasks, factor));
          const length = BigInt(period) * factor;
          const budget = least(set, length, 2_000_000);
          if (budget === "undetermined") return;
          if (budget === null) {
            expect(accepts(set, length, length, 500_000)).not.toBe(true);
            return;
          }
          if (budget > 0) {
            found += 1;
            expect(accepts(set, length, BigInt(budget) - 1n, 500_000)).not.toBe(true);
          }
          expect(accepts(set, length, budget, 500_000)).not.toBe(false);
        }),
        { numRuns: 2000 },
      );
      expect(found).toBeGreaterThan(500);
    });

    it("equals the plain search on the bench fixtures", () => {
      const files = readdirSync("fixtures/bench").filter((file) => /n10-u0\.\d+\.json$/.test(file));
      expect(files).toHaveLength(4);
      for (const { set, columns } of files.flatMap((file) => readWorkload(`fixtures/bench/${file}`))) {
        expect(least(set, 2000) ?? 0).toBe(plain(columns, 2000));
      }
    });

    it("refuses what is no period, and needs nothing for no work", () => {
      const idle = asTicks([{ wcet: 0n, period: 10n, deadline: 10n }]);
      expect(() => least(idle, 0)).toThrow(InputError);
      expect(() => least(idle, 2.5)).toThrow(InputError);
      expect(least(idle, 10)).toBe(0);
    });

    it("says so when the step limit is passed", () => {
      const tasks = [10007n, 20011n, 30011n].map((period) => ({
        wcet: period / 4n,
        period,
        deadline: period,
      }));
      expect(least(asTicks(tasks), 500, 1)).toBe("undetermined");
    });
  },
);

describe("doubles and big integers", () => {
  it("find the same budgets", () => {
    const period = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(sweepSets("constrained"), period, (tasks, length) => {
        const set = asTicks(tasks);
        const ticks = asTickTasks(tasks);
        const family = budgetFamily({ period: BigInt(length), deadline: BigInt(length) });
        const rounding = toMultiplesOf(1n);
        const fp = leastForFixedPriority(ticks, family, rounding, new Effort(30_000));
        agree(minBudgetFp(set, length, 2_000_000), asMinBudget(fp, true));
        const problem = { tasks: ticks, segments: NO_BLOCKING };
        agree(
          minBudgetEdf(set, length),
          asMinBudget(leastForEdf(problem, family, rounding, new Effort(30_000)), true),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("count arbitrary deadlines under fixed priorities", () => {
    // Lehoczky's example: the fifth job is the worst, R = 118.
    const lehoczky = (deadline: bigint): TickTaskSet =>
      asTicks([
        { wcet: 26n, period: 70n, deadline: 70n },
        { wcet: 62n, period: 100n, deadline },
      ]);
    expect(minBudgetFp(lehoczky(118n), 10)).toBe(10);
    expect(minBudgetFp(lehoczky(117n), 10)).toBeNull();
  });
});

describe("leastBudgetFor", () => {
  it("is the first integer budget that supplies the work", () => {
    for (let period = 1; period <= 6; period++) {
      for (let window = 0; window <= 24; window++) {
        for (let work = 1; work <= 12; work++) {
          const budgets = Array.from({ length: period }, (_, k) => k + 1);
          const scan = budgets.find((Θ) => naiveSbf(period, Θ, window) >= work);
          expect(leastBudgetFor(period, window, work)).toBe(scan ?? Number.POSITIVE_INFINITY);
        }
      }
    }
  });
});

function agree(doubles: MinBudget, integers: MinBudget): void {
  if (integers === "undetermined" || doubles === "undetermined") return;
  expect(doubles).toBe(integers);
}
