/**
 * Two narrow task sets around a wide one: one at least as hard, one at most as hard to schedule.
 *
 * Claim: if the pessimistic set is schedulable, so is the wide one; if the optimistic set is not, neither is the wide one.
 * Why: the request and demand bounds grow with C and shrink with T and D, and a periodic resource supplies less the
 * larger its period and the smaller its budget; so rounding each of these in one direction moves the exact tests one way
 * (sustainability: Baruah and Burns 2006). Scaling all times by a power of two changes no verdict.
 */

import { LARGEST_NARROW_TICK, type NarrowTaskSet, narrowTaskSet, type WideColumns } from "./columns.ts";

export interface Enclosure {
  /** A narrow tick is 2^shift wide ones. */
  readonly shift: bigint;
  readonly pessimistic: NarrowTaskSet;
  readonly optimistic: NarrowTaskSet;
}

/** Null where some period or deadline would be rounded to nothing. */
export function enclose({ size, wcet, period, deadline }: WideColumns): Enclosure | null {
  let largest = 0n;
  for (const time of [...period, ...deadline]) if (time > largest) largest = time;
  const shift = shiftFor(largest);
  if ([...period, ...deadline].some((time) => time >> shift === 0n)) return null;
  const rounded = (C: typeof roundUp, times: typeof roundUp): NarrowTaskSet =>
    narrowTaskSet({
      size,
      wcet: Float64Array.from(wcet, (value) => C(value, shift)),
      period: Float64Array.from(period, (value) => times(value, shift)),
      deadline: Float64Array.from(deadline, (value) => times(value, shift)),
    });
  return { shift, pessimistic: rounded(roundUp, roundDown), optimistic: rounded(roundDown, roundUp) };
}

/** A value beyond all deadlines misses them all the same however large it is, so that it may be cut. */
export function roundUp(value: bigint, shift: bigint): number {
  return cut(-(-value >> shift));
}

export function roundDown(value: bigint, shift: bigint): number {
  return cut(value >> shift);
}

function cut(value: bigint): number {
  return value > BEYOND ? Number(BEYOND) : Number(value);
}

function shiftFor(largest: bigint): bigint {
  let shift = 0n;
  while (largest >> shift >= LARGEST_ROUNDED) shift++;
  return shift;
}

/** Fine enough to decide nearly all sets; leaves room for demand tests 4096 times as far as the longest deadline. */
const LARGEST_ROUNDED = BigInt(LARGEST_NARROW_TICK / 4096);

/** More than any deadline. */
const BEYOND = BigInt(LARGEST_NARROW_TICK) + 1n;
