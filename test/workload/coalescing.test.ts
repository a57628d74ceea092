import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sporadicEvents } from "../../src/model/event-model.ts";
import { Duration } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import { maxArrivals } from "../../src/workload/arrivals.ts";
import { coalescedInterrupts } from "../../src/workload/coalescing.ts";
import { eventModels } from "../generate/arbitrary/event-model.ts";
import { mostIn, traces } from "./traces.ts";

const seconds = (length: number): Duration => new Duration(Rational.from(length));

/** When interrupts are raised for a course of events, and the longest wait of an event for its own. */
function coalesced(
  times: readonly number[],
  delay: number,
  count: number,
): { raised: number[]; wait: number } {
  const raised: number[] = [];
  let wait = 0;
  let pending: number[] = [];
  const raise = (now: number): void => {
    raised.push(now);
    wait = Math.max(wait, ...pending.map((time) => now - time));
    pending = [];
  };
  for (const time of times) {
    const first = pending[0];
    // An event at the very moment of the interrupt may still be taken along, or begin the next: here it begins the next.
    if (first !== undefined && first + delay <= time) raise(first + delay);
    pending.push(time);
    if (pending.length === count) raise(time);
  }
  if (pending[0] !== undefined) raise(pending[0] + delay);
  return { raised, wait };
}

describe("coalesced interrupts", () => {
  it("come no denser than their bound, and no event waits longer than the delay", () => {
    const counts = fc.option(fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(
        traces(eventModels()),
        fc.integer({ min: 1, max: 20 }),
        counts,
        ({ model, times }, delay, count) => {
          const { raised, wait } = coalesced(times, delay, count ?? Number.POSITIVE_INFINITY);
          expect(wait).toBeLessThanOrEqual(count === 1 ? 0 : delay);
          const bound = coalescedInterrupts(model, seconds(delay), count);
          for (let window = 1; window <= 80; window += 1) {
            const most = Number(maxArrivals(bound, seconds(window)));
            expect(mostIn(raised, window)).toBeLessThanOrEqual(most);
          }
        },
      ),
      { numRuns: 700 },
    );
  });

  it("are as many as the events where these are rare, and one per delay where they are dense", () => {
    const per = (separation: number): bigint =>
      maxArrivals(coalescedInterrupts(sporadicEvents(seconds(separation)), seconds(10), null), seconds(1000));
    expect(per(100)).toBe(11n);
    expect(per(1)).toBe(100n);
  });

  it("are fewer with a high count than with a low one", () => {
    const per = (count: number): bigint =>
      maxArrivals(coalescedInterrupts(sporadicEvents(seconds(1)), seconds(100), count), seconds(1000));
    // 990/100 by the delay at most, and a fourth (a hundredth) of the events: 0.75/100 + 1/4 per second, and 1/50 or so.
    expect(per(4)).toBeLessThanOrEqual(284n);
    expect(per(100)).toBeLessThanOrEqual(21n);
  });
});
