/**
 * The bounds of a supply in exact time: `SupplyBound` at the edge of the library, one call per number.
 * Sweeps should bring everything to one timebase once (`boundOf`) and stay there.
 */

import type { Supply } from "../model/supply.ts";
import { Duration, nonNegative, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { commonTick, type Timebase } from "../numeric/timebase.ts";
import { boundOf, measuresOf } from "./bound-of.ts";
import { delayAtRate } from "./delay-at-rate.ts";
import type { SupplyBound } from "./supply-bound.ts";

/** The least work in any window of the given length. Throws `InputError` for a negative length. */
export function sbf(supply: Supply, window: Duration): Work {
  const { bound, timebase, ticks } = resolved(supply, nonNegative(window, "the window").value);
  return new Work(timebase.toSeconds(bound.sbf(ticks)));
}

/** The most work in any window of the given length. Throws `InputError` for a negative length. */
export function usbf(supply: Supply, window: Duration): Work {
  const { bound, timebase, ticks } = resolved(supply, nonNegative(window, "the window").value);
  return new Work(timebase.toSeconds(bound.usbf(ticks)));
}

/**
 * The linear lower bound rate·(window − delay)⁺ of Shin and Lee (RTSS 2003), with the delay of `delayAtRate` at the full
 * rate. Throws `InputError` for a negative length.
 */
export function lsbf(supply: Supply, window: Duration): Work {
  nonNegative(window, "the window");
  const rate = rateOf(supply);
  if (rate.sign() === 0) return Work.zero;
  const sinceDelay = window.minus(delayAtRate(supply, rate));
  return sinceDelay.isPositive() ? sinceDelay.times(rate).asWork() : Work.zero;
}

/** The least window that surely supplies the work; null where none does. Throws `InputError` for negative work. */
export function timeToSupply(supply: Supply, work: Work): Duration | null {
  const { bound, timebase, ticks } = resolved(supply, nonNegative(work, "the work").value);
  const window = bound.timeToSupply(ticks);
  return window === null ? null : new Duration(timebase.toSeconds(window));
}

/** Long-run share of the processor. */
export function rateOf(supply: Supply): Rational {
  const { numerator, denominator } = resolved(supply).bound.rate;
  return Rational.of(numerator, denominator);
}

/** The longest window without any supply; null where there is never any. */
export function blackout(supply: Supply): Duration | null {
  const { bound, timebase } = resolved(supply);
  return bound.blackout === null ? null : new Duration(timebase.toSeconds(bound.blackout));
}

interface Resolved {
  readonly bound: SupplyBound;
  readonly timebase: Timebase;
  readonly ticks: bigint;
}

/** The supply on a timebase in which it and one more number of seconds are integers. */
function resolved(supply: Supply, seconds: Rational = Rational.zero): Resolved {
  const { seconds: measures, rates } = measuresOf(supply);
  const timebase = commonTick([...measures, seconds], rates);
  return { bound: boundOf(supply, timebase), timebase, ticks: timebase.toTicks(seconds) };
}
