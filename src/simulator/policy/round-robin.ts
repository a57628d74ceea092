import { Node, type NodePlace } from "../engine/node.ts";
import { NEVER, NONE } from "../engine/time.ts";

/**
 * Ready children in a queue; the head runs until its quantum is used up, then joins the tail. Who becomes ready joins
 * the tail; who becomes idle leaves, and forfeits what is left of its quantum. A child that others preempt keeps its place.
 * An interrupt may seize the rest of a quantum for another ready child; then the turns go on.
 */
export class RoundRobin extends Node {
  private readonly quanta: Float64Array;
  /** A ring of slots through `children.length`, which stands for the end of the queue. */
  private readonly after: Int32Array;
  private readonly before: Int32Array;
  private readonly end: number;
  /** The child that an interrupt has given the rest of the head's quantum, or NONE. */
  private seizer: number = NONE;

  constructor(place: NodePlace, quanta: readonly number[]) {
    super(place, { metering: "charge" });
    this.quanta = Float64Array.from(quanta);
    this.end = place.children.length;
    this.after = new Int32Array(this.end + 1).fill(this.end);
    this.before = new Int32Array(this.end + 1).fill(this.end);
  }

  private get head(): number {
    return this.after[this.end]!;
  }

  override childReady(slot: number, _deadline: number, now: number): void {
    this.joinTail(slot);
    if (this.head !== slot) return;
    this.beginTurn();
    this.becomeReady(NEVER, now);
  }

  override childIdle(slot: number, now: number): void {
    const head = this.head;
    this.leave(slot);
    if (slot === this.seizer || this.head === this.seizer) this.seizer = NONE;
    if (this.head === this.end) {
      this.allowance = NEVER;
      this.becomeIdle(now);
    } else if (slot === head) {
      this.beginTurn();
      this.reconsider();
    } else this.reconsider();
  }

  override seize(slot: number): void {
    const queued = this.after[this.before[slot]!] === slot;
    if (!queued || this.pick() === slot) return;
    this.seizer = slot === this.head ? NONE : slot;
    this.reconsider();
  }

  override pick(): number {
    if (this.head === this.end) return NONE;
    return this.seizer === NONE ? this.head : this.seizer;
  }

  override charge(slot: number, length: number): void {
    if (slot === this.pick()) this.allowance -= length;
  }

  override expire(_now: number): void {
    const slot = this.head;
    this.seizer = NONE;
    this.leave(slot);
    this.joinTail(slot);
    this.beginTurn();
    this.reconsider();
  }

  private beginTurn(): void {
    this.allowance = this.quanta[this.head]!;
  }

  private joinTail(slot: number): void {
    const last = this.before[this.end]!;
    this.after[last] = slot;
    this.before[slot] = last;
    this.after[slot] = this.end;
    this.before[this.end] = slot;
  }

  private leave(slot: number): void {
    const before = this.before[slot]!;
    const after = this.after[slot]!;
    this.after[before] = after;
    this.before[after] = before;
  }
}
