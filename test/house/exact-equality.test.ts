import { describe, expect, it } from "vitest";
import { Rational } from "../../src/numeric/rational.ts";
import { duration } from "../../src/numeric/unit.ts";

describe("the equality of the tests", () => {
  it("tells exact values apart, however deep they lie", () => {
    expect(Rational.of(1n, 3n)).not.toEqual(Rational.of(2n, 3n));
    expect({ end: duration("9 ms") }).not.toEqual({ end: duration("11 ms") });
    expect({ end: duration("9 ms"), vm: "a" }).not.toMatchObject({ end: duration("11 ms") });
    expect([{ end: duration("9 ms") }]).not.toContainEqual({ end: duration("11 ms") });
  });

  it("sees that equal values are equal", () => {
    expect({ end: duration("0.009 s"), vm: "a" }).toEqual({ end: duration("9 ms"), vm: "a" });
    expect({ end: duration("0.009 s"), vm: "a" }).toMatchObject({ end: duration("9 ms") });
    expect(Rational.of(2n, 6n)).toEqual(Rational.of(1n, 3n));
  });
});
