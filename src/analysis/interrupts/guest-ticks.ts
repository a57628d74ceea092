/**
 * How long a sleep takes in a guest that tells the time by ticks and does not always run.
 *
 * Model: ticks come every τ of real time. A sleep ends with the n-th tick that the guest accounts for after the call, and
 * the call is made while the guest runs. A tick in a window [start, end) is accounted for as it comes. Those of a gap
 * vanish ("lost"), make one together at the next start, with a tick that comes just then ("coalesced"), or are all
 * accounted for there ("caught-up"). Linux before 2.6.16 asks for ⌈sleep/τ⌉ + 1 ticks.
 *
 * Claim: with gaps of at most G a sleep takes, caught up, at most n·τ + G: the n-th tick comes within n·τ and is accounted
 * for at most G later. Coalesced it is the same if G < τ, as no gap with the start after it then holds two ticks, and
 * n(τ + G) otherwise: from one account to the next it is at most a tick and a gap. Lost there is no bound of this kind.
 * Source: derived here from the model. Exact for a table: longest-sleep.ts.
 */
import { InputError } from "../../contract/errors.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";

/** What becomes of the ticks of a gap. */
export type MissedTicks = "lost" | "coalesced" | "caught-up";

/** A bound on every sleep of `ticksNeeded` ticks; null where there is none. Throws `InputError` for less than one tick. */
export function sleepBound(given: {
  readonly tick: Duration;
  readonly ticksNeeded: bigint;
  readonly missed: MissedTicks;
  /** The longest time without supply. */
  readonly longestGap: Duration;
}): Duration | null {
  const { tick, missed, longestGap } = given;
  const needed = Rational.of(atLeastOne(given.ticksNeeded));
  if (longestGap.isZero()) return tick.times(needed);
  if (missed === "lost") return null;
  const together = missed === "caught-up" || longestGap.lessThan(tick);
  return together ? tick.times(needed).plus(longestGap) : tick.plus(longestGap).times(needed);
}

export function atLeastOne(ticksNeeded: bigint): bigint {
  if (ticksNeeded < 1n) throw new InputError(`a sleep of ${ticksNeeded} ticks: write at least 1`);
  return ticksNeeded;
}
