import { describe, expect, it } from "vitest";
import { periodicEvents } from "../../src/model/event-model.ts";
import { boundedDelay, dedicated, leftover, periodicResource, table } from "../../src/model/supply.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { rateOf } from "../../src/supply/bounds.ts";
import { delayAtRate } from "../../src/supply/delay-at-rate.ts";

const at = (rate: string): Rational => Rational.from(rate);

describe("delayAtRate", () => {
  it("is the blackout of a periodic resource at every rate", () => {
    const supply = periodicResource({ period: "5 ms", budget: "3 ms" });
    for (const rate of ["3/5", "1/2", "1/100"]) {
      expect(delayAtRate(supply, at(rate)).equals(duration("4 ms"))).toBe(true);
    }
  });

  it("grows with the rate for a table", () => {
    const supply = table({
      frame: "10 ms",
      windows: [
        { start: "0 ms", end: "1 ms" },
        { start: "4 ms", end: "8 ms" },
      ],
    });
    // The gap of 3 ms after the first window; with the one of 2 ms before, at the full rate: 6 − 1/(1/2) = 4.
    expect(delayAtRate(supply, at("1/4")).equals(duration("3 ms"))).toBe(true);
    expect(delayAtRate(supply, at("1/2")).equals(duration("4 ms"))).toBe(true);
  });

  it("is none for a processor, and the declared one for a bounded delay", () => {
    expect(delayAtRate(dedicated(), at("1")).isZero()).toBe(true);
    expect(
      delayAtRate(boundedDelay({ rate: "2/3", delay: "5 ms" }), at("1/7")).equals(duration("5 ms")),
    ).toBe(true);
  });

  it("refuses a rate that the supply does not have, or none", () => {
    const supply = periodicResource({ period: "5 ms", budget: "3 ms" });
    expect(() => delayAtRate(supply, at("4/5"))).toThrow(
      "no delay suffices at a rate of 4/5: the supply has 3/5",
    );
    expect(() => delayAtRate(supply, at("0"))).toThrow("the rate is 0: write one greater than zero");
  });

  it("answers with the linear bound where a cycle has too many bends to visit", () => {
    const below = (period: string) =>
      leftover(
        dedicated(),
        ["3 ms", period].map((each) => ({
          name: each,
          arrivals: periodicEvents({ period: each }),
          wcet: work("1 ms"),
        })),
      );
    // A cycle of 33 ms has a delay for each rate; one of 30021 ms has more than 20000 bends.
    const few = below("11 ms");
    expect(delayAtRate(few, at("1/100")).lessThan(delayAtRate(few, at("19/33")))).toBe(true);
    const many = below("10007 ms");
    const full = delayAtRate(many, rateOf(many));
    expect(full.equals(delayAtRate(many, at("1/100")))).toBe(true);
    // A burst of 2 ms at the rate that is left, 2/3 − 1/10007, rounded up to a tick.
    expect(full.equals(duration("4 ms"))).toBe(true);
  });

  it("answers with the linear bound, rounded up to a tick, below load without a cycle", () => {
    const arrivals = periodicEvents({ period: "4 ms", jitter: "6 ms", minDistance: "1 ms" });
    const supply = leftover(dedicated(), [{ name: "irq", arrivals, wcet: work("1 ms") }]);
    expect(delayAtRate(supply, at("3/4")).equals(duration("4 ms"))).toBe(true);
  });
});
