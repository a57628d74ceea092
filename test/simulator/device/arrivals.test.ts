import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrivalsOf } from "../../../src/simulator/device/arrivals.ts";
import type { ArrivalSpec } from "../../../src/simulator/device/specification.ts";

function take(count: number, spec: ArrivalSpec, seed = 1, device = 0): number[] {
  const arrivals = arrivalsOf(spec, device, seed);
  return Array.from({ length: count }, () => arrivals.next());
}

const seeds = fc.nat({ max: 1_000_000 });
const sizes = fc.integer({ min: 1, max: 50 });
const lengths = fc.nat({ max: 100 });

/** What is left in a bucket after each event, counted token by token. */
function tokensLeft(times: readonly number[], capacity: number, refill: number): number[] {
  let tokens = capacity;
  let refilling = 0;
  return times.map((time) => {
    if (tokens === capacity) refilling = time;
    while (tokens < capacity && time - refilling >= refill) {
      tokens++;
      refilling += refill;
    }
    if (tokens === capacity) refilling = time;
    return --tokens;
  });
}

describe("arrivals", () => {
  it("are periodic, in bursts, recorded, or aligned with instants of a cycle", () => {
    expect(take(3, { kind: "periodic", period: 5, offset: 2 })).toEqual([2, 7, 12]);
    expect(take(5, { kind: "burst", count: 3, spacing: 2, period: 10, offset: 1 })).toEqual([
      1, 3, 5, 11, 13,
    ]);
    expect(take(3, { kind: "trace", times: [4, 4] })).toEqual([4, 4, Number.POSITIVE_INFINITY]);
    expect(take(4, { kind: "aligned", cycle: 10, instants: [0, 7], separation: 8 })).toEqual([0, 10, 20, 30]);
    expect(take(4, { kind: "aligned", cycle: 10, instants: [0, 7], separation: 3 })).toEqual([0, 7, 10, 17]);
  });

  it("of a jittery period are as dense as the model allows", () => {
    const spec: ArrivalSpec = {
      kind: "pjd",
      period: 10,
      jitter: 25,
      minDistance: 2,
      offset: 3,
      play: "densest",
    };
    expect(take(6, spec)).toEqual([3, 5, 7, 9, 18, 28]);
  });

  it("of a bucket empty it first", () => {
    const spec: ArrivalSpec = { kind: "token-bucket", capacity: 3, refill: 10, offset: 1, play: "densest" };
    expect(take(5, spec)).toEqual([1, 1, 1, 11, 21]);
  });

  it("of a jittery period stay within the model at random", () => {
    fc.assert(
      fc.property(sizes, lengths, lengths, seeds, (period, jitter, distance, seed) => {
        const minDistance = Math.min(distance, period);
        const times = take(60, { kind: "pjd", period, jitter, minDistance, offset: 0, play: "random" }, seed);
        const illegal = times.findIndex(
          (time, event) =>
            time < event * period ||
            time > event * period + jitter ||
            (event > 0 && time - times[event - 1]! < minDistance),
        );
        expect(illegal).toBe(-1);
      }),
      { numRuns: 2000 },
    );
  });

  it("of a bucket never take a token that is not there, and the densest take every one", () => {
    fc.assert(
      fc.property(
        sizes,
        sizes,
        seeds,
        fc.constantFrom("random", "densest"),
        (capacity, refill, seed, play) => {
          const times = take(80, { kind: "token-bucket", capacity, refill, offset: 0, play }, seed);
          const left = tokensLeft(times, capacity, refill);
          expect(left.findIndex((tokens) => tokens < 0)).toBe(-1);
          if (play === "densest") expect(left.slice(capacity - 1).every((tokens) => tokens === 0)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("keep their gaps, and differ by seed and device only", () => {
    fc.assert(
      fc.property(sizes, lengths, seeds, (least, more, seed) => {
        const random: ArrivalSpec = { kind: "random", least, most: least + more, offset: 0 };
        const sporadic: ArrivalSpec = { kind: "sporadic", separation: least, slack: more, offset: 0 };
        for (const spec of [random, sporadic]) {
          const times = take(40, spec, seed);
          expect(take(40, spec, seed)).toEqual(times);
          const gaps = times.slice(1).map((time, event) => time - times[event]!);
          expect(gaps.every((gap) => gap >= least && gap <= least + more)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
    const spec: ArrivalSpec = { kind: "random", least: 1, most: 1000, offset: 0 };
    expect(take(5, spec, 1)).not.toEqual(take(5, spec, 2));
    expect(take(5, spec, 1, 0)).not.toEqual(take(5, spec, 1, 1));
  });
});
