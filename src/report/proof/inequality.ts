/** The inequalities that the checker evaluated, as it told them: what was compared, both sides, the slack. */

export interface Inequality {
  readonly what: string;
  readonly less: bigint;
  readonly more: bigint;
  /** Both sides are lengths or amounts in ticks; otherwise fractions times a common factor, or counts. */
  readonly inTicks: boolean;
}

export interface LedgerLines {
  /** The first ones, and the tightest where it comes later. */
  readonly inequalities: readonly Inequality[];
  /** How many the checker evaluated in all. */
  readonly count: number;
  readonly tightest: Inequality | null;
  /** What was found by other means, such as a replay. */
  readonly facts: readonly string[];
}

export const slackOf = ({ less, more }: Inequality): bigint => more - less;

/** Of a sweep over a long horizon, this many are printed; `verify --explain` prints them all. */
const MOST_PRINTED = 40;

/** Comparisons of slopes, lines and counts, whose difference is no time that is left. */
const NO_TIME =
  /slope of the demand|line of the demand|per cycle|jobs of the busy window|repeats? from|events repeat|horizon|supply of \d+ is there|is covered/;

/** Fractions over one denominator, which the checker does not reduce. */
const COMPARED = /^slope of|^the line of|per cycle ≤ supply/;

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

/** What was told about one lemma or claim. */
class Page {
  readonly #kept: Inequality[] = [];
  readonly #facts: string[] = [];
  #tightest: Inequality | null = null;
  #count = 0;

  add(line: string): void {
    const [, what, less, more] = /^(.*): (-?\d+) ≤ (-?\d+)$/.exec(line) ?? [];
    if (what === undefined || less === undefined || more === undefined) {
      this.#facts.push(line);
      return;
    }
    this.#count += 1;
    const scale = COMPARED.test(what) ? divisor(BigInt(less), BigInt(more)) : 1n;
    const found = {
      what,
      less: BigInt(less) / scale,
      more: BigInt(more) / scale,
      inTicks: !NO_TIME.test(what),
    };
    const kept = this.#kept.length < MOST_PRINTED;
    if (kept) this.#kept.push(found);
    // Where nothing is asked, nothing can be tight.
    if (
      found.inTicks &&
      found.less > 0n &&
      (this.#tightest === null || slackOf(found) < slackOf(this.#tightest))
    )
      this.#tightest = found;
  }

  lines(): LedgerLines {
    const tightest = this.#tightest;
    const shown = tightest === null || this.#kept.includes(tightest);
    return {
      inequalities: shown ? this.#kept : [...this.#kept, tightest],
      count: this.#count,
      tightest,
      facts: this.#facts,
    };
  }
}

/** A listener for `verify`, which tells about its subjects one after another, in this order. */
export class LedgerBook {
  readonly #subjects: readonly string[];
  readonly #pages: ReadonlyMap<string, Page>;
  #current = 0;

  constructor(subjects: readonly string[]) {
    this.#subjects = subjects;
    this.#pages = new Map(subjects.map((subject) => [subject, new Page()]));
  }

  hear(line: string): void {
    for (let index = this.#current; index < this.#subjects.length; index += 1) {
      const subject = this.#subjects[index] as string;
      if (!line.startsWith(`${subject}: `)) continue;
      this.#current = index;
      this.#pages.get(subject)?.add(line.slice(subject.length + 2));
      return;
    }
  }

  of(subject: string): LedgerLines {
    return (this.#pages.get(subject) ?? new Page()).lines();
  }
}
