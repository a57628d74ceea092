import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { duration, isPlainTime, parseHertz, parseSeconds, secondsIn, work } from "../../src/numeric/unit.ts";
import { exactIn, readable, withUnit } from "../../src/numeric/unit-text.ts";

const clock = Rational.of(210_000_000n);

describe("times with units", () => {
  it.each([
    ["250 us", "1/4000"],
    ["1/3 ms", "1/3000"],
    ["2.5 ms", "1/400"],
    ["0.(3) s", "1/3"],
    ["250us", "1/4000"],
    [" 7 ns ", "7/1000000000"],
    ["3 µs", "3/1000000"],
    ["2 min", "120"],
    ["1 h", "3600"],
    ["-1 s", "-1"],
  ])("reads %s as %s s", (text, seconds) => {
    expect(isPlainTime(text)).toBe(true);
    expect(parseSeconds(text).toString()).toBe(seconds);
  });

  it("gives cycles a length where a clock is declared", () => {
    expect(parseSeconds("12000 cycles", clock).toString()).toBe("1/17500");
    expect(() => parseSeconds("12000 cycles")).toThrow(/processor\.clock/);
  });

  it.each([
    "250",
    "us",
    "1 parsec",
    "1e3 us",
    "1 us us",
    "2 * 3 us",
    "",
    "1/0 us",
    "constructor",
    "5 toString",
  ])("refuses %j", (text) => {
    expect(() => parseSeconds(text)).toThrow(InputError);
  });

  it("reads frequencies", () => {
    expect(parseHertz("210 MHz").toString()).toBe("210000000");
    expect(parseHertz("2.5 GHz").toString()).toBe("2500000000");
    for (const text of ["210", "0 Hz", "1 constructor", "-1 Hz"])
      expect(() => parseHertz(text)).toThrow(InputError);
  });

  it("prints exactly, and readably with a mark where it rounds", () => {
    expect(exactIn("ms", duration("1/3 ms"))).toBe("1/3");
    expect(withUnit("us", work("2.5 ms"))).toBe("2500 us");
    expect(withUnit("ms", duration("1/3 ms"))).toBe("≈0.333 ms");
    expect(readable(Rational.from("-2/3"))).toBe("≈-0.667");
    expect(readable(Rational.from("-5/2"))).toBe("-2.5");
    expect(readable(Rational.from("9999/10000"))).toBe("≈1");
    expect(secondsIn("us", Rational.one).toString()).toBe("1000000");
  });
});
