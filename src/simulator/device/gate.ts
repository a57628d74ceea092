import { NEVER } from "../engine/time.ts";
import { Ring } from "./ring.ts";
import { Shaper } from "./shaper.ts";
import type { ShaperSpec } from "./specification.ts";

/** What becomes of an event: it goes on, so as to be handled at once or not; it waits; or it is lost. */
export type Passage = "passes" | "at-once" | "waits" | "refused" | "overflows";

/** Stands between a device and its ring, and keeps in order what its shaper holds. Without a shaper it is open. */
export class Gate {
  readonly #shaper: Shaper | null;
  readonly #excess: ShaperSpec["excess"] | null;
  /** When the events that wait here came. */
  readonly #held: Ring;

  constructor(spec: ShaperSpec | undefined, ringSize: number) {
    this.#shaper = spec === undefined ? null : new Shaper(spec);
    this.#excess = spec?.excess ?? null;
    this.#held = new Ring(this.#excess === "hold" ? ringSize : 0);
  }

  /** How many events wait here; they take places of the ring. */
  get holds(): number {
    return this.#held.length;
  }

  /** An event comes, and the ring has so many free places. */
  offer(free: number, now: number): Passage {
    if (this.#shaper === null) return "passes";
    if (this.#excess === "hold") {
      if (this.#held.length === free) return "overflows";
      if (this.#held.length === 0 && this.#shaper.admits(now)) return "passes";
      this.#held.push(now);
      return "waits";
    }
    if (this.#shaper.admits(now)) return this.#excess === "defer" ? "at-once" : "passes";
    return this.#excess === "defer" ? "passes" : "refused";
  }

  /** Lets the first event that waits go on, if it conforms by now: when it came, or null. */
  next(now: number): number | null {
    return this.#held.length > 0 && this.#shaper!.admits(now) ? this.#held.shift() : null;
  }

  /** When the first event that waits will conform. */
  reopens(now: number): number {
    return this.#held.length > 0 ? this.#shaper!.earliest(now) : NEVER;
  }
}
