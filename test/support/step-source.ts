import type { InterruptSource } from "../../src/model/interrupt.ts";
import { type Chance, ticksOf } from "./step-time.ts";

/** An event on its way through the VMM: when it came, and whether its monitor has admitted it. */
export interface Event {
  readonly arrival: number;
  readonly admitted: boolean;
}

/**
 * What stands between a device and its top halves, looked at in every tick: the shaper, and how the VMM learns of what it
 * has let through.
 */
export class Source {
  readonly source: InterruptSource;
  readonly #pollPhase: number;
  /** What the shaper holds, and what the VMM has yet to learn of. */
  #held: number[] = [];
  #fresh: Event[] = [];
  #admittedAt = Number.NEGATIVE_INFINITY;
  /** In parts of a token: one comes per tick, `refill` of them make a token. */
  #credit: number;
  #batchEnds = Number.POSITIVE_INFINITY;

  constructor(source: InterruptSource, chance: Chance) {
    this.source = source;
    this.#pollPhase = source.notice?.kind === "polled" ? chance.below(ticksOf(source.notice.period)) : 0;
    this.#credit = this.#full;
  }

  /** Everything that has come and that no top half knows of yet. */
  get waiting(): number[] {
    return [...this.#held, ...this.#fresh.map(({ arrival }) => arrival)];
  }

  /** The time is `now`, and so many events come: for which of those that wait there is an interrupt each. */
  step(coming: number, now: number): Event[][] {
    this.#credit = Math.min(this.#full, this.#credit + 1);
    this.#held.push(...Array.from({ length: coming }, () => now));
    this.#shape(now);
    return this.#interrupts(now);
  }

  get #full(): number {
    const { bucket } = this.source.shaper ?? { bucket: null };
    return bucket === null ? 0 : Number(bucket.capacity) * ticksOf(bucket.refill);
  }

  #shape(now: number): void {
    const { shaper, delivery } = this.source;
    while (this.#held[0] !== undefined) {
      const admitted = shaper === undefined || this.#conforms(now);
      if (!admitted && shaper?.excess === "hold" && delivery !== "monitored") return;
      if (admitted) {
        this.#admittedAt = now;
        this.#credit -= shaper?.bucket ? ticksOf(shaper.bucket.refill) : 0;
      }
      const arrival = this.#held.shift() as number;
      if (admitted || delivery === "monitored") this.#fresh.push({ arrival, admitted });
    }
  }

  #conforms(now: number): boolean {
    const { minDistance = null, bucket = null } = this.source.shaper ?? {};
    return (
      (minDistance === null || now - this.#admittedAt >= ticksOf(minDistance)) &&
      (bucket === null || this.#credit >= ticksOf(bucket.refill))
    );
  }

  #interrupts(now: number): Event[][] {
    const { notice } = this.source;
    if (notice === undefined) return this.#fresh.splice(0).map((event) => [event]);
    if (notice.kind === "polled") {
      return (now + this.#pollPhase) % ticksOf(notice.period) === 0 ? [this.#fresh.splice(0)] : [];
    }
    if (this.#fresh.length > 0) this.#batchEnds = Math.min(this.#batchEnds, now + ticksOf(notice.delay));
    if (this.#fresh.length < (notice.count ?? Number.POSITIVE_INFINITY) && now < this.#batchEnds) return [];
    this.#batchEnds = Number.POSITIVE_INFINITY;
    return this.#fresh.length === 0 ? [] : [this.#fresh.splice(0)];
  }
}
