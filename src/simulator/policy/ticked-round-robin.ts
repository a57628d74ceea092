import { Node, type NodePlace } from "../engine/node.ts";
import type { TickedTurnsSpec } from "../engine/specification.ts";
import { NEVER, NONE } from "../engine/time.ts";

/**
 * Round robin of a VMM that schedules at its own tick only, as MobiVMM does (Yoo et al., CCNC 2009, section V): whoever
 * has the core at a tick is charged that tick, and a turn ends with the tick that uses up its quantum. Only a VM that
 * becomes idle gives up its turn between ticks.
 *
 * An interrupt may *seize* the core for its VM, until the next tick or until the turn that it cuts short would have ended.
 * Then either the turns go on with the next in the queue, so that the VM of the device may have its own as well, or the
 * victim has its turn.
 */
export class TickedRoundRobin extends Node {
  readonly #tick: number;
  readonly #untilQuantum: boolean;
  readonly #victimFirst: boolean;
  /** Ticks per turn, by slot. */
  readonly #turns: Int32Array;
  /** The ready slots in the order of their turns; the first `#count` count. */
  readonly #queue: Int32Array;
  #count = 0;
  /** Ticks that the turn of the first in the queue has left. */
  #left = 0;
  /** The child for which a device has seized the core, or NONE. */
  #seizer: number = NONE;

  constructor(
    place: NodePlace,
    quanta: readonly number[],
    { tick, seizedUntil, afterwards }: TickedTurnsSpec,
  ) {
    super(place);
    this.#tick = tick;
    this.#untilQuantum = seizedUntil === "quantum";
    this.#victimFirst = afterwards === "victim";
    this.#turns = Int32Array.from(quanta, (quantum) => quantum / tick);
    this.#queue = new Int32Array(place.children.length);
  }

  override start(): void {
    this.engine.setTimer(this.timer, this.#tick);
  }

  /** A tick of the VMM. */
  override fire(now: number): void {
    this.engine.setTimer(this.timer, now + this.#tick);
    if (this.#count === 0) return;
    if (this.#seizer === NONE) {
      if (--this.#left === 0) this.#rotate();
      return;
    }
    if (this.#untilQuantum && --this.#left > 0) return;
    this.#seizer = NONE;
    if (!this.#victimFirst) this.#rotate();
    else if (this.#left === 0) this.#beginTurn();
    this.reconsider();
  }

  override seize(slot: number): void {
    const place = this.#queue.indexOf(slot);
    if (place === NONE || place >= this.#count || this.pick() === slot) return;
    this.#seizer = slot === this.#queue[0] ? NONE : slot;
    this.reconsider();
  }

  override childReady(slot: number, _deadline: number, now: number): void {
    this.#queue[this.#count++] = slot;
    if (this.#count > 1) return;
    this.#beginTurn();
    this.becomeReady(NEVER, now);
  }

  override childIdle(slot: number, now: number): void {
    const place = this.#queue.indexOf(slot);
    this.#queue.copyWithin(place, place + 1, this.#count--);
    if (this.#count === 0) {
      this.#seizer = NONE;
      this.becomeIdle(now);
      return;
    }
    if (place === 0) this.#beginTurn();
    if (slot === this.#seizer || this.#queue[0] === this.#seizer) this.#seizer = NONE;
    this.reconsider();
  }

  override pick(): number {
    if (this.#count === 0) return NONE;
    return this.#seizer === NONE ? this.#queue[0]! : this.#seizer;
  }

  #rotate(): void {
    const first = this.#queue[0]!;
    this.#queue.copyWithin(0, 1, this.#count);
    this.#queue[this.#count - 1] = first;
    this.#beginTurn();
    this.reconsider();
  }

  #beginTurn(): void {
    this.#left = this.#turns[this.#queue[0]!]!;
  }
}
