/**
 * Leaky buckets: arrivals bounded by a depth and a rate.
 *
 * Claim: events of at most C each, of a model with η⁺, never exceed b + r·t of work in a window of length t > 0, for
 * r = C/P and the depth b = C(1 + J/P) of period and jitter, or C·N of a bucket of N tokens; and no lesser b does at that
 * rate. It is the concave hull of the staircase, hence looser than η⁺·C.
 *
 * Source: R. L. Cruz, "A calculus for network delay, part I", IEEE Trans. Inf. Theory 37(1), 1991.
 */
import type { Load } from "../model/supply.ts";
import { type Duration, nonNegative, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { commonTick } from "../numeric/timebase.ts";
import { burst, separation } from "./load.ts";
import { eventsInTicks, measuresOfEvents } from "./tick-events.ts";

export interface LeakyBucket {
  readonly depth: Work;
  /** Work per time. */
  readonly rate: Rational;
}

/** The least bucket that holds all of a load, at the load's own long-run rate. */
export function leakyBucket({ arrivals, wcet }: Load): LeakyBucket {
  const timebase = commonTick(measuresOfEvents(arrivals));
  const events = eventsInTicks(arrivals, timebase);
  const { numerator, denominator } = burst(events);
  return {
    depth: wcet.times(Rational.of(numerator, denominator)),
    rate: wcet.value.dividedBy(timebase.toSeconds(separation(events))),
  };
}

/** The most work that a bucket lets into a half-open window: b + r·t, and none into the empty one. */
export function leakyBound({ depth, rate }: LeakyBucket, window: Duration): Work {
  if (nonNegative(window, "the window").isZero()) return Work.zero;
  return depth.plus(window.times(rate).asWork());
}
