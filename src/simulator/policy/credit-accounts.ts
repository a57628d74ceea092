import type { CreditParameters, CreditSpec } from "./credit-spec.ts";
import { SlotQueue } from "./slot-queue.ts";

/** Priorities; a greater one goes first. */
export const BOOST = 0;
export const UNDER = -1;
export const OVER = -2;

/** In Xen a credit is 100 us, which makes 300 of a timeslice of 30 ms. */
const CREDITS_PER_SLICE = 300;

/**
 * The credit of each slot and the priority that comes of it. Only *active* slots earn: one becomes active when it is
 * found running at a tick, and ceases to be when it has saved up more than a timeslice, of which it keeps half.
 */
export class CreditAccounts {
  readonly priority: Int32Array;
  /** Whether the slot, capped, is kept from running until it has credit again. */
  readonly parked: Uint8Array;
  readonly #parameters: readonly CreditParameters[];
  readonly #timeslice: number;
  readonly #sampled: boolean;
  readonly #boost: boolean;
  readonly #perTick: number;
  readonly #perAccounting: number;
  readonly #credit: Float64Array;
  /** What a slot has used and not yet paid for, as a multiple of a credit's CREDITS_PER_SLICE-th. */
  readonly #residual: Float64Array;
  /** In the order in which credit is handed out. */
  readonly #active: SlotQueue;
  #balance = 0;

  constructor({ parameters, timeslice, tick, accounting, sampled, boost }: CreditSpec) {
    const count = parameters.length;
    this.#parameters = parameters;
    this.#timeslice = timeslice;
    this.#sampled = sampled;
    this.#boost = boost;
    this.#perTick = Math.floor((CREDITS_PER_SLICE * tick) / timeslice);
    this.#perAccounting = Math.floor((CREDITS_PER_SLICE * accounting) / timeslice);
    this.priority = new Int32Array(count).fill(UNDER);
    this.parked = new Uint8Array(count);
    this.#credit = new Float64Array(count);
    this.#residual = new Float64Array(count);
    this.#active = new SlotQueue(count);
  }

  get anyActive(): boolean {
    return this.#active.length > 0;
  }

  /** The slot wakes. */
  wake(slot: number): void {
    if (this.#boost && this.priority[slot] === UNDER) this.priority[slot] = BOOST;
  }

  /** The slot has run for `length`. */
  use(slot: number, length: number): void {
    if (this.#sampled) return;
    const used = length * CREDITS_PER_SLICE + this.#residual[slot]!;
    const credits = Math.floor(used / this.#timeslice);
    this.#residual[slot] = used - credits * this.#timeslice;
    this.#credit[slot]! -= credits;
  }

  /** The slot is found running at a tick. */
  tick(slot: number): void {
    if (this.priority[slot] === BOOST) this.priority[slot] = UNDER;
    if (this.#sampled) this.#credit[slot]! -= this.#perTick;
    if (!this.#active.has(slot)) this.#active.insert(slot, 0);
  }

  /** Hands out credit, what capped slots cannot take going to those after them, and sets priorities. */
  account(): void {
    const debt = Math.max(0, -this.#balance);
    let total = this.#perAccounting + debt;
    let weightLeft = this.#activeWeight();
    const weights = weightLeft;
    let balance = 0;
    let someTookAll = false;
    for (let index = 0; index < this.#active.length; index++) {
      const slot = this.#active.at(index);
      const { weight, cap } = this.#parameters[slot]!;
      weightLeft -= weight;
      let peak = this.#perAccounting + Math.ceil((debt * weight) / weights);
      const most = Math.ceil((cap * this.#perAccounting) / 100);
      if (cap > 0) peak = Math.min(peak, most);
      let fair = Math.ceil((total * weight) / weights);
      if (fair < peak) someTookAll = true;
      else {
        if (weightLeft > 0) total += Math.ceil(((fair - peak) * weights) / weightLeft);
        if (someTookAll) {
          this.#active.remove(slot);
          this.#active.insert(slot, 0);
        }
        fair = peak;
      }
      if (this.#earn(slot, fair, cap > 0 ? most : Number.POSITIVE_INFINITY)) index--;
      balance += this.#credit[slot]!;
    }
    this.#balance = balance;
  }

  /** Whether the slot, having saved up enough, ceases to be active. */
  #earn(slot: number, amount: number, mostDebt: number): boolean {
    const credit = this.#credit[slot]! + amount;
    if (credit < 0) {
      this.priority[slot] = OVER;
      if (credit < -mostDebt) this.parked[slot] = 1;
      this.#credit[slot] = Math.max(credit, -CREDITS_PER_SLICE);
      return false;
    }
    this.priority[slot] = UNDER;
    this.parked[slot] = 0;
    if (credit <= CREDITS_PER_SLICE) {
      this.#credit[slot] = credit;
      return false;
    }
    this.#credit[slot] = Math.floor(credit / 2);
    this.#active.remove(slot);
    return true;
  }

  #activeWeight(): number {
    let sum = 0;
    for (let index = 0; index < this.#active.length; index++) {
      sum += this.#parameters[this.#active.at(index)]!.weight;
    }
    return sum;
  }
}
