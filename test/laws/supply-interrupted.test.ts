import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { floorDiv } from "../../src/numeric/integer.ts";
import { commonTick } from "../../src/numeric/timebase.ts";
import { boundOf, measuresOf } from "../../src/supply/bound-of.ts";
import { type DerivedSupply, interruptedBy } from "../../src/supply/derived-supply.ts";
import type { SupplyBound } from "../../src/supply/supply-bound.ts";
import { boundedLoads } from "../generate/arbitrary/bounded-load.ts";
import { patternedSupplies } from "../generate/arbitrary/supply.ts";

const drawn: fc.Arbitrary<DerivedSupply> = fc
  .tuple(
    // A bounded delay rounds between the points of its lattice (bounded-delay.ts), where these laws are only nearly kept.
    patternedSupplies({ max: 7 }).filter(({ kind }) => kind !== "bounded-delay"),
    fc.array(boundedLoads({ max: 20 }), { minLength: 1, maxLength: 2 }),
  )
  .map(([of, by]) => interruptedBy(of, by));

function inTicks(supply: DerivedSupply): SupplyBound {
  const { seconds, rates } = measuresOf(supply);
  return boundOf(supply, commonTick(seconds, rates));
}

const upTo = (limit: number): bigint[] => Array.from({ length: limit + 1 }, (_, t) => BigInt(t));
const WINDOWS = upTo(90);

describe("a supply that stands still at events", () => {
  it("keeps the laws of every supply", () => {
    fc.assert(
      fc.property(drawn, (supply) => {
        const { sbf, usbf, timeToSupply, rate, delay, blackout } = inTicks(supply);
        for (const window of WINDOWS) {
          const least = sbf(window);
          const gain = sbf(window + 1n) - least;
          expect(gain === 0n || gain === 1n || supply.kind !== "interrupted").toBe(true);
          expect(least >= floorDiv(rate.numerator * (window - delay), rate.denominator)).toBe(true);
          expect(least * rate.denominator <= rate.numerator * window).toBe(true);
          expect(least <= usbf(window)).toBe(true);
          const time = timeToSupply(least);
          expect(time !== null && time <= window && sbf(time) >= least).toBe(true);
          const more = timeToSupply(least + 1n);
          expect(more === null ? rate.numerator : more > window).toBe(more === null ? 0n : true);
        }
        if (blackout !== null) expect([sbf(blackout), sbf(blackout + 1n) > 0n]).toEqual([0n, true]);
        else expect(rate.numerator).toBe(0n);
      }),
      { numRuns: 150 },
    );
  });

  it("bends at its breakpoints only", () => {
    fc.assert(
      fc.property(drawn, (supply) => {
        const { sbf, breakpoints } = inTicks(supply);
        const bends = [...breakpoints(90n)];
        expect(bends).toEqual([...new Set(bends)].sort((a, b) => (a < b ? -1 : 1)));
        for (const window of WINDOWS.slice(1, -1)) {
          const turn = sbf(window + 1n) - 2n * sbf(window) + sbf(window - 1n);
          if (!bends.includes(window)) expect(`${window}: ${turn}`).toBe(`${window}: 0`);
        }
      }),
      { numRuns: 150 },
    );
  });
});
