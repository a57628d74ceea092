import { NEVER } from "../engine/time.ts";
import type { ShaperSpec } from "./specification.ts";

/**
 * Lets an event through once `minDistance` has passed since the last one that it let through, and there is a token for
 * it. The bucket starts full, and its credit grows with time, not token by token: the generic cell rate algorithm (ITU-T
 * I.371). With `owed` the time until the bucket were full again, there is a token while owed ≤ (capacity − 1)·refill.
 */
export class Shaper {
  readonly #minDistance: number;
  readonly #refill: number;
  readonly #burst: number;
  /** When it last let an event through. */
  #last: number = -NEVER;
  /** The time that the bucket lacked then, with the token that was taken. */
  #owed = 0;

  constructor({ minDistance = 0, bucket = { capacity: 1, refill: 0 } }: ShaperSpec) {
    this.#minDistance = minDistance;
    this.#refill = bucket.refill;
    this.#burst = (bucket.capacity - 1) * bucket.refill;
  }

  /** The first time, not before `now`, at which an event conforms if none is let through until then. */
  earliest(now: number): number {
    return Math.max(now, this.#last + this.#minDistance, this.#last + this.#owed - this.#burst);
  }

  /** Lets an event through if it conforms, and says whether it has. */
  admits(now: number): boolean {
    if (this.earliest(now) > now) return false;
    this.#owed = Math.max(0, this.#owed - (now - this.#last)) + this.#refill;
    this.#last = now;
    return true;
  }
}
