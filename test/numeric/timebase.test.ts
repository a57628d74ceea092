import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AssertionFailure } from "../../src/contract/errors.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { commonTick } from "../../src/numeric/timebase.ts";
import { rationals } from "../generate/arbitrary/rational.ts";

describe("the common tick", () => {
  it("is the coarsest in which everything is an integer", () => {
    const timebase = commonTick(["1/2", "1/3", "5/6"].map((text) => Rational.from(text)));
    expect(timebase.tick.toString()).toBe("1/6");
    expect(commonTick([]).tick.toString()).toBe("1");
    expect(commonTick([Rational.zero]).tick.toString()).toBe("1");
  });

  it("resolves every value that it was chosen for, also times or by a rate, and back", () => {
    fc.assert(
      fc.property(
        fc.array(rationals, { maxLength: 5 }),
        fc.bigInt(1n, 9n),
        fc.bigInt(1n, 9n),
        (values, p, q) => {
          const rate = Rational.of(p, q);
          const timebase = commonTick(values, [rate]);
          for (const value of values) {
            expect(timebase.toSeconds(timebase.toTicks(value)).equals(value)).toBe(true);
            expect(() => timebase.toTicks(value.times(rate))).not.toThrow();
            expect(() => timebase.toTicks(value.dividedBy(rate))).not.toThrow();
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("is not used for a value that it does not resolve", () => {
    expect(() => commonTick([Rational.from("1/2")]).toTicks(Rational.from("1/3"))).toThrow(AssertionFailure);
  });
});
