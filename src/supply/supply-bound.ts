import type { Ratio } from "../numeric/ratio.ts";

export type { Ratio };

/**
 * What is known of a supply, in integer ticks: the least and the most work that any window can see, and the inverse
 * question. One such object per kind of supply; the analyses know no more of a supply than this.
 *
 * Laws (tested for every kind): `sbf` is nondecreasing with slope at most 1 and sbf(0) = 0; `timeToSupply` is its
 * pseudo-inverse: timeToSupply(y) ≤ t exactly if y ≤ sbf(t); sbf(t) ≥ rate·(t − delay); sbf ≤ usbf.
 */
export interface SupplyBound {
  /** Least work in any window of the given length ≥ 0. */
  sbf(window: bigint): bigint;
  /** Most work in any window of the given length ≥ 0. */
  usbf(window: bigint): bigint;
  /** The least window that surely supplies the given work ≥ 0; 0 for no work; null where no window does. */
  timeToSupply(work: bigint): bigint | null;
  /** Long-run share of the processor. */
  readonly rate: Ratio;
  /** A delay with sbf(t) ≥ rate·(t − delay) for all t: the least (but for leftovers), up to a tick; 0 where the rate is 0. */
  readonly delay: bigint;
  /** Longest window without any supply; null where there is never any. */
  readonly blackout: bigint | null;
  /** A length H with sbf(t + H) = sbf(t) + rate·H for all t ≥ `delay`; null where none is known. */
  readonly cycle: bigint | null;
  /** Whether some one legal supply attains sbf at every window from one origin, so that a failed test is a real miss. */
  readonly attained: boolean;
  /** The windows ≤ `until` at which sbf bends, ascending, without 0. May be long: stop early. */
  breakpoints(until: bigint): Iterable<bigint>;
}
