import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Base, baseOf, type Supply } from "../../src/checker/supply.ts";

const upTo = (end: number): number[] => Array.from({ length: end }, (_, index) => index);

/** Every way to place a budget in the first ticks of a period. */
function placements(period: number, budget: number, deadline: number): boolean[][] {
  return upTo(2 ** deadline)
    .map((bits) => upTo(period).map((tick) => tick < deadline && Math.floor(bits / 2 ** tick) % 2 === 1))
    .filter((ticks) => ticks.filter((on) => on).length === budget);
}

/** The ticks that are served in each legal course of several periods. */
function courses(periods: number, each: readonly (readonly boolean[])[]): boolean[][] {
  if (periods === 0) return [[]];
  return courses(periods - 1, each).flatMap((before) => each.map((next) => [...before, ...next]));
}

/** The least and the most that is served in a window of `length`, wherever it lies in whichever course. */
function extremes(all: readonly (readonly boolean[])[], length: number): { least: bigint; most: bigint } {
  const sums = all.flatMap((course) =>
    upTo(course.length - length + 1).map(
      (from) => course.slice(from, from + length).filter((on) => on).length,
    ),
  );
  return { least: BigInt(Math.min(...sums)), most: BigInt(Math.max(...sums)) };
}

/** That a base keeps to what it says of itself: its line, its repetition and where it turns, or where two of its phases cross. */
function promises(base: Base, end: number): void {
  const { least, rate, delay, cycle, after } = base;
  let [turn, slope] = [0n as bigint | null, 0n];
  for (const tick of upTo(end)) {
    const t = BigInt(tick);
    expect(least(t) * rate.d >= rate.n * (t - delay)).toBe(true);
    if (cycle !== null && t >= delay && rate.n > 0n)
      expect((least(t + cycle) - least(t)) * rate.d).toBe(rate.n * cycle);
    const rise = least(t + 1n) - least(t);
    if (t === turn) [turn, slope] = [after(t), rise];
    if (base.kind === "table" && rise < slope) slope = rise;
    expect(rise, `at ${t}`).toBe(slope);
  }
}

const budgets = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 }))
  .map((drawn) => {
    const [budget = 0, deadline = 1, period = 1] = [...drawn].sort((x, y) => x - y);
    return { budget, deadline: Math.max(deadline, 1), period };
  });

describe("the supply of a contract", () => {
  it("is the least and the most of all legal courses", () => {
    fc.assert(
      fc.property(budgets, ({ budget, deadline, period }) => {
        const all = courses(period > 3 ? 4 : 5, placements(period, budget, deadline));
        const supply: Supply = {
          ...{ kind: "edp", budget: BigInt(budget), deadline: BigInt(deadline), period: BigInt(period) },
        };
        const base = baseOf(supply);
        for (const length of upTo(2 * period + 2)) {
          const { least, most } = extremes(all, length);
          expect(base.least(BigInt(length)), `least in ${length}`).toBe(least);
          expect(base.greatest(BigInt(length)), `most in ${length}`).toBe(most);
        }
        promises(base, 24);
      }),
      { numRuns: 100 },
    );
  });

  it("of a table is the least and the most from all of its phases", () => {
    const ticks = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(ticks, (frame) => {
        const edges = upTo(frame.length).filter((tick) => frame[tick] && !frame[tick - 1]);
        const windows = edges.map((start) => {
          const end = upTo(frame.length + 1).find((tick) => tick > start && !frame[tick]) as number;
          return { start: BigInt(start), end: BigInt(end) };
        });
        const base = baseOf({ kind: "table", frame: BigInt(frame.length), windows });
        const course = [...frame, ...frame, ...frame, ...frame];
        for (const length of upTo(2 * frame.length + 1)) {
          const { least, most } = extremes([course], length);
          expect(base.least(BigInt(length)), `least in ${length}`).toBe(least);
          expect(base.greatest(BigInt(length)), `most in ${length}`).toBe(most);
        }
        promises(
          { ...base, after: (at) => (windows.length === 0 ? null : base.after(at)) },
          4 * frame.length,
        );
      }),
      { numRuns: 200 },
    );
  });

  it("at a rate is its line, rounded down", () => {
    const base = baseOf({ kind: "bounded-delay", rate: { n: 2n, d: 3n }, delay: 4n });
    expect(upTo(9).map((t) => base.least(BigInt(t)))).toEqual([0n, 0n, 0n, 0n, 0n, 0n, 1n, 2n, 2n]);
    expect([base.greatest(7n), base.after(3n), base.after(4n), base.cycle]).toEqual([7n, 4n, null, 3n]);
  });
});
