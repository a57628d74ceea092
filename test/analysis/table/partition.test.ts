import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedRate, packHarmonic } from "../../../src/analysis/table/harmonic-packing.ts";
import {
  boundedDelayOf,
  irregularity,
  isRegular,
  patternRate,
  patternTable,
  regularPartition,
  slotPattern,
} from "../../../src/analysis/table/partition.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { sbf } from "../../../src/supply/bounds.ts";
import { delayAtRate } from "../../../src/supply/delay-at-rate.ts";
import { seconds } from "./requests.ts";

const patterns = fc.array(fc.boolean(), { minLength: 1, maxLength: 14 }).map((owned) =>
  slotPattern(
    BigInt(owned.length),
    owned.flatMap((is, slot) => (is ? [BigInt(slot)] : [])),
  ),
);

const rates = fc
  .record({ denominator: fc.integer({ min: 1, max: 24 }), numerator: fc.nat(24) })
  .map(({ denominator, numerator }) =>
    Rational.of(BigInt(numerator % (denominator + 1)), BigInt(denominator)),
  );

/** The least k with |I(a) − I(b)| < k for all integers a, b in two cycles, from the definition. */
function naiveIrregularity(cycle: number, owned: ReadonlySet<number>): number {
  const total = owned.size;
  const scaled = [0];
  for (let t = 1, service = 0; t <= 2 * cycle; t++) {
    service += owned.has((t - 1) % cycle) ? 1 : 0;
    scaled.push(service * cycle - t * total);
  }
  let k = 1;
  while (scaled.some((a) => scaled.some((b) => Math.abs(a - b) >= k * cycle))) k++;
  return k;
}

describe("slot patterns", () => {
  it("have the irregularity of its definition", () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const owned = new Set(pattern.owned.map((slot) => Number(slot)));
        expect(Number(irregularity(pattern))).toBe(naiveIrregularity(Number(pattern.cycle), owned));
      }),
      { numRuns: 2000 },
    );
  });

  it("supply at least what their irregularity promises", () => {
    fc.assert(
      fc.property(patterns, fc.integer({ min: 0, max: 120 }), (pattern, quarters) => {
        const rate = patternRate(pattern);
        if (rate.sign() === 0) return;
        const k = irregularity(pattern);
        const supply = patternTable(pattern, seconds(1));
        const bound = boundedDelayOf(pattern, seconds(1));
        expect(delayAtRate(supply, rate)?.atMost(bound.delay)).toBe(true);
        const window = seconds(quarters, Rational.of(1n, 4n));
        expect(sbf(bound, window).atMost(sbf(supply, window))).toBe(true);
        // On whole slots: ⌊αt − k⌋ + 1.
        const whole = Rational.of(BigInt(quarters));
        const least = rate.times(whole).minus(Rational.of(k)).floor() + 1n;
        expect(Rational.of(least).atMost(sbf(supply, seconds(quarters)).value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("built for a rate are regular, by the definition, and have it", () => {
    fc.assert(
      fc.property(rates, (rate) => {
        const pattern = regularPartition(rate, 24n);
        expect(patternRate(pattern).equals(rate)).toBe(true);
        expect(isRegular(pattern)).toBe(true);
        expect(naiveIrregularity(Number(pattern.cycle), new Set(pattern.owned.map(Number)))).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });

  it("refuse what is no pattern", () => {
    expect(() => slotPattern(0n, [])).toThrow(InputError);
    expect(() => slotPattern(3n, [3n])).toThrow(/slot 3/);
    expect(() => slotPattern(3n, [1n, 1n])).toThrow(/each slot once/);
    expect(() => regularPartition("3/2", 10n)).toThrow(InputError);
    expect(() => regularPartition("1/1000000000000", 1000n)).toThrow(/more than 1000/);
    expect(() => boundedDelayOf(slotPattern(3n, []), seconds(1))).toThrow(InputError);
    expect(() => patternTable(slotPattern(3n, [1n]), seconds(0))).toThrow(InputError);
  });
});

describe("packHarmonic", () => {
  const chains = fc
    .record({
      radices: fc.array(fc.constantFrom(1n, 2n, 2n, 3n), { minLength: 1, maxLength: 4 }),
      picks: fc.array(fc.nat(3), { minLength: 1, maxLength: 7 }),
    })
    .map(({ radices, picks }) => {
      let product = 1n;
      const strides = radices.map((radix) => {
        product *= radix;
        return product;
      });
      return picks.map((pick) => strides[pick % strides.length] as bigint);
    });

  it("packs harmonic rates exactly if their sum is at most 1, regular and without collision", () => {
    const seen = { packed: 0, infeasible: 0 };
    fc.assert(
      fc.property(chains, (strides) => {
        const total = strides.reduce((sum, stride) => sum.plus(Rational.of(1n, stride)), Rational.zero);
        const found = packHarmonic(strides.map((stride) => Rational.of(1n, stride)));
        seen[found.kind]++;
        expect(found.kind).toBe(total.atMost(Rational.one) ? "packed" : "infeasible");
        if (found.kind === "infeasible") return;
        const longest = strides.reduce((a, b) => (a > b ? a : b));
        for (let slot = 0n; slot < longest; slot++) {
          const owners = found.patterns.filter(({ cycle, owned }) => owned[0] === slot % cycle);
          expect(owners.length).toBeLessThanOrEqual(1);
        }
        for (const [index, pattern] of found.patterns.entries()) {
          expect(patternRate(pattern).equals(Rational.of(1n, strides[index] as bigint))).toBe(true);
          expect(isRegular(pattern)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.packed, seen.infeasible)).toBeGreaterThan(200);
  });

  it("takes rates of any size", () => {
    const halves = Array.from({ length: 80 }, (_, index) => Rational.of(1n, 2n ** BigInt(index + 1)));
    const found = packHarmonic(halves);
    expect(found.kind === "packed" && found.patterns[79]?.owned[0]).toBe(2n ** 79n - 1n);
  });

  it("raises other rates to powers of 1/2", () => {
    const raised = ["1", "3/4", "1/2", "1/3", "1/4", "1/5", "1/1000"].map((rate) => `${adjustedRate(rate)}`);
    expect(raised).toEqual(["1", "1", "1/2", "1/2", "1/4", "1/4", "1/512"]);
    expect(() => adjustedRate("0")).toThrow(InputError);
    expect(() => packHarmonic(["3/4"])).toThrow(/raise it/);
    expect(() => packHarmonic(["1/2", "1/3"])).toThrow(/not harmonic/);
  });
});
