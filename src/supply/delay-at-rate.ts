/**
 * The bounded-delay abstraction of a supply at a chosen rate.
 *
 * Claim: for 0 < α ≤ rate the least Δ with sbf(t) ≥ α(t − Δ) for all t is sup { t − sbf(t)/α }, and the supremum is met
 * where sbf bends, before delay + cycle: from there on a cycle H adds H to t and rate·H ≥ α·H to sbf.
 * For a periodic resource it is the blackout at every rate; for a table it falls with the rate.
 *
 * A leftover supply may have no cycle or one too long to visit. Then its linear bound answers: it holds at the full rate,
 * hence at every lower one, so that Δ is safe, if not the least.
 *
 * Source: A. K. Mok, X. Feng and D. Chen, RTAS 2001; I. Shin and I. Lee, RTSS 2004.
 */
import { InputError } from "../contract/errors.ts";
import type { Supply } from "../model/supply.ts";
import { Duration } from "../numeric/quantity.ts";
import { compare, type Ratio, ratioOf } from "../numeric/ratio.ts";
import { Rational } from "../numeric/rational.ts";
import { commonTick } from "../numeric/timebase.ts";
import { boundOf, measuresOf } from "./bound-of.ts";
import type { SupplyBound } from "./supply-bound.ts";

/** More bends than this in one cycle are not visited. */
const MOST_BENDS = 20_000;

/** Throws `InputError` unless 0 < alpha ≤ the rate of the supply: above it no delay suffices. */
export function delayAtRate(supply: Supply, alpha: Rational): Duration {
  const { seconds, rates } = measuresOf(supply);
  const timebase = commonTick(seconds, rates);
  const bound = boundOf(supply, timebase);
  const { numerator, denominator } = bound.rate;
  if (alpha.sign() <= 0) throw new InputError(`the rate is ${alpha}: write one greater than zero`);
  if (compare(ratioOf(alpha), bound.rate) > 0n) {
    throw new InputError(
      `no delay suffices at a rate of ${alpha}: the supply has ${Rational.of(numerator, denominator)}`,
    );
  }
  return new Duration(Rational.of(leastDelay(bound, ratioOf(alpha)), alpha.numerator).times(timebase.tick));
}

/** The least delay, in ticks divided by the numerator of α. */
function leastDelay({ sbf, delay, cycle, breakpoints }: SupplyBound, alpha: Ratio): bigint {
  const linear = delay * alpha.numerator;
  if (cycle === null) return linear;
  let least = 0n;
  let visited = 0;
  for (const bend of breakpoints(delay + cycle)) {
    visited += 1;
    if (visited > MOST_BENDS) return linear;
    const lag = bend * alpha.numerator - sbf(bend) * alpha.denominator;
    if (lag > least) least = lag;
  }
  return least;
}
