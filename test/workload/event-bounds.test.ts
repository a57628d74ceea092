import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  maxArrivals,
  maxArrivalsClosed,
  maxDistance,
  minArrivals,
  minDistance,
} from "../../src/workload/event-bounds.ts";
import type { TickEvents } from "../../src/workload/tick-events.ts";

const periodic: fc.Arbitrary<TickEvents> = fc
  .integer({ min: 1, max: 9 })
  .chain((period) => fc.tuple(fc.constant(period), fc.nat({ max: 30 }), fc.nat({ max: period })))
  .map(([period, jitter, distance]) => ({
    kind: "periodic",
    period: BigInt(period),
    jitter: BigInt(jitter),
    minDistance: BigInt(distance),
  }));
const buckets: fc.Arbitrary<TickEvents> = fc
  .record({ capacity: fc.bigInt({ min: 1n, max: 6n }), refill: fc.bigInt({ min: 1n, max: 9n }) })
  .map((bucket) => ({ kind: "token-bucket", ...bucket }));
const joint: fc.Arbitrary<TickEvents> = fc
  .array(fc.record({ period: fc.bigInt({ min: 1n, max: 9n }), jitter: fc.bigInt({ min: 0n, max: 30n }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((limits) => ({ kind: "joint", limits }));
const models = fc.oneof(periodic, buckets, joint);
const windows = fc.bigInt({ min: 0n, max: 60n });
const RUNS = { numRuns: 2_000 };

/** Counting by definition: the largest n whose least distance still fits. */
function mostBy(events: TickEvents, fits: (distance: bigint) => boolean): bigint {
  let count = 0n;
  while (fits(minDistance(events, count + 1n))) count += 1n;
  return count;
}

describe("event bounds", () => {
  it("η⁺ is the largest n with δ⁻(n) inside the half-open window, and inside the closed one", () => {
    fc.assert(
      fc.property(models, windows, (events, window) => {
        expect(maxArrivals(events, window)).toBe(mostBy(events, (distance) => distance < window));
        expect(maxArrivalsClosed(events, window)).toBe(mostBy(events, (distance) => distance <= window));
      }),
      RUNS,
    );
  });

  it("η⁻ is the largest n with δ⁺(n + 1) inside the window", () => {
    fc.assert(
      fc.property(periodic, windows, (events, window) => {
        let count = 0n;
        while ((maxDistance(events, count + 2n) as bigint) <= window) count += 1n;
        expect(minArrivals(events, window)).toBe(count);
      }),
      RUNS,
    );
  });

  it("η⁺ is subadditive, δ⁻ superadditive, and η⁻ ≤ η⁺", () => {
    fc.assert(
      fc.property(models, windows, windows, (events, one, other) => {
        expect(
          maxArrivals(events, one + other) <= maxArrivals(events, one) + maxArrivals(events, other),
        ).toBe(true);
        const [m, n] = [one + 1n, other + 1n];
        // m events and n events that share one.
        expect(minDistance(events, m + n - 1n) >= minDistance(events, m) + minDistance(events, n)).toBe(true);
        expect(minArrivals(events, one) <= maxArrivals(events, one)).toBe(true);
      }),
      RUNS,
    );
  });

  it("a bucket lets through what its credit allows, event by event", () => {
    fc.assert(
      fc.property(buckets, windows, (events, window) => {
        if (events.kind !== "token-bucket") return;
        // Greedy arrivals from a full bucket; credit is counted in parts of 1/refill.
        let credit = events.capacity * events.refill;
        let accepted = 0n;
        for (let t = 0n; t < window; t += 1n) {
          for (; credit >= events.refill; accepted += 1n) credit -= events.refill;
          credit += 1n;
        }
        expect(maxArrivals(events, window)).toBe(accepted);
      }),
      RUNS,
    );
  });

  it("a bucket promises no event", () => {
    const bucket: TickEvents = { kind: "token-bucket", capacity: 2n, refill: 5n };
    expect(minArrivals(bucket, 1_000n)).toBe(0n);
    expect([maxDistance(bucket, 1n), maxDistance(bucket, 2n)]).toEqual([0n, null]);
  });

  it("lets ⌊J/P⌋ + 1 events coincide where no distance keeps them apart", () => {
    const burst: TickEvents = { kind: "periodic", period: 4n, jitter: 9n, minDistance: 0n };
    expect(maxArrivals(burst, 1n)).toBe(3n);
    expect(maxArrivalsClosed(burst, 0n)).toBe(3n);
    expect(maxArrivals(burst, 0n)).toBe(0n);
  });
});
