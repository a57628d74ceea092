import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SupplyPattern } from "../../src/model/supply-pattern.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { sbf } from "../../src/supply/bounds.ts";
import { worstPattern } from "../../src/supply/worst-pattern.ts";
import { patternedSupplies } from "../generate/arbitrary/supply.ts";

/** Service of a pattern in [0, time), straight from its definition. */
function servedUntil({ start, cycle, windows }: SupplyPattern, time: Rational): Rational {
  const since = time.minus(start.value);
  if (since.sign() <= 0) return Rational.zero;
  const cycles = Rational.of(since.dividedBy(cycle.value).floor());
  const phase = since.minus(cycles.times(cycle.value));
  let served = Rational.zero;
  for (const { from, to } of windows) {
    const length = to.minus(from).value;
    const begun = phase.minus(from.value);
    served = served.plus(cycles.times(length));
    if (begun.sign() > 0) served = served.plus(begun.lessThan(length) ? begun : length);
  }
  return served;
}

const time = fc
  .record({ numerator: fc.nat({ max: 120 }), denominator: fc.integer({ min: 1, max: 4 }) })
  .map(({ numerator, denominator }) => Rational.of(BigInt(numerator), BigInt(denominator)));

describe("worst pattern", () => {
  it("serves sbf(window) in [0, window), and in every window at least its sbf", () => {
    fc.assert(
      fc.property(
        patternedSupplies({ max: 9 }),
        time,
        fc.array(fc.tuple(time, time), { minLength: 6, maxLength: 6 }),
        (supply, window, others) => {
          const pattern = worstPattern(supply, new Duration(window));
          if (pattern === null) {
            expect(supply).toMatchObject({ kind: "bounded-delay", delay: Duration.zero });
            return;
          }
          expect(servedUntil(pattern, window).toString()).toBe(
            sbf(supply, new Duration(window)).value.toString(),
          );
          for (const [from, length] of others) {
            const served = servedUntil(pattern, from.plus(length)).minus(servedUntil(pattern, from));
            expect(sbf(supply, new Duration(length)).value.atMost(served)).toBe(true);
          }
        },
      ),
      { numRuns: 2_500 },
    );
  });

  it("has its windows in order, apart and inside the cycle", () => {
    fc.assert(
      fc.property(patternedSupplies(), time, (supply, window) => {
        const pattern = worstPattern(supply, new Duration(window));
        let previous = Duration.zero;
        for (const { from, to } of pattern?.windows ?? []) {
          expect(previous.atMost(from) && from.lessThan(to)).toBe(true);
          expect(to.atMost(pattern?.cycle as Duration)).toBe(true);
          previous = to;
        }
      }),
      { numRuns: 2_500 },
    );
  });
});
