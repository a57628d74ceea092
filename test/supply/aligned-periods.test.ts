import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TableSupply } from "../../src/model/supply.ts";
import { lcm } from "../../src/numeric/integer.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { everyAlignedPeriodSupplies } from "../../src/supply/aligned-periods.ts";
import { tables } from "../generate/arbitrary/supply.ts";

const seconds = (value: number): Duration => new Duration(Rational.from(value));

/** Service of a table with integer edges in [from, to), unit by unit. */
function served({ frame, windows }: TableSupply, from: number, to: number): number {
  let sum = 0;
  for (let t = from; t < to; t += 1) {
    const phase = Rational.from(t % Number(frame.value.numerator));
    if (windows.some(({ start, end }) => start.value.atMost(phase) && phase.lessThan(end.value))) sum += 1;
  }
  return sum;
}

describe("everyAlignedPeriodSupplies", () => {
  it("looks at every period until table and period clock meet again", () => {
    fc.assert(
      fc.property(
        tables({ max: 8 }),
        fc.integer({ min: 1, max: 8 }),
        fc.nat({ max: 8 }),
        (any, period, budget) => {
          const table = any as TableSupply;
          const frame = table.frame.value.numerator;
          const periods = Number(lcm(frame, BigInt(period))) / period;
          const expected = Array.from({ length: periods }, (_, k) =>
            served(table, k * period, (k + 1) * period),
          );
          expect(everyAlignedPeriodSupplies(table, seconds(period), seconds(budget).asWork())).toBe(
            Math.min(...expected) >= budget,
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
