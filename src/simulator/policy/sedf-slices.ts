import { NEVER } from "../engine/time.ts";
import type { SedfParameters } from "./sedf-spec.ts";
import { SlotQueue } from "./slot-queue.ts";

/** How a slot wakes: before its next period, or within the period in which it blocked, or after it. */
export type Waking = "between" | "short" | "long";

/**
 * The slice of each slot in its period: how much of it is used, when the period ends (the absolute deadline), and who is
 * in its period with slice left (`running`, by deadline) or waits for the next one (`waiting`, by its begin). A blocked
 * slot is in neither queue.
 */
export class SedfSlices {
  readonly running: SlotQueue;
  readonly waiting: SlotQueue;
  readonly #period: Float64Array;
  readonly #slice: Float64Array;
  readonly #used: Float64Array;
  readonly #deadline: Float64Array;

  constructor(parameters: readonly SedfParameters[]) {
    const count = parameters.length;
    this.running = new SlotQueue(count);
    this.waiting = new SlotQueue(count);
    this.#period = Float64Array.from(parameters, ({ period }) => period);
    this.#slice = Float64Array.from(parameters, ({ slice }) => slice);
    this.#used = new Float64Array(count);
    this.#deadline = new Float64Array(count);
  }

  begin(slot: number): number {
    return this.#deadline[slot]! - this.#period[slot]!;
  }

  left(slot: number): number {
    return this.#slice[slot]! - this.#used[slot]!;
  }

  /** When the first waiting slot's period begins. */
  get nextBegin(): number {
    return this.waiting.length === 0 ? NEVER : this.begin(this.waiting.first);
  }

  /** The slot wakes; a slot's first wake is one after a long block. */
  wake(slot: number, now: number, keepsBudget: boolean): Waking {
    if (now < this.begin(slot)) {
      this.#wait(slot);
      return "between";
    }
    if (now < this.#deadline[slot]!) {
      if (keepsBudget && this.left(slot) > 0) this.#run(slot);
      else {
        this.#nextPeriod(slot);
        this.#used[slot] = 0;
        this.#wait(slot);
      }
      return "short";
    }
    this.#deadline[slot] = now + this.#period[slot]!;
    this.#used[slot] = 0;
    this.#run(slot);
    return "long";
  }

  /** The slot blocks. */
  leave(slot: number): void {
    if (!this.running.remove(slot)) this.waiting.remove(slot);
  }

  /** The slot has run for `length` of its slice; if that uses it up, the next comes with its next period. */
  use(slot: number, length: number): void {
    this.#used[slot]! += length;
    if (this.left(slot) > 0) return;
    this.#used[slot]! -= this.#slice[slot]!;
    this.#nextPeriod(slot);
    if (this.running.remove(slot)) this.#wait(slot);
  }

  /** Extratime: the slot's next slice will be a full one. */
  refresh(slot: number): void {
    this.#used[slot] = 0;
  }

  /** Moves slots whose period begins to `running`; those without a slice, or past their deadline, to a later period. */
  update(now: number): void {
    while (this.nextBegin <= now) {
      const slot = this.waiting.first;
      this.waiting.remove(slot);
      this.#run(slot);
    }
    while (this.running.length > 0) {
      const slot = this.running.first;
      const idle = this.#slice[slot] === 0;
      if (!idle && this.#deadline[slot]! >= now) return;
      this.running.remove(slot);
      this.#nextPeriod(slot);
      const reached = idle ? this.begin(slot) : this.#deadline[slot]!;
      if (reached < now) {
        const period = this.#period[slot]!;
        this.#deadline[slot]! += Math.ceil((now - reached) / period) * period;
      }
      this.#used[slot] = 0;
      if (idle || this.begin(slot) > now) this.#wait(slot);
      else this.#run(slot);
    }
  }

  #nextPeriod(slot: number): void {
    this.#deadline[slot]! += this.#period[slot]!;
  }

  /** By deadline, behind its equals. */
  #run(slot: number): void {
    let index = 0;
    while (index < this.running.length && this.#deadline[this.running.at(index)]! <= this.#deadline[slot]!)
      index++;
    this.running.insert(slot, index);
  }

  /** By the begin of the next period, behind its equals. */
  #wait(slot: number): void {
    let index = 0;
    while (index < this.waiting.length && this.begin(this.waiting.at(index)) <= this.begin(slot)) index++;
    this.waiting.insert(slot, index);
  }
}
