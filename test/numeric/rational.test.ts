import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import { largest, Rational, smallest } from "../../src/numeric/rational.ts";
import { rationals } from "../generate/arbitrary/rational.ts";

const runs = { numRuns: 2000 };

describe("Rational", () => {
  it.each([
    ["7", "7"],
    ["-3/4", "-3/4"],
    ["6/8", "3/4"],
    ["2.5", "5/2"],
    ["0.(3)", "1/3"],
    ["0.1(6)", "1/6"],
    ["1.", "1"],
    [".5", "1/2"],
    ["+4", "4"],
    ["9007199254740993", "9007199254740993"],
    ["0.1", "1/10"],
  ])("reads %s as %s", (text, exact) => {
    expect(Rational.from(text).toString()).toBe(exact);
  });

  it.each(["", "abc", "1/0", "0/00", "1e3", "--1", "1/2/3", "0x10", "Infinity", "1 2", "1.5/2"])(
    "refuses %j",
    (text) => {
      expect(() => Rational.from(text)).toThrow(InputError);
    },
  );

  it("takes a JavaScript number only where it is exact", () => {
    expect(Rational.from(12).toString()).toBe("12");
    expect(Rational.from(2n ** 70n).toString()).toBe("1180591620717411303424");
    const third = Rational.of(1n, 3n);
    expect(Rational.from(third)).toBe(third);
    expect(() => Rational.from(0.1)).toThrow(/write it as a string/);
    expect(() => Rational.from(2 ** 53)).toThrow(InputError);
    expect(() => Rational.from(Number.NaN)).toThrow(InputError);
  });

  it("does not let operators compare or add it", () => {
    const [a, b] = [Rational.of(1n), Rational.of(2n)] as unknown as [number, number];
    expect(() => a < b).toThrow(TypeError);
    expect(() => a + b).toThrow(TypeError);
  });

  it("is a field with an order", () => {
    fc.assert(
      fc.property(rationals, rationals, rationals, (a, b, c) => {
        expect(a.plus(b).minus(b).equals(a)).toBe(true);
        expect(a.times(b.plus(c)).equals(a.times(b).plus(a.times(c)))).toBe(true);
        if (b.sign() !== 0) expect(a.dividedBy(b).times(b).equals(a)).toBe(true);
        expect(Math.sign(a.compare(b))).toBe(a.minus(b).sign());
        expect(a.lessThan(b)).toBe(!b.atMost(a));
        expect(
          largest(a, b, c)
            .minus(smallest(a, b, c))
            .sign(),
        ).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });

  it("rounds to the integers around it", () => {
    fc.assert(
      fc.property(rationals, (a) => {
        const [floor, ceil] = [Rational.of(a.floor()), Rational.of(a.ceil())];
        expect(floor.atMost(a) && a.lessThan(floor.plus(Rational.one))).toBe(true);
        expect(a.atMost(ceil) && ceil.minus(Rational.one).lessThan(a)).toBe(true);
      }),
      runs,
    );
  });

  it("prints what it reads", () => {
    fc.assert(
      fc.property(rationals, (a) => {
        expect(Rational.from(a.toString()).equals(a)).toBe(true);
        expect(JSON.parse(JSON.stringify(a))).toBe(a.toString());
      }),
      runs,
    );
  });

  it("refuses to divide by zero", () => {
    expect(() => Rational.one.dividedBy(Rational.zero)).toThrow(InputError);
    expect(() => Rational.of(1n, 0n)).toThrow(InputError);
  });
});
