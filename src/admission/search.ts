/**
 * Searches over whole numbers for where a monotone question turns. Each number that is returned has itself been asked, so
 * that it is right even where the question is not monotone; only that it is the extreme one rests on monotony.
 */

/** The least n in [1, most] with the answer yes, if larger numbers never turn it to no; null where even `most` has no. */
export function leastPassing(passes: (n: bigint) => boolean, start: bigint, most: bigint): bigint | null {
  let high = start < most ? start : most;
  let low = 0n;
  while (!passes(high)) {
    if (high === most) return null;
    low = high;
    high = high * 4n < most ? high * 4n : most;
  }
  // Below a yes, come down as fast as one went up.
  while (low === 0n && high > 1n) {
    const lower = high / 4n > 0n ? high / 4n : 1n;
    if (passes(lower)) high = lower;
    else low = lower;
  }
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The largest n in [0, most] with the answer yes, if smaller numbers never turn it to no; null where 1 has no. */
export function largestPassing(passes: (n: bigint) => boolean, start: bigint, most: bigint): bigint | null {
  const least = leastPassing((n) => !passes(n), start, most);
  if (least === null) return most;
  return least === 1n ? null : least - 1n;
}
