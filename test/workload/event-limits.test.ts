import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sporadicEvents, tokenBucket } from "../../src/model/event-model.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { maxArrivals, maxArrivalsClosed, minDistance } from "../../src/workload/arrivals.ts";
import type { EventBound } from "../../src/workload/event-bound.ts";
import {
  conforms,
  delayedEvents,
  keepingAll,
  limitsOf,
  longestHold,
  longRunRate,
} from "../../src/workload/event-limits.ts";
import { eventBounds } from "../generate/arbitrary/bounded-load.ts";
import { eventModels } from "../generate/arbitrary/event-model.ts";
import { mostIn, type NaiveShaper, shaped, traces } from "./traces.ts";

const seconds = (length: number): Duration => new Duration(Rational.from(length));
const whole = (time: Duration): number => Number(time.value.numerator);

const shapers: fc.Arbitrary<NaiveShaper> = fc
  .record({
    distance: fc.option(fc.integer({ min: 1, max: 14 })),
    bucket: fc.option(
      fc.record({ capacity: fc.integer({ min: 1, max: 4 }), refill: fc.integer({ min: 1, max: 14 }) }),
    ),
  })
  .filter(({ distance, bucket }) => distance !== null || bucket !== null);

const limitOf = ({ distance, bucket }: NaiveShaper): EventBound =>
  keepingAll([
    ...(distance === null ? [] : limitsOf(sporadicEvents(seconds(distance)))),
    ...(bucket === null
      ? []
      : limitsOf(tokenBucket({ capacity: bucket.capacity, refill: seconds(bucket.refill) }))),
  ]);

describe("the limits of a stream", () => {
  it("together are its bound", () => {
    fc.assert(
      fc.property(eventModels(), eventModels(), fc.integer({ min: 1, max: 80 }), (a, b, window) => {
        const [length, count] = [seconds(window), BigInt(window)];
        const both = keepingAll([...limitsOf(a), ...limitsOf(b)]);
        for (const of of [maxArrivals, maxArrivalsClosed]) {
          expect(of(keepingAll(limitsOf(a)), length)).toBe(of(a, length));
          expect(of(both, length)).toBe([of(a, length), of(b, length)].reduce((x, y) => (x < y ? x : y)));
        }
        const [first, second] = [minDistance(a, count), minDistance(b, count)];
        expect(minDistance(both, count).equals(first.lessThan(second) ? second : first)).toBe(true);
        const rates = [a, b].map(longRunRate);
        expect(rates.some((rate) => rate.equals(longRunRate(both)))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("keep to the plain models where these will do", () => {
    const strict = sporadicEvents(seconds(9));
    const kinds = [
      keepingAll([...limitsOf(sporadicEvents(seconds(2))), ...limitsOf(strict)]),
      keepingAll([...limitsOf(tokenBucket({ capacity: 3, refill: seconds(9) })), ...limitsOf(strict)]),
      keepingAll([
        ...limitsOf(sporadicEvents(seconds(2))),
        ...limitsOf(tokenBucket({ capacity: 3, refill: seconds(9) })),
      ]),
    ];
    expect(kinds[0]).toEqual(strict);
    expect(kinds[1]).toEqual(strict);
    expect(kinds[2]).toMatchObject({ kind: "periodic", minDistance: seconds(2), jitter: seconds(18) });
  });
});

describe("events after a delay", () => {
  it("come no denser than the delay can make them", () => {
    fc.assert(
      fc.property(
        eventModels(),
        eventModels(),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(40),
        (a, b, window, late) => {
          for (const events of [a, keepingAll([...limitsOf(a), ...limitsOf(b)])]) {
            const most = maxArrivals(events, seconds(window + late));
            expect(maxArrivals(delayedEvents(events, seconds(late)), seconds(window)) >= most).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("a shaper", () => {
  it("that drops lets through no more than both bounds allow", () => {
    fc.assert(
      fc.property(traces(eventModels()), shapers, ({ model, times }, shaper) => {
        const passed = shaped(shaper, times, "drop").filter((time) => time !== null);
        const bound = keepingAll([...limitsOf(model), ...limitsOf(limitOf(shaper))]);
        for (let window = 1; window <= 60; window += 1) {
          expect(mostIn(passed, window)).toBeLessThanOrEqual(Number(maxArrivals(bound, seconds(window))));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("that holds keeps no event longer than its longest hold, and some event so long", () => {
    let held = 0;
    fc.assert(
      fc.property(traces(eventModels()), shapers, ({ model, times }, shaper) => {
        const limit = limitOf(shaper);
        const hold = longestHold(model, limit);
        if (hold === null) return;
        const waits = shaped(shaper, times, "hold").map((time, n) => (time as number) - (times[n] as number));
        expect(Math.max(...waits)).toBeLessThanOrEqual(whole(hold));
        // The densest course of the model.
        const densest = Array.from({ length: 60 }, (_, n) => whole(minDistance(model, BigInt(n + 1))));
        const all = shaped(shaper, densest, "hold").map(
          (time, n) => (time as number) - (densest[n] as number),
        );
        expect(Math.max(...all)).toBe(whole(hold));
        expect(conforms(model, limit)).toBe(hold.isZero());
        if (!hold.isZero()) held += 1;
        const out = shaped(shaper, times, "hold").filter((time) => time !== null);
        const bound = keepingAll([...limitsOf(limit), ...limitsOf(delayedEvents(model, hold))]);
        for (let window = 1; window <= 60; window += 1) {
          expect(mostIn(out, window)).toBeLessThanOrEqual(Number(maxArrivals(bound, seconds(window))));
        }
      }),
      { numRuns: 500 },
    );
    expect(held).toBeGreaterThan(40);
  });

  it("that admits fewer than come holds events for ever", () => {
    const fast = sporadicEvents(seconds(2));
    expect(longestHold(fast, sporadicEvents(seconds(3)))).toBeNull();
    expect(longestHold(fast, sporadicEvents(seconds(2)))?.isZero()).toBe(true);
  });
});

/** Limits as they come: in any order, some implied by others. */
const unsorted: fc.Arbitrary<EventBound> = fc
  .array(fc.record({ period: fc.integer({ min: 1, max: 8 }), jitter: fc.nat({ max: 16 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((limits) => ({
    kind: "joint",
    limits: limits.map(({ period, jitter }) => ({ period: seconds(period), jitter: seconds(jitter) })),
  }));
const bounds = fc.oneof(eventBounds({ max: 8 }), unsorted);

describe("the longest hold of a shaper", () => {
  it("is the greatest of δ_shaper(n) − δ_events(n), for joint limits too", () => {
    fc.assert(
      fc.property(bounds, bounds, (events, shaper) => {
        const hold = longestHold(events, shaper);
        // The last turn is at most 33 events away: the difference of jitters over that of periods.
        const waits = Array.from({ length: 45 }, (_, at) => {
          const count = BigInt(at + 1);
          return minDistance(shaper, count).minus(minDistance(events, count));
        });
        const longest = waits.reduce((a, b) => (a.lessThan(b) ? b : a));
        const faster = longRunRate(shaper).compare(longRunRate(events)) < 0;
        expect(hold === null).toBe(faster);
        expect(conforms(events, shaper)).toBe(!faster && longest.isZero());
        if (hold !== null) expect(hold.equals(longest)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
