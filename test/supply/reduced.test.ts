import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dedicated, leftover } from "../../src/model/supply.ts";
import { dedicatedBound } from "../../src/supply/dedicated.ts";
import { reducedBound } from "../../src/supply/reduced.ts";
import type { SupplyBound } from "../../src/supply/supply-bound.ts";
import { loads } from "../generate/arbitrary/event-model.ts";
import { inTicks, tables } from "../generate/arbitrary/supply.ts";

const bounds: fc.Arbitrary<SupplyBound> = fc.oneof(
  fc.constant(dedicatedBound),
  tables().map(inTicks),
  fc
    .tuple(fc.oneof(fc.constant(dedicated()), tables()), fc.array(loads(), { minLength: 1, maxLength: 2 }))
    .map(([supply, load]) => inTicks(leftover(supply, load))),
);

describe("a supply that loses something once", () => {
  it("is the same supply where nothing is lost", () => {
    expect(reducedBound(dedicatedBound, 0n)).toBe(dedicatedBound);
  });

  it("supplies what is left, with an inverse, a linear bound and a blackout to match", () => {
    fc.assert(
      fc.property(bounds, fc.bigInt(1n, 9n), fc.bigInt(0n, 60n), (of, loss, window) => {
        const reduced = reducedBound(of, loss);
        const left = of.sbf(window) - loss;
        expect(reduced.sbf(window)).toBe(left > 0n ? left : 0n);
        const reached = reduced.timeToSupply(window);
        expect(reached === null || reduced.sbf(reached) >= window).toBe(true);
        if (reached !== null && reached > 0n) expect(reduced.sbf(reached - 1n) < window).toBe(true);
        const { numerator, denominator } = reduced.rate;
        expect(reduced.sbf(window) * denominator >= numerator * (window - reduced.delay)).toBe(true);
        if (reduced.blackout !== null) expect(reduced.sbf(reduced.blackout)).toBe(0n);
        expect(reduced.attained).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it("bends wherever its slope changes", () => {
    fc.assert(
      fc.property(bounds, fc.bigInt(1n, 9n), (of, loss) => {
        const reduced = reducedBound(of, loss);
        const bends = new Set(reduced.breakpoints(40n));
        for (let window = 1n; window < 40n; window++) {
          const [before, here, after] = [window - 1n, window, window + 1n].map((at) => reduced.sbf(at)) as [
            bigint,
            bigint,
            bigint,
          ];
          if (here - before !== after - here) expect(bends.has(window)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
