import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../src/analysis/effort.ts";
import type { Supply } from "../../src/model/supply.ts";
import { commonTick } from "../../src/numeric/timebase.ts";
import { boundOf, measuresOf } from "../../src/supply/bound-of.ts";
import { dominates } from "../../src/supply/dominance.ts";
import type { SupplyBound } from "../../src/supply/supply-bound.ts";
import { plainSupplies, supplies } from "../generate/arbitrary/supply.ts";
import { show } from "../support/show.ts";

function together(a: Supply, b: Supply): readonly [SupplyBound, SupplyBound] {
  const measures = [measuresOf(a), measuresOf(b)];
  const timebase = commonTick(
    measures.flatMap(({ seconds }) => seconds),
    measures.flatMap(({ rates }) => rates),
  );
  return [boundOf(a, timebase), boundOf(b, timebase)];
}

/** The first tick up to the limit at which a has less than b. */
function firstViolation(a: SupplyBound, b: SupplyBound, limit: bigint): bigint | null {
  for (let t = 0n; t <= limit; t += 1n) if (a.sbf(t) < b.sbf(t)) return t;
  return null;
}

describe("dominance of supplies", () => {
  it("agrees with looking at every tick", () => {
    fc.assert(
      fc.property(supplies({ max: 6 }), supplies({ max: 6 }), (one, other) => {
        const [a, b] = together(one, other);
        const found = dominates(a, b, new Effort());
        if (found.kind === "undetermined") {
          expect(a.rate.numerator * b.rate.denominator).toBe(b.rate.numerator * a.rate.denominator);
          expect(a.cycle === null || b.cycle === null).toBe(true);
        } else if (found.kind === "dominates") {
          expect(firstViolation(a, b, 500n)).toBeNull();
        } else {
          expect(a.sbf(found.at)).toBe(found.has);
          expect(b.sbf(found.at)).toBe(found.needs);
          expect(found.has < found.needs).toBe(true);
          const rounded = show([one, other]).includes("bounded-delay");
          if (found.at <= 500n && !rounded) expect(firstViolation(a, b, found.at)).toBe(found.at);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("is always decided between supplies with cycles", () => {
    fc.assert(
      fc.property(plainSupplies({ max: 8 }), plainSupplies({ max: 8 }), (one, other) => {
        const [a, b] = together(one, other);
        expect(dominates(a, b, new Effort()).kind).not.toBe("undetermined");
        expect(dominates(a, a, new Effort()).kind).toBe("dominates");
      }),
      { numRuns: 2_000 },
    );
  });
});
