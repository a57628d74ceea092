import { NONE } from "./time.ts";

/**
 * The sections that jobs of a scheduler's children are in, innermost last. While the innermost has ceiling c, only
 * children of slots below c may preempt its job: the immediate priority ceiling protocol under fixed priorities, the
 * stack resource policy under EDF (T. P. Baker, Real-Time Systems 3, 1991). A non-preemptible section has ceiling 0.
 * Both protocols make sections properly nested, so a stack suffices.
 */
export class Sections {
  private readonly slots: Int32Array;
  private readonly ceilings: Int32Array;
  private depth = 0;

  constructor(children: number) {
    this.slots = new Int32Array(children);
    this.ceilings = new Int32Array(children);
  }

  enter(slot: number, ceiling: number): void {
    this.slots[this.depth] = slot;
    this.ceilings[this.depth] = ceiling;
    this.depth++;
  }

  leave(slot: number): void {
    this.depth--;
    let hole = this.depth;
    while (this.slots[hole] !== slot) hole--;
    this.slots.copyWithin(hole, hole + 1, this.depth + 1);
    this.ceilings.copyWithin(hole, hole + 1, this.depth + 1);
  }

  /** The child in the innermost section, or NONE. */
  get holder(): number {
    return this.depth === 0 ? NONE : this.slots[this.depth - 1]!;
  }

  /** Children from this slot on cannot preempt the holder. */
  get ceiling(): number {
    return this.ceilings[this.depth - 1]!;
  }
}
