import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dedicated, periodicResource } from "../../src/model/supply.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { duration } from "../../src/numeric/unit.ts";
import { bestCase, bestPattern } from "../../src/supply/best-case.ts";
import { usbf } from "../../src/supply/bounds.ts";
import { inTicks, supplies } from "../generate/arbitrary/supply.ts";

describe("the best case of a supply", () => {
  it("is its upper bound with the inverse of that", () => {
    fc.assert(
      fc.property(supplies(), fc.bigInt(0n, 40n), (supply, work) => {
        const bound = inTicks(supply);
        const best = bestCase(supply, bound);
        expect(best.sbf(work)).toBe(bound.usbf(work));
        expect(best.sbf(work) >= bound.sbf(work)).toBe(true);
        const reached = best.timeToSupply(work);
        if (reached !== null) {
          expect(best.sbf(reached) >= work).toBe(true);
          if (reached > 0n) expect(best.sbf(reached - 1n) < work).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("has a pattern that starts at once", () => {
    const pattern = bestPattern(periodicResource({ period: "10 ms", budget: "3 ms" }));
    expect(pattern.start.isZero() && pattern.cycle.equals(duration("10 ms"))).toBe(true);
    expect(pattern.windows.map(({ to }) => to.equals(duration("3 ms")))).toEqual([true]);
    expect(bestPattern(dedicated()).windows).toHaveLength(1);
  });

  it("has a pattern that never exceeds the upper bound", () => {
    fc.assert(
      fc.property(supplies(), fc.integer({ min: 1, max: 40 }), (supply, seconds) => {
        const { cycle, windows } = bestPattern(supply);
        const whole = Math.floor(seconds / cycle.value.approximate());
        let supplied = 0;
        for (let frame = 0; frame <= whole; frame++) {
          const base = frame * cycle.value.approximate();
          for (const { from, to } of windows) {
            const [start, end] = [base + from.value.approximate(), base + to.value.approximate()];
            supplied += Math.max(0, Math.min(end, seconds) - start);
          }
        }
        const most = usbf(supply, new Duration(Rational.from(seconds)));
        expect(supplied).toBeLessThanOrEqual(most.value.approximate() + 1e-9);
      }),
      { numRuns: 2000 },
    );
  });
});
