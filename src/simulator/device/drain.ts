import type { Arrivals } from "./arrivals.ts";
import type { ArrivalSpec } from "./specification.ts";

/** A device that drains a buffer of periods of data: see the specification. It starts full. */
export class Drain implements Arrivals {
  /** How often a period began with nothing to play. */
  underruns = 0;
  readonly #period: number;
  readonly #capacity: number;
  #level: number;
  #time: number;

  constructor({ period, capacity, offset }: Extract<ArrivalSpec, { kind: "drain" }>) {
    this.#period = period;
    this.#capacity = capacity;
    this.#level = capacity;
    this.#time = offset;
  }

  /** When the next period may run out. */
  next(): number {
    const time = this.#time;
    this.#time += this.#period;
    return time;
  }

  /** Whether a period has run out, now that it may. */
  drained(): boolean {
    if (this.#level === 0) {
      this.underruns++;
      return false;
    }
    this.#level--;
    return true;
  }

  /** A bottom half has refilled a period. */
  refill(): void {
    if (this.#level < this.#capacity) this.#level++;
  }
}
