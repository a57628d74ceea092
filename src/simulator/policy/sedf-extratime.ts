import type { SedfParameters } from "./sedf-spec.ts";
import { SlotQueue } from "./slot-queue.ts";

/**
 * Who gets the time that no slice claims: first those that lost part of their slice by blocking, until they have had it
 * back (L0 in Xen), then those that take extratime, in proportion to their utilization or weight (L1). In both queues
 * the lowest score is served next. In L1 the scores of all others fall by the score of the one served: a stride scheduler.
 */
export class SedfExtratime {
  readonly penalties: SlotQueue;
  readonly takers: SlotQueue;
  readonly #parameters: readonly SedfParameters[];
  /** What each slot has lost and not got back. Its place in L0 is wanted until then, also while it is blocked. */
  readonly #lost: Float64Array;
  readonly #penaltyScore: Float64Array;
  readonly #wantsPenalty: Uint8Array;
  readonly #takerScore: Float64Array;

  constructor(parameters: readonly SedfParameters[]) {
    const count = parameters.length;
    this.#parameters = parameters;
    this.penalties = new SlotQueue(count);
    this.takers = new SlotQueue(count);
    this.#lost = new Float64Array(count);
    this.#penaltyScore = new Float64Array(count);
    this.#wantsPenalty = new Uint8Array(count);
    this.#takerScore = new Float64Array(count);
  }

  /** The slot has lost `amount` of its slice, by blocking. */
  lose(slot: number, amount: number): void {
    this.#lost[slot] = amount;
    if (amount === 0) return;
    this.penalties.remove(slot);
    this.#wantsPenalty[slot] = 1;
    this.#penaltyScore[slot] = Math.floor((this.#parameters[slot]!.period * 1024) / amount);
    enqueue(this.penalties, slot, this.#penaltyScore);
  }

  /** The slot wakes before its next period: it goes on catching up on what it lost. */
  resumePenalty(slot: number): void {
    if (this.#wantsPenalty[slot] === 1) enqueue(this.penalties, slot, this.#penaltyScore);
  }

  joinTakers(slot: number): void {
    if (this.#parameters[slot]!.extratime) enqueue(this.takers, slot, this.#takerScore);
  }

  /** The slot blocks. */
  leave(slot: number): void {
    this.penalties.remove(slot);
    this.takers.remove(slot);
  }

  /** The slot, whose turn in L0 ends, has run for `length`. */
  servedPenalty(slot: number, length: number, runnable: boolean): void {
    this.penalties.remove(slot);
    this.#lost[slot]! -= length;
    if (this.#lost[slot]! <= 0) {
      this.#lost[slot] = 0;
      this.#wantsPenalty[slot] = 0;
      return;
    }
    this.#penaltyScore[slot] = Math.floor((this.#parameters[slot]!.period * 1024) / this.#lost[slot]!);
    if (runnable) enqueue(this.penalties, slot, this.#penaltyScore);
  }

  /** The slot's turn in L1 ends. */
  servedTaker(slot: number, runnable: boolean): void {
    const { period, slice, extraWeight } = this.#parameters[slot]!;
    const served = this.#takerScore[slot]!;
    this.takers.remove(slot);
    this.#takerScore[slot] =
      extraWeight === undefined ? Math.floor((period * 1024) / slice) : Math.floor(2 ** 17 / extraWeight);
    if (!runnable) return;
    for (let index = 0; index < this.takers.length; index++)
      this.#takerScore[this.takers.at(index)]! -= served;
    enqueue(this.takers, slot, this.#takerScore);
  }

  /** Whether a slot that wakes should cut short the turn of the one in L0, or in L1. */
  outranks(slot: number, current: number, currentPaysPenalty: boolean): boolean {
    if (this.#wantsPenalty[slot] === 0) return false;
    return !currentPaysPenalty || this.#penaltyScore[slot]! < this.#penaltyScore[current]!;
  }
}

/** In order of scores, behind its equals. */
function enqueue(queue: SlotQueue, slot: number, scores: Float64Array): void {
  let index = 0;
  while (index < queue.length && scores[queue.at(index)]! <= scores[slot]!) index++;
  queue.insert(slot, index);
}
