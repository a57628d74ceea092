import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sporadicEvents, tokenBucket } from "../../src/model/event-model.ts";
import type { Load } from "../../src/model/supply.ts";
import { Duration, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { commonTick } from "../../src/numeric/timebase.ts";
import { leakyBound, leakyBucket } from "../../src/workload/bucket.ts";
import { type BoundedLoad, type EventBound, isDescribed } from "../../src/workload/event-bound.ts";
import { maxArrivals, minDistance } from "../../src/workload/event-bounds.ts";
import {
  burst,
  burstLength,
  isCyclic,
  loadBurst,
  loadRate,
  maxLoad,
  nextArrival,
  separation,
} from "../../src/workload/load.ts";
import {
  eventsInTicks,
  measuresOfEvents,
  type TickEvents,
  type TickLoad,
} from "../../src/workload/tick-events.ts";
import { eventBounds } from "../generate/arbitrary/bounded-load.ts";
import { loads } from "../generate/arbitrary/event-model.ts";

const seconds = (value: bigint): Duration => new Duration(Rational.of(value));

/** On ticks of one second. */
const inTicks = ({ arrivals, wcet }: Load): TickLoad => ({
  arrivals: eventsInTicks(arrivals, commonTick([...measuresOfEvents(arrivals), Rational.one])),
  wcet: wcet.value.numerator,
});

describe("load", () => {
  it("never exceeds its leaky bucket, which is the least at its rate", () => {
    fc.assert(
      fc.property(loads(), fc.bigInt({ min: 0n, max: 60n }), (load, window) => {
        const ticks = inTicks(load);
        const bucket = leakyBucket(load);
        const work = Rational.of(maxLoad([ticks], window));
        expect(work.atMost(leakyBound(bucket, seconds(window)).value)).toBe(true);
        // Just after some arrival the bucket is full: after k ≥ J/(P − d) periods.
        let arrival = -1n;
        let full = false;
        for (let n = 0; n < 50 && !full; n += 1) {
          arrival = arrival < 0n ? 0n : nextArrival([ticks], arrival);
          // η⁺ is constant from just after an integer to the next one.
          const justAfter = Rational.of(maxLoad([ticks], arrival + 1n));
          full = justAfter.equals(bucket.depth.value.plus(bucket.rate.times(Rational.of(arrival))));
        }
        expect(full).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("adds up over several sources", () => {
    const timer: TickLoad = {
      arrivals: { kind: "periodic", period: 4n, jitter: 2n, minDistance: 0n },
      wcet: 1n,
    };
    const network: TickLoad = { arrivals: { kind: "token-bucket", capacity: 3n, refill: 8n }, wcet: 2n };
    const rate = loadRate([timer, network]);
    expect(rate.numerator * 2n).toBe(rate.denominator);
    const burst = loadBurst([timer, network]);
    expect(burst.numerator * 2n).toBe(burst.denominator * 15n);
    expect([0n, 1n, 3n].map((t) => maxLoad([timer, network], t))).toEqual([0n, 7n, 8n]);
    expect([0n, 2n, 6n].map((t) => nextArrival([timer, network], t))).toEqual([2n, 6n, 8n]);
  });

  it("is nothing in the empty window", () => {
    expect(leakyBound({ depth: seconds(5n).asWork(), rate: Rational.one }, Duration.zero).isZero()).toBe(
      true,
    );
  });
});

const bounds: fc.Arbitrary<TickEvents> = eventBounds().map((events) =>
  eventsInTicks(events, commonTick([...measuresOfEvents(events), Rational.one])),
);

describe("a stream in the long run", () => {
  it("keeps its separation from the end of the burst on, and no earlier event is farther from the next", () => {
    fc.assert(
      fc.property(bounds, fc.bigInt({ min: 0n, max: 30n }), (events, more) => {
        const apart = (event: bigint): bigint => minDistance(events, event + 1n) - minDistance(events, event);
        const last = burstLength(events);
        expect(apart(last + more)).toBe(separation(events));
        if (last > 1n) expect(apart(last - 1n) < separation(events)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("has the least burst that holds it at its rate", () => {
    fc.assert(
      fc.property(bounds, (events) => {
        const { numerator, denominator } = burst(events);
        const period = separation(events);
        // η⁺(t) − t/P, as a fraction of P·denominator.
        const above = (window: bigint): bigint =>
          (maxArrivals(events, window + 1n) * period - window) * denominator - numerator * period;
        const windows = Array.from({ length: 120 }, (_, window) => BigInt(window));
        expect(windows.every((window) => above(window) <= 0n)).toBe(true);
        // Just after the arrival that ends the burst it is full.
        expect(above(minDistance(events, burstLength(events)))).toBe(0n);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is one that can be described, unless it keeps several limits at once", () => {
    const load = (arrivals: EventBound): BoundedLoad => ({ name: "load", arrivals, wcet: Work.zero });
    const limits = [{ period: seconds(3n), jitter: seconds(0n) }];
    expect(isDescribed(load(sporadicEvents(seconds(3n))))).toBe(true);
    expect(isDescribed(load(tokenBucket({ capacity: 2, refill: seconds(3n) })))).toBe(true);
    expect(isDescribed(load({ kind: "joint", limits }))).toBe(false);
  });

  it("is ruled by the limit of the longest period, and of several by that of least jitter, in any order", () => {
    const short = { period: 3n, jitter: 4n };
    const long = { period: 10n, jitter: 25n };
    const longer = { period: 10n, jitter: 31n };
    for (const limits of [
      [short, long, longer],
      [longer, long, short],
      [long, short, longer],
    ]) {
      const events = { kind: "joint", limits } as const;
      expect(separation(events)).toBe(10n);
      expect(burst(events)).toEqual({ numerator: 35n, denominator: 10n });
      // 3(n − 1) − 4 ≤ 10(n − 1) − 25 from the fourth event on: the longer period rules.
      expect(burstLength(events)).toBe(4n);
    }
  });

  it("is cyclic only where one separation more is one event more in every window", () => {
    fc.assert(
      fc.property(bounds, fc.bigInt({ min: 1n, max: 80n }), (events, window) => {
        if (!isCyclic(events)) return;
        expect(maxArrivals(events, window + separation(events))).toBe(maxArrivals(events, window) + 1n);
      }),
      { numRuns: 2_000 },
    );
    const spread = { kind: "periodic", period: 10n, jitter: 25n, minDistance: 3n } as const;
    expect([
      isCyclic(spread),
      isCyclic({ ...spread, jitter: 0n }),
      isCyclic({ ...spread, minDistance: 0n }),
      isCyclic({ ...spread, minDistance: 10n }),
      isCyclic({ kind: "token-bucket", capacity: 3n, refill: 4n }),
      isCyclic({ kind: "joint", limits: [{ period: 4n, jitter: 9n }] }),
    ]).toEqual([false, true, true, true, true, true]);
    const limits = [
      { period: 3n, jitter: 4n },
      { period: 10n, jitter: 25n },
    ];
    expect(isCyclic({ kind: "joint", limits })).toBe(false);
  });
});
