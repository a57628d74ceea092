import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundWithBudget, largestBudget, leastBudgetFor } from "../../../src/analysis/interface/inversion.ts";
import { ceilDiv } from "../../../src/numeric/integer.ts";
import { type Ratio, ZERO } from "../../../src/numeric/ratio.ts";
import { shapes } from "./problems.ts";

const windows = fc.bigInt({ min: 0n, max: 60n });

describe("leastBudgetFor", () => {
  it("supplies the work, exactly, and the largest budget does not where there is none", () => {
    fc.assert(
      fc.property(shapes(12), windows, windows, (shape, window, work) => {
        const least = leastBudgetFor(shape, window, work);
        const supplied = (budget: Ratio): bigint =>
          boundWithBudget(shape, budget).sbf(window * budget.denominator);
        if (least === null) {
          expect(supplied({ numerator: largestBudget(shape), denominator: 1n })).toBeLessThan(work);
        } else if (work > 0n) {
          // sbf is continuous in the budget: the least one supplies no more than the work.
          expect(supplied(least)).toBe(work * least.denominator);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it("finds the fraction that a scan over a fine grid encloses, for every small case", () => {
    for (let period = 1n; period <= 3n; period++) {
      for (const deadline of ["budget", ...range(1n, period)] as const) {
        const shape = { period, deadline };
        for (const window of range(0n, 10n)) {
          for (const work of range(1n, 6n)) {
            const scan = range(1n, largestBudget(shape) * 420n).find(
              (numerator) =>
                boundWithBudget(shape, { numerator, denominator: 420n }).sbf(window * 420n) >= work * 420n,
            );
            const least = leastBudgetFor(shape, window, work);
            expect(least && ceilDiv(least.numerator * 420n, least.denominator)).toBe(scan ?? null);
          }
        }
      }
    }
  });

  it("needs no budget for no work", () => {
    expect(leastBudgetFor({ period: 10n, deadline: 10n }, 0n, 0n)).toEqual(ZERO);
  });

  it("solves the windows of Shin and Lee's example", () => {
    const shape = { period: 10n, deadline: 10n };
    expect(leastBudgetFor(shape, 150n, 39n)).toEqual({ numerator: 39n, denominator: 14n });
    expect(leastBudgetFor(shape, 75n, 23n)).toEqual({ numerator: 7n, denominator: 2n });
  });
});

function range(from: bigint, to: bigint): bigint[] {
  return Array.from({ length: Number(to - from) + 1 }, (_, k) => from + BigInt(k));
}
