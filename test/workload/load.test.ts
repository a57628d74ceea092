import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Load } from "../../src/model/supply.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { commonTick } from "../../src/numeric/timebase.ts";
import { leakyBound, leakyBucket } from "../../src/workload/bucket.ts";
import { loadBurst, loadRate, maxLoad, nextArrival } from "../../src/workload/load.ts";
import { eventsInTicks, measuresOfEvents, type TickLoad } from "../../src/workload/tick-events.ts";
import { loads } from "../support/arbitrary/event-model.ts";

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
