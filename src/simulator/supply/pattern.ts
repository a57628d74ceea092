import { drawBetween, streamOf } from "../engine/random.ts";
import type { PatternSpec } from "../engine/specification.ts";
import { NEVER } from "../engine/time.ts";

/** When a supply is there, as a walk over the edges of its windows. */
export interface Pattern {
  /** When the next window begins; NEVER if none does. Calls alternate with `nextEnd`. */
  nextStart(): number;
  nextEnd(): number;
}

export function patternOf(spec: PatternSpec, subject: number, seed: number): Pattern {
  return spec.kind === "cyclic" ? new Cyclic(spec) : new RandomPlacement(spec, subject, seed);
}

/** Nothing before `start`, then the same windows in each cycle. */
class Cyclic implements Pattern {
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  readonly #cycle: number;
  #base: number;
  #window = 0;

  constructor({ start, cycle, windows }: PatternSpec & { kind: "cyclic" }) {
    this.#from = Float64Array.from(windows, ({ from }) => from);
    this.#to = Float64Array.from(windows, ({ to }) => to);
    this.#cycle = cycle;
    this.#base = start;
  }

  nextStart(): number {
    return this.#from.length === 0 ? NEVER : this.#base + this.#from[this.#window]!;
  }

  nextEnd(): number {
    const end = this.#base + this.#to[this.#window]!;
    if (++this.#window === this.#to.length) {
      this.#window = 0;
      this.#base += this.#cycle;
    }
    return end;
  }
}

/** The purposes for which a pattern draws, apart from those of tasks by the negated subject. */
const SPLIT = 0;
const FIRST = 1;
const SECOND = 2;

/**
 * A budget in each period, in two pieces of random lengths (one may be empty) at random places up to the period's
 * deadline. The period under way at time 0 has begun `phase` before it; of its budget only what falls after 0 counts.
 */
class RandomPlacement implements Pattern {
  readonly #spec: PatternSpec & { kind: "random" };
  readonly #subject: number;
  readonly #seed: number;
  #k = 0;
  #second = false;
  #firstStart = 0;
  #firstEnd = 0;
  #secondStart = 0;
  #secondEnd = 0;

  constructor(spec: PatternSpec & { kind: "random" }, subject: number, seed: number) {
    this.#spec = spec;
    this.#subject = subject;
    this.#seed = seed;
    this.#place();
  }

  nextStart(): number {
    if (this.#spec.budget === 0) return NEVER;
    while ((this.#second ? this.#secondEnd : this.#firstEnd) <= 0) this.nextEnd();
    return Math.max(0, this.#second ? this.#secondStart : this.#firstStart);
  }

  nextEnd(): number {
    const end = this.#second ? this.#secondEnd : this.#firstEnd;
    if (this.#second) {
      this.#k++;
      this.#place();
    }
    this.#second = !this.#second;
    return end;
  }

  #place(): void {
    const { period, budget, deadline, phase } = this.#spec;
    const begin = this.#k * period - phase;
    const first = this.#draw(SPLIT, 0, budget);
    const slack = deadline - budget;
    const before = this.#draw(FIRST, 0, slack);
    const between = this.#draw(SECOND, 0, slack - before);
    this.#firstStart = begin + before;
    this.#firstEnd = this.#firstStart + first;
    this.#secondStart = this.#firstEnd + between;
    this.#secondEnd = this.#secondStart + budget - first;
  }

  #draw(purpose: number, least: number, most: number): number {
    return drawBetween(this.#seed, streamOf(~this.#subject, purpose), this.#k, least, most);
  }
}
