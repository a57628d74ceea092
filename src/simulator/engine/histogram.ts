/**
 * How often each magnitude occurred, in constant memory: exact below 2^SUB_BITS, then 2^SUB_BITS buckets per factor of
 * two, so that a quantile is known to within a relative 2^−SUB_BITS (3.2 %), always from above.
 */
const SUB_BITS = 5;
const SUB = 1 << SUB_BITS;
const OCTAVES = 53 - SUB_BITS;

export const BUCKETS: number = SUB * (OCTAVES + 1);

/** Enough for values below 2^12: most runs never see a greater one, and all buckets of many tasks cost more than a short run. */
export const FIRST_BUCKETS: number = SUB * 8;

/** The same counts in longer rows, one per task, that have room for `bucket`. */
export function rowsOf(
  counts: Float64Array,
  rows: number,
  bucket: number,
): { readonly histogram: Float64Array; readonly buckets: number } {
  const known = counts.length / rows;
  const buckets = Math.min(BUCKETS, Math.max(bucket + 1, 2 * known));
  const histogram = new Float64Array(rows * buckets);
  for (let row = 0; row < rows; row++) {
    histogram.set(counts.subarray(row * known, (row + 1) * known), row * buckets);
  }
  return { histogram, buckets };
}

/** The relative width of a bucket: a quantile is at most this much above the true one. */
export const RESOLUTION: number = 1 / SUB;

/** The bucket of an integer from 0 to 2^53 − 1. */
export function bucketOf(value: number): number {
  let mantissa = value;
  let octave = 0;
  if (mantissa >= 2 ** 31) {
    // Below 2^31 again; what is cut off lies far below the resolution.
    mantissa = Math.floor(mantissa / 2 ** 22);
    octave = 22;
  }
  const excess = 31 - Math.clz32(mantissa) - SUB_BITS;
  if (excess <= 0) return mantissa;
  return SUB * (octave + excess) + (mantissa >>> excess);
}

/** The largest value in a bucket. */
export function bucketTop(bucket: number): number {
  if (bucket < 2 * SUB) return bucket;
  const excess = Math.floor(bucket / SUB) - 1;
  const mantissa = bucket - SUB * excess;
  return (mantissa + 1) * 2 ** excess - 1;
}

/** The least value that at least the given share (0 < share ≤ 1) of all values do not exceed, rounded up to its bucket. */
export function quantile(counts: Float64Array, share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const needed = Math.ceil(share * total);
  let seen = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    seen += counts[bucket]!;
    if (seen >= needed) return bucketTop(bucket);
  }
  return null;
}
