import { NONE } from "../engine/time.ts";

/** Slots in an order that their scheduler decides. Schedulers of VMs queue few of them, so moving is cheap. */
export class SlotQueue {
  length = 0;
  readonly #slots: Int32Array;

  constructor(capacity: number) {
    this.#slots = new Int32Array(capacity);
  }

  /** The slot at the head, or NONE. */
  get first(): number {
    return this.length === 0 ? NONE : this.#slots[0]!;
  }

  at(index: number): number {
    return this.#slots[index]!;
  }

  has(slot: number): boolean {
    return this.#indexOf(slot) !== NONE;
  }

  append(slot: number): void {
    this.#slots[this.length++] = slot;
  }

  /** Puts the slot before the one at `index`. */
  insert(slot: number, index: number): void {
    this.#slots.copyWithin(index + 1, index, this.length);
    this.#slots[index] = slot;
    this.length++;
  }

  /** Takes the slot out; whether it was in. */
  remove(slot: number): boolean {
    const index = this.#indexOf(slot);
    if (index === NONE) return false;
    this.#slots.copyWithin(index, index + 1, this.length);
    this.length--;
    return true;
  }

  #indexOf(slot: number): number {
    for (let index = 0; index < this.length; index++) if (this.#slots[index] === slot) return index;
    return NONE;
  }
}
