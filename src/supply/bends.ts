/** A least-supply function whose slope is 0 or 1, with bends at integers only. */
interface StepwiseSupply {
  sbf(window: bigint): bigint;
  timeToSupply(work: bigint): bigint | null;
}

/**
 * The windows in (0, until] at which such a supply turns from waiting to supplying or back. A wait ends one tick before
 * the next unit of work is there; how long a run of supply lasts is found by bisection, because sbf(a + r) = sbf(a) + r
 * holds up to its end and, the slope being at most 1, never again after it.
 */
export function bendsUpTo({ sbf, timeToSupply }: StepwiseSupply, until: bigint): bigint[] {
  const bends: bigint[] = [];
  for (let from = 0n; from < until; ) {
    const work = sbf(from);
    const next = timeToSupply(work + 1n);
    if (next === null || next - 1n > until) break;
    const start = next - 1n;
    if (start > 0n) bends.push(start);
    const end = start + longest(until + 1n - start, (length) => sbf(start + length) === work + length);
    if (end > until) break;
    bends.push(end);
    from = end;
  }
  return bends;
}

/** The greatest length ≤ `limit` that satisfies a condition which holds at 1 and up to some length. */
function longest(limit: bigint, condition: (length: bigint) => boolean): bigint {
  let reached = 1n;
  while (reached < limit && condition(reached * 2n < limit ? reached * 2n : limit)) {
    reached = reached * 2n < limit ? reached * 2n : limit;
  }
  let failed = reached * 2n < limit ? reached * 2n : limit + 1n;
  while (failed - reached > 1n) {
    const middle = (reached + failed) / 2n;
    if (condition(middle)) reached = middle;
    else failed = middle;
  }
  return reached;
}
