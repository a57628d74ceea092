/** Tightness is counted in thousandths; the last bucket is exactly 1. */
const BUCKETS = 1001;

/** What one family has seen. Plain numbers, so that those of several threads add up. */
export interface TallyData {
  readonly systems: number;
  /** With at least one comparison, and those of them in which every comparison was exact. */
  readonly compared: number;
  readonly attained: number;
  readonly comparisons: number;
  readonly jobs: number;
  /** By thousandths of observed / bound. */
  readonly tightness: readonly number[];
}

/** Counts what is seen of one family. */
export class Tally {
  #systems = 0;
  #compared = 0;
  #attained = 0;
  #comparisons = 0;
  #jobs = 0;
  #open = 0;
  #loose = 0;
  readonly #tightness = new Array<number>(BUCKETS).fill(0);

  /** One that nobody reads. */
  fresh(): Tally {
    return new Tally();
  }

  /** A response beside its bound, or an answer beside the truth (1 of 1, or 0 of 1). Both in ticks of one length. */
  compare(observed: number, bound: number): void {
    this.#comparisons += 1;
    this.#open += 1;
    if (observed !== bound) this.#loose += 1;
    // Only what is exactly 1 goes to the last bucket.
    const share =
      observed === bound ? BUCKETS - 1 : Math.min(BUCKETS - 2, Math.floor((1000 * observed) / bound));
    this.#tightness[Math.max(0, share)]! += 1;
  }

  jobs(count: number): void {
    this.#jobs += count;
  }

  /** Ends a system. */
  close(): void {
    this.#systems += 1;
    if (this.#open > 0) this.#compared += 1;
    if (this.#open > 0 && this.#loose === 0) this.#attained += 1;
    this.#open = 0;
    this.#loose = 0;
  }

  get data(): TallyData {
    return {
      systems: this.#systems,
      compared: this.#compared,
      attained: this.#attained,
      comparisons: this.#comparisons,
      jobs: this.#jobs,
      tightness: this.#tightness,
    };
  }
}

export function sumOf(tallies: readonly TallyData[]): TallyData {
  const sum = (value: (each: TallyData) => number): number =>
    tallies.reduce((all, each) => all + value(each), 0);
  return {
    systems: sum(({ systems }) => systems),
    compared: sum(({ compared }) => compared),
    attained: sum(({ attained }) => attained),
    comparisons: sum(({ comparisons }) => comparisons),
    jobs: sum(({ jobs }) => jobs),
    tightness: Array.from({ length: BUCKETS }, (_, bucket) => sum(({ tightness }) => tightness[bucket] ?? 0)),
  };
}

/** The tightness that this share of all comparisons does not exceed, in thousandths; null without any. */
export function quantileOf({ tightness, comparisons }: TallyData, share: number): number | null {
  if (comparisons === 0) return null;
  let seen = 0;
  for (const [bucket, count] of tightness.entries()) {
    seen += count;
    if (seen >= share * comparisons) return bucket;
  }
  return BUCKETS - 1;
}
