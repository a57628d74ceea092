import type { Bucket } from "./run-data.ts";

/**
 * Buckets merged into bins of equal width, empty ones in between included: as wide as the widest bucket, or wider by the
 * least power of two that leaves at most `most` bins. Exact, because the widths of buckets are powers of two.
 */
export function binsOf(buckets: readonly Bucket[], most: number): Bucket[] {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return [];
  let width = last.to - last.from + 1;
  while (Math.floor(last.to / width) - Math.floor(first.from / width) >= most) width *= 2;
  const start = Math.floor(first.from / width);
  const counts = new Array<number>(Math.floor(last.to / width) - start + 1).fill(0);
  for (const { from, count } of buckets) counts[Math.floor(from / width) - start]! += count;
  return counts.map((count, bin) => ({
    from: (start + bin) * width,
    to: (start + bin + 1) * width - 1,
    count,
  }));
}
