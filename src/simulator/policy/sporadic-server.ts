import { assert } from "../../contract/assert.ts";
import type { NodePlace } from "../engine/node.ts";
import type { ServerSpec } from "../engine/specification.ts";
import { NEVER } from "../engine/time.ts";
import { ServerNode } from "./server.ts";

/** As in Quest; more pieces than this are merged, which only delays budget. */
const MOST_PIECES = 32;

/**
 * The budget is in pieces, each with the time from which it may be used. What is used of a piece comes back a period
 * after the piece's time, which is moved up to the instant at which the child wakes; hence the server interferes like a
 * periodic task. Invariant: the pieces, the one in use included, always add up to the budget.
 *
 * Source: B. Sprunt, L. Sha and J. Lehoczky, Real-Time Systems 1, 1989, with the corrections of M. Stanovich, T. P. Baker,
 * A.-I. A. Wang and M. González Harbour, RTAS 2010 (defects of the POSIX sporadic server); the list as in Quest's
 * kernel/sched/vcpu.c.
 */
export class SporadicServer extends ServerNode {
  /** Pieces in a ring from #first, by time. Of the first, `amount` counts what is in use as well. */
  readonly #time: Float64Array = new Float64Array(MOST_PIECES);
  readonly #amount: Float64Array = new Float64Array(MOST_PIECES);
  #first = 0;
  #count = 0;

  constructor(place: NodePlace, spec: ServerSpec) {
    super(place, spec);
    this.#append(spec.offset ?? 0, spec.budget);
  }

  protected override wake(now: number): void {
    if (this.#time[this.#first]! > now) {
      this.allowance = 0;
      this.arm(this.#time[this.#first]!);
      return;
    }
    // What will be there by the time the pieces before it are used up may as well be used with them.
    let amount = this.#amount[this.#first]!;
    while (this.#count > 1 && this.#time[this.#at(1)]! <= now + amount) {
      this.#dropFirst();
      amount += this.#amount[this.#first]!;
    }
    this.#time[this.#first] = now;
    this.#amount[this.#first] = amount;
    this.provide(amount, now + this.relativeDeadline, now);
  }

  protected override timeHasCome(now: number): void {
    this.provide(this.#amount[this.#first]!, now + this.relativeDeadline, now);
    this.settleReadiness(now);
  }

  protected override exhaust(now: number): void {
    const used = this.#amount[this.#first]!;
    const back = this.#time[this.#first]! + this.period;
    this.#dropFirst();
    this.#append(back, used);
    this.#checkSum();
    if (!this.backlogged) return;
    const next = this.#time[this.#first]!;
    if (next > now) this.arm(next);
    else this.provide(this.#amount[this.#first]!, next + this.relativeDeadline, now);
  }

  /** Splits the piece in use into what is left, which keeps its time, and what was used. */
  protected override block(_now: number): void {
    this.arm(NEVER);
    const used = this.#amount[this.#first]! - this.allowance;
    if (this.allowance === 0 || used === 0) return;
    const back = this.#time[this.#first]! + this.period;
    if (this.#count < MOST_PIECES) this.#amount[this.#first] = this.allowance;
    else {
      this.#dropFirst();
      this.#amount[this.#first]! += this.allowance;
    }
    this.#append(back, used);
    this.#checkSum();
  }

  #at(index: number): number {
    return (this.#first + index) % MOST_PIECES;
  }

  #dropFirst(): void {
    this.#first = this.#at(1);
    this.#count--;
  }

  #append(time: number, amount: number): void {
    const last = this.#at(this.#count - 1);
    if (this.#count > 0 && this.#time[last] === time) {
      this.#amount[last]! += amount;
      return;
    }
    const at = this.#at(this.#count++);
    this.#time[at] = time;
    this.#amount[at] = amount;
  }

  #checkSum(): void {
    let sum = 0;
    for (let i = 0; i < this.#count; i++) sum += this.#amount[this.#at(i)]!;
    assert(sum === this.budget, "the pieces of a sporadic server add up to its budget");
  }
}
