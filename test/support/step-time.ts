import type { Duration, Work } from "../../src/numeric/quantity.ts";
import { secondsIn } from "../../src/numeric/unit.ts";

/** A quantity in whole milliseconds, the tick of the step simulator. */
export function ticksOf({ value }: Duration | Work): number {
  const ticks = secondsIn("ms", value);
  if (!ticks.isInteger()) throw new Error(`${ticks} ms is no whole number of ticks`);
  return Number(ticks.numerator);
}

/** A reproducible source of chance (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer from 0 up to, but without, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) % 65_536) % Math.max(1, limit);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    return items.map(() => rest.splice(this.below(rest.length), 1)[0] as T);
  }
}
