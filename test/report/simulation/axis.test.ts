import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rational } from "../../../src/numeric/rational.ts";
import { axisTicks, roundStep } from "../../../src/report/simulation/axis.ts";

const positive = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 18n }), fc.bigInt({ min: 1n, max: 10n ** 18n }))
  .map(([n, d]) => Rational.of(n, d));

/** The number divided by the power of ten that brings it to 1 or more and below 10. */
function leadingDigits(value: Rational): string {
  const ten = Rational.of(10n);
  let scaled = value;
  while (ten.atMost(scaled)) scaled = scaled.dividedBy(ten);
  while (scaled.lessThan(Rational.one)) scaled = scaled.times(ten);
  return scaled.toString();
}

describe("an axis", () => {
  it("steps by 1, 2 or 5 times a power of ten, the least that is enough", () => {
    fc.assert(
      fc.property(positive, (least) => {
        const step = roundStep(least);
        expect(least.atMost(step)).toBe(true);
        expect(step.lessThan(least.times(Rational.from("2.5")).plus(Rational.of(1n, 10n ** 40n)))).toBe(true);
        expect(["1", "2", "5"]).toContain(leadingDigits(step));
      }),
      { numRuns: 2000 },
    );
  });

  it("labels exactly", () => {
    const labels = axisTicks(Rational.from("0.19"), Rational.from("0.31"), 6).map(({ label }) => label);
    expect(labels).toEqual(
      ["0.20", "0.22", "0.24", "0.26", "0.28", "0.30"].map((text) => text.replace(/0$/, "")),
    );
  });

  it("stays within its ends, and near the number asked for", () => {
    fc.assert(
      fc.property(positive, positive, (from, span) => {
        const to = from.plus(span);
        const ticks = axisTicks(from, to, 12);
        expect(ticks.length).toBeGreaterThanOrEqual(4);
        expect(ticks.length).toBeLessThanOrEqual(13);
        for (const { at } of ticks) expect(from.atMost(at) && at.atMost(to)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
