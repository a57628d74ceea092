import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Supply } from "../../src/model/supply.ts";
import { floorDiv } from "../../src/numeric/integer.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { lsbf, sbf, timeToSupply, usbf } from "../../src/supply/bounds.ts";
import { inTicks, leftovers, plainSupplies, supplies } from "../generate/arbitrary/supply.ts";
import { scales } from "../generate/arbitrary/task-set.ts";

const RUNS = { numRuns: 3_000 };

/** Small windows and some far beyond 2⁵³. */
const windows = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: 0n, max: 200n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 21n }) },
);

/** The windows up to a small limit at which a law is checked one by one. */
const eachUpTo = (limit: bigint): bigint[] => Array.from({ length: Number(limit) + 1 }, (_, t) => BigInt(t));

describe("laws of every supply", () => {
  it("sbf(0) = 0, sbf does not fall, and rises by at most what time passes", () => {
    fc.assert(
      fc.property(supplies(), windows, fc.bigInt({ min: 0n, max: 20n }), (supply, window, more) => {
        const bound = inTicks(supply);
        const gain = bound.sbf(window + more) - bound.sbf(window);
        expect(bound.sbf(0n)).toBe(0n);
        expect(gain >= 0n && gain <= more).toBe(true);
      }),
      RUNS,
    );
  });

  it("timeToSupply(y) ≤ t exactly if y ≤ sbf(t)", () => {
    fc.assert(
      fc.property(supplies(), windows, windows, (supply, window, work) => {
        const bound = inTicks(supply);
        const time = bound.timeToSupply(work);
        expect(time !== null && time <= window).toBe(work <= bound.sbf(window));
        // The two sharp cases: the least window, and one tick less.
        if (time === null) expect(bound.rate.numerator).toBe(0n);
        else if (work > 0n) {
          expect(bound.sbf(time) >= work).toBe(true);
          expect(bound.sbf(time - 1n) < work).toBe(true);
        } else expect(time).toBe(0n);
      }),
      RUNS,
    );
  });

  it("rate·(t − delay) ≤ sbf(t) ≤ usbf(t) ≤ t, and sbf(t) ≤ rate·t", () => {
    fc.assert(
      fc.property(supplies(), windows, (supply, window) => {
        const { sbf: least, usbf: most, rate, delay } = inTicks(supply);
        // Rounded down for bounded delays off their lattice; hence compared with the floor.
        expect(least(window) >= floorDiv(rate.numerator * (window - delay), rate.denominator)).toBe(true);
        expect(least(window) * rate.denominator <= rate.numerator * window).toBe(true);
        expect(least(window) <= most(window) && most(window) <= window).toBe(true);
      }),
      RUNS,
    );
  });

  it("is superadditive: two windows in a row get at least what each is sure of", () => {
    fc.assert(
      fc.property(supplies(), windows, windows, (supply, one, other) => {
        const { sbf: least } = inTicks(supply);
        expect(least(one + other) >= least(one) + least(other)).toBe(true);
      }),
      RUNS,
    );
  });

  it("repeats with its cycle from its delay on", () => {
    fc.assert(
      fc.property(supplies(), windows, (supply, window) => {
        const { sbf: least, rate, delay, cycle } = inTicks(supply);
        if (cycle === null) return;
        const from = window + delay;
        const gain = least(from + cycle) - least(from);
        expect(gain * rate.denominator).toBe(rate.numerator * cycle);
      }),
      RUNS,
    );
  });

  it("is straight between its breakpoints", () => {
    fc.assert(
      fc.property(supplies({ max: 6 }), (supply) => {
        const bound = inTicks(supply);
        const until = 60n;
        const bends = [0n, ...bound.breakpoints(until)];
        expect(bends).toEqual([...bends].sort((a, b) => (a < b ? -1 : 1)));
        for (const [index, from] of bends.entries()) {
          const to = bends[index + 1] ?? until;
          const rise = bound.sbf(to) - bound.sbf(from);
          if (bends[index + 1] === undefined && isScaled(supply)) continue;
          for (let t = from; t < to; t += 1n) {
            expect(bound.sbf(t)).toBe(bound.sbf(from) + floorDiv(rise * (t - from), to - from));
          }
        }
      }),
      RUNS,
    );
  });

  it("has nothing until its blackout ends, and something then", () => {
    fc.assert(
      fc.property(supplies(), (supply) => {
        const { sbf: least, blackout, timeToSupply: inverse, rate } = inTicks(supply);
        if (blackout === null) {
          expect(inverse(1n)).toBeNull();
          return;
        }
        expect(least(blackout)).toBe(0n);
        const tick = isScaled(supply) ? rateOfInnermost(supply).denominator : 1n;
        expect(least(blackout + tick) > 0n).toBe(true);
        expect(rate.numerator > 0n).toBe(true);
      }),
      RUNS,
    );
  });

  it("names the least delay, except for leftovers", () => {
    fc.assert(
      fc.property(plainSupplies(), (supply) => {
        const { sbf: least, rate, delay, cycle } = inTicks(supply);
        if (delay === 0n) return;
        const tooEarly = eachUpTo(delay + (cycle as bigint)).some(
          (t) => least(t) * rate.denominator < rate.numerator * (t - delay + 1n),
        );
        expect(tooEarly).toBe(true);
      }),
      RUNS,
    );
  });

  it("scales with time: the same numbers in every unit", () => {
    fc.assert(
      fc.property(
        scales.chain((scale) => fc.tuple(fc.constant(scale), draws(scale), fc.nat({ max: 100 }))),
        ([scale, [plain, scaled], ticks]) => {
          const one = new Duration(Rational.from(ticks));
          const other = one.times(scale);
          expect(sbf(scaled, other).value.toString()).toBe(sbf(plain, one).times(scale).value.toString());
          expect(usbf(scaled, other).value.toString()).toBe(usbf(plain, one).times(scale).value.toString());
          expect(timeToSupply(scaled, other.asWork())?.value.toString()).toBe(
            timeToSupply(plain, one.asWork())?.times(scale).value.toString(),
          );
          expect(lsbf(scaled, other).value.atMost(sbf(scaled, other).value)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** One supply drawn twice from the same seed: in units of one second and in units of `scale`. */
function draws(scale: Rational): fc.Arbitrary<[Supply, Supply]> {
  return fc.integer().map((seed) => [drawn(seed, Rational.one), drawn(seed, scale)]);
}

function drawn(seed: number, scale: Rational): Supply {
  return fc.sample(fc.oneof(plainSupplies({ scale }), leftovers({ scale })), {
    seed,
    numRuns: 1,
  })[0] as Supply;
}

/** Whether the supply rises with a slope between 0 and 1. */
function isScaled(supply: Supply): boolean {
  return supply.kind === "leftover" ? isScaled(supply.of) : supply.kind === "bounded-delay";
}

function rateOfInnermost(supply: Supply): Rational {
  if (supply.kind === "leftover") return rateOfInnermost(supply.of);
  return supply.kind === "bounded-delay" ? supply.rate : Rational.one;
}
