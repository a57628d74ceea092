import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestPassing, leastPassing } from "../../src/admission/search.ts";

describe("searches over whole numbers", () => {
  const bounds = fc.record({
    turn: fc.nat(200),
    start: fc.integer({ min: 1, max: 250 }),
    most: fc.integer({ min: 1, max: 200 }),
  });

  it("find the least that passes, wherever they start", () => {
    fc.assert(
      fc.property(bounds, ({ turn, start, most }) => {
        const asked: bigint[] = [];
        const passes = (n: bigint): boolean => {
          asked.push(n);
          return n >= BigInt(turn);
        };
        const least = Math.max(1, turn);
        expect(leastPassing(passes, BigInt(start), BigInt(most))).toBe(least <= most ? BigInt(least) : null);
        expect(asked.every((n) => n >= 1n && n <= BigInt(most))).toBe(true);
      }),
    );
  });

  it("find the largest that passes", () => {
    fc.assert(
      fc.property(bounds, ({ turn, start, most }) => {
        const found = largestPassing((n) => n <= BigInt(turn), BigInt(start), BigInt(most));
        const largest = Math.min(turn, most);
        expect(found).toBe(largest === 0 ? null : BigInt(largest));
      }),
    );
  });

  it("return only what was asked and passed, however crooked the question", () => {
    fc.assert(
      fc.property(fc.func(fc.boolean()), bounds, (answer, { start, most }) => {
        const passes = (n: bigint): boolean => answer(Number(n));
        const found = leastPassing(passes, BigInt(start), BigInt(most));
        if (found !== null) expect(passes(found)).toBe(true);
      }),
    );
  });
});
