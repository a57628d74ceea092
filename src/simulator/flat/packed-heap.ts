import { NEVER } from "../engine/time.ts";

/**
 * A binary heap of doubles that each carry a time and a task, time · radix + task: one comparison orders by time and then
 * by task, exactly while the key stays below 2^53. Places past the end hold NEVER, which spares every step down the
 * question whether there is a second child.
 */
export class PackedHeap {
  readonly #keys: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#keys = new Float64Array(2 * capacity + 2).fill(NEVER);
  }

  /** The least key; NEVER if the heap is empty. */
  get first(): number {
    return this.#keys[1]!;
  }

  push(key: number): void {
    const keys = this.#keys;
    let hole = ++this.#size;
    while (hole > 1) {
      const parent = hole >> 1;
      const above = keys[parent]!;
      if (above <= key) break;
      keys[hole] = above;
      hole = parent;
    }
    keys[hole] = key;
  }

  /** Takes the least key out. */
  pop(): void {
    const keys = this.#keys;
    const last = keys[this.#size]!;
    keys[this.#size--] = NEVER;
    if (this.#size > 0) this.replaceFirst(last);
  }

  /** Puts `key` in the place of the least: one walk down instead of two. */
  replaceFirst(key: number): void {
    const keys = this.#keys;
    let hole = 1;
    let child = 2;
    for (;;) {
      let least = keys[child]!;
      const other = keys[child + 1]!;
      if (other < least) {
        least = other;
        child++;
      }
      if (least >= key) break;
      keys[hole] = least;
      hole = child;
      child = 2 * hole;
    }
    keys[hole] = key;
  }
}
