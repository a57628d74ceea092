import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import { Times } from "../../src/description/times.ts";
import { Rational } from "../../src/numeric/rational.ts";

const clock = Rational.from("210000000");
const times = (timeUnit: "ms" | null = null): Times => new Times({ timeUnit, clock, evaluate: null });

describe("Times", () => {
  it.each([
    ["250 us", "1/4000"],
    ["1/3 ms", "1/3000"],
    ["2.5ms", "1/400"],
    ["0.(3) s", "1/3"],
    ["12000 cycles", "1/17500"],
    ["+3 s", "3"],
    ["-3 s", "-3"],
  ])("reads %s", (text, seconds) => {
    expect(times().seconds(text)?.toString()).toBe(seconds);
  });

  it("reads any exact bare number in the declared unit, and none without", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(1n, 2n ** 80n), (numerator, denominator) => {
        const text = `${numerator}/${denominator}`;
        const expected = Rational.of(numerator, denominator * 1000n);
        expect(times("ms").seconds(text)?.equals(expected)).toBe(true);
        expect(() => times().seconds(text)).toThrow("has no unit");
      }),
      { numRuns: 2000 },
    );
    expect(times("ms").seconds(40)?.toString()).toBe("1/25");
  });

  it("asks for the evaluator only where the text may be an expression", () => {
    const plain = times();
    plain.seconds("3 ms");
    expect(() => plain.seconds("three")).toThrow(InputError);
    expect(plain.needsEvaluator).toBe(false);
    expect(plain.seconds("3 ms + 2 us")).toBeNull();
    expect(plain.needsEvaluator).toBe(true);
  });

  it.each([
    ["40", '40 has no unit: write such as "40 ms", or declare a timeUnit for bare numbers'],
    ["1e-3 s", "has an exponent"],
    [".inf", ".inf is no exact number"],
    ["3 fortnights", "is not a unit of time"],
    ["1/0 s", "denominator"],
    ["", "is not a time"],
    ["9".repeat(1001), "longer than 1000 characters"],
  ])("refuses %j", (text, reason) => {
    expect(() => times().seconds(text)).toThrow(InputError);
    expect(() => times().seconds(text)).toThrow(reason);
  });
});
