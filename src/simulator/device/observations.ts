import { bucketOf, FIRST_BUCKETS, quantile, rowsOf } from "../engine/histogram.ts";
import { NEVER, NONE } from "../engine/time.ts";

/** What was observed of one quantity, in constant memory. */
export class Observations {
  count = 0;
  total = 0;
  least: number = NEVER;
  most: number = NONE;
  /** When the greatest value was observed, the first of several times. */
  mostAt: number = NONE;
  /** Counts by bucket, as many as there have been values for. */
  histogram: Float64Array = new Float64Array(FIRST_BUCKETS);

  observe(value: number, now: number): void {
    this.count++;
    this.total += value;
    const bucket = bucketOf(value);
    if (bucket >= this.histogram.length) this.histogram = rowsOf(this.histogram, 1, bucket).histogram;
    this.histogram[bucket]!++;
    if (value < this.least) this.least = value;
    if (value > this.most) {
      this.most = value;
      this.mostAt = now;
    }
  }

  /** Null where nothing was observed. */
  get mean(): number | null {
    return this.count === 0 ? null : this.total / this.count;
  }

  /** The value that this share (0 < share ≤ 1) of all does not exceed, from above to within a bucket (histogram.ts). */
  quantile(share: number): number | null {
    const value = quantile(this.histogram, share);
    return value === null ? null : Math.min(value, this.most);
  }
}
