import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explicitDeadlineBound } from "../../src/supply/explicit-deadline.ts";
import { serverBound } from "../../src/supply/server.ts";

interface Sizes {
  readonly period: number;
  readonly deadline: number;
  readonly budget: number;
}

const sizes: fc.Arbitrary<Sizes> = fc
  .integer({ min: 1, max: 5 })
  .chain((period) => fc.tuple(fc.constant(period), fc.integer({ min: 1, max: period })))
  .chain(([period, deadline]) =>
    fc.record({
      period: fc.constant(period),
      deadline: fc.constant(deadline),
      budget: fc.nat({ max: deadline }),
    }),
  );

/** Every way to place `budget` units among the first `deadline` of a period. */
function placements({ period, deadline, budget }: Sizes): boolean[][] {
  const all: boolean[][] = [];
  for (let mask = 0; mask < 2 ** deadline; mask += 1) {
    const units = Array.from({ length: period }, (_, unit) => unit < deadline && ((mask >> unit) & 1) === 1);
    if (units.filter(Boolean).length === budget) all.push(units);
  }
  return all;
}

/** Every supply of two whole periods, in units. Service beyond them is not looked at. */
function supplies(size: Sizes): boolean[][] {
  const one = placements(size);
  return one.flatMap((first) => one.map((second) => [...first, ...second]));
}

const served = (supply: readonly boolean[], from: number, length: number): number =>
  supply.slice(from, from + length).filter(Boolean).length;

const extremes = (size: Sizes, length: number, starts: readonly number[]): number[] =>
  supplies(size).flatMap((supply) => starts.map((start) => served(supply, start, length)));

const upTo = (limit: number): number[] => Array.from({ length: limit }, (_, index) => index);

const ticks = ({ period, deadline, budget }: Sizes) => ({
  period: BigInt(period),
  deadline: BigInt(deadline),
  budget: BigInt(budget),
});

describe("explicit-deadline supply", () => {
  it("is the least and the most of every legal placement in every window of up to one period", () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const bound = explicitDeadlineBound(ticks(size));
        for (const length of upTo(size.period + 1)) {
          const found = extremes(size, length, upTo(size.period + 1));
          expect(Number(bound.sbf(BigInt(length)))).toBe(Math.min(...found));
          expect(Number(bound.usbf(BigInt(length)))).toBe(Math.max(...found));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("adds one budget per further period", () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 30 }), (size, length) => {
        const { sbf, usbf } = explicitDeadlineBound(ticks(size));
        // Each placement of a window of t + 2Π contains a whole period more than one of t + Π.
        const from = BigInt(length + size.period);
        const next = from + BigInt(size.period);
        expect(sbf(next) - sbf(from)).toBe(BigInt(size.budget));
        expect(usbf(next) - usbf(from)).toBe(BigInt(size.budget));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("polling server", () => {
  it("gives a backlog that begins just after a poll nothing before the next", () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { sbf } = serverBound("polling", ticks(size));
        for (const length of upTo(2 * size.period)) {
          // The period under way is lost; a backlog may begin anywhere in it, at worst just after its poll.
          const found = supplies(size).flatMap((supply) =>
            upTo(size.period).map((start) => served(supply.fill(false, 0, size.period), start, length)),
          );
          expect(Number(sbf(BigInt(length)))).toBe(Math.min(...found));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
