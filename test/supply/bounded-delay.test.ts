import { describe, expect, it } from "vitest";
import { boundedDelay } from "../../src/model/supply.ts";
import { Duration, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { commonTick } from "../../src/numeric/timebase.ts";
import { boundOf, measuresOf } from "../../src/supply/bound-of.ts";
import { boundedDelayBound } from "../../src/supply/bounded-delay.ts";
import { timeToSupply } from "../../src/supply/bounds.ts";

describe("boundedDelayBound", () => {
  it("is α(t − Δ) on the lattices that a timebase makes", () => {
    const { seconds, rates } = measuresOf(
      boundedDelay({ rate: "2/3", delay: new Duration(Rational.from(4)) }),
    );
    const timebase = commonTick([...seconds, Rational.from(1)], rates);
    const bound = boundOf(boundedDelay({ rate: "2/3", delay: new Duration(Rational.from(4)) }), timebase);
    const second = timebase.toTicks(Rational.one);
    expect(second).toBe(6n);
    expect(bound.sbf(7n * second)).toBe(2n * second);
    // Work of one second takes 3/2 s: nine ticks, without rounding.
    expect(bound.timeToSupply(second)).toBe(4n * second + 9n);
    expect(bound.sbf(4n * second + 9n)).toBe(second);
  });

  it("rounds to the safe side off them", () => {
    const { sbf, timeToSupply: inverse } = boundedDelayBound({ numerator: 2n, denominator: 3n }, 1n);
    expect([1n, 2n, 3n, 4n].map(sbf)).toEqual([0n, 0n, 1n, 2n]);
    expect([1n, 2n, 3n].map(inverse)).toEqual([3n, 4n, 6n]);
  });

  it("answers exactly in rationals, also for work that no tick of the supply divides", () => {
    const supply = boundedDelay({ rate: "3/7", delay: new Duration(Rational.from("1/5")) });
    expect(timeToSupply(supply, new Work(Rational.from("1/11")))?.value.toString()).toBe("68/165");
  });

  it("gives nothing at rate 0", () => {
    const never = boundedDelayBound({ numerator: 0n, denominator: 1n }, 5n);
    expect([never.sbf(100n), never.timeToSupply(1n), never.blackout]).toEqual([0n, null, null]);
  });

  it("can be attained only by a processor that may be away for a while", () => {
    const half = { numerator: 1n, denominator: 2n };
    expect(boundedDelayBound(half, 1n).attained).toBe(true);
    expect(boundedDelayBound(half, 0n).attained).toBe(false);
    expect(boundedDelayBound({ numerator: 1n, denominator: 1n }, 0n).attained).toBe(true);
  });
});
