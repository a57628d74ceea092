import { describe, expect, expectTypeOf, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import { Duration, Instant, nonNegative, positive, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { duration, work } from "../../src/numeric/unit.ts";

describe("quantities", () => {
  it("is its exact number of seconds in JSON", () => {
    expect(JSON.stringify({ time: new Duration(Rational.of(1n, 3n)) })).toBe('{"time":"1/3"}');
  });

  it("adds within a unit and converts between units by name only", () => {
    expect(duration("1 ms").plus(duration("500 us")).equals(duration("1.5 ms"))).toBe(true);
    expect(duration("3 ms").asWork().equals(work("3 ms"))).toBe(true);
    expect(work("3 ms").asDuration().equals(duration("3 ms"))).toBe(true);
    expect(Instant.origin.after(duration("2 s")).since(Instant.origin).equals(duration("2 s"))).toBe(true);
    expect(work("1 ms").over(duration("4 ms")).toString()).toBe("1/4");
    expect(duration("6 ms").per(duration("4 ms")).toString()).toBe("3/2");
    expect(duration("2 ms").times(Rational.from("3/2")).equals(duration("3 ms"))).toBe(true);
  });

  it("does not mix units", () => {
    const [length, amount, point] = [duration("1 s"), work("1 s"), Instant.origin];
    expectTypeOf(length.plus(length)).toEqualTypeOf<Duration>();
    // @ts-expect-error a length of time plus an amount of work is neither
    expect(length.plus(amount)).toBeDefined();
    // @ts-expect-error a length is not comparable with an amount
    expect(length.lessThan(amount)).toBe(false);
    // @ts-expect-error points cannot be added
    expect(point.plus).toBeUndefined();
  });

  it("does not let operators compare it", () => {
    const [a, b] = [duration("1 s"), duration("2 s")];
    expect(() => a < b).toThrow(TypeError);
  });

  it("refuses what no duration can be", () => {
    expect(() => nonNegative(new Duration(Rational.of(-1n)), "jitter")).toThrow(InputError);
    expect(() => positive(Duration.zero, "the period")).toThrow(/greater than zero/);
    expect(nonNegative(Work.zero, "wcet").isZero()).toBe(true);
  });
});
