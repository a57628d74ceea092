import { Node, type NodePlace } from "../engine/node.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { BvtClock } from "./bvt-clock.ts";
import type { BvtSpec } from "./bvt-spec.ts";
import { SlotQueue } from "./slot-queue.ts";

/** In Xen a slot that runs alone is looked at again after this many context switch allowances. */
const ALLOWANCES_ALONE = 10;

/**
 * Borrowed virtual time (K. J. Duda and D. R. Cheriton, SOSP 1999) as in Xen to August 2006 (xen/common/sched_bvt.c).
 * The slot of the earliest effective virtual time runs until that has passed the second earliest by the context switch
 * allowance. A slot that wakes is brought up to the earliest actual virtual time of the last decision, and preempts if
 * its effective virtual time is not after the running one's; else it shortens the turn.
 *
 * The allowance is in real time, as in Xen; Xen's own conversion of virtual time leaves out the charging unit, and so
 * makes every turn last about one allowance. Here a turn lasts as long as the paper says.
 */
export class Bvt extends Node {
  readonly #clock: BvtClock;
  readonly #contextAllowance: number;
  readonly #queue: SlotQueue;
  /** The earliest actual virtual time at the last decision. */
  #systemVirtualTime = 0;
  #current: number = NONE;
  #ran = 0;
  #turn: number = NEVER;
  #decisionDue = false;
  /** The earliest effective virtual time of those that have woken since the last dispatch. */
  #earliestWoken: number = NEVER;

  constructor(place: NodePlace, spec: BvtSpec) {
    super(place, { metering: "charge" });
    this.#clock = new BvtClock(spec);
    this.#contextAllowance = spec.contextAllowance;
    this.#queue = new SlotQueue(place.children.length);
  }

  override childReady(slot: number, _deadline: number, now: number): void {
    this.#clock.catchUp(slot, this.#systemVirtualTime);
    this.#queue.insert(slot, 0);
    this.#earliestWoken = Math.min(this.#earliestWoken, this.#clock.effective(slot, 0));
    if (this.#queue.length === 1) this.becomeReady(NEVER, now);
    this.reconsider();
  }

  override childIdle(slot: number, now: number): void {
    if (slot === this.#current) {
      this.#clock.advance(slot, this.#ran);
      this.#current = NONE;
      this.#decide();
    }
    this.#queue.remove(slot);
    if (this.#queue.length === 0) this.becomeIdle(now);
  }

  override expire(now: number): void {
    if (this.#current !== NONE && this.#ran >= this.#clock.warpLimit(this.#current)) {
      this.#clock.unwarp(this.#current, now);
      this.engine.setTimer(this.timer, this.#clock.nextRewarp);
    }
    this.#decide();
  }

  override fire(now: number): void {
    this.#clock.rewarp(now);
    this.engine.setTimer(this.timer, this.#clock.nextRewarp);
    this.#decide();
  }

  #decide(): void {
    this.#decisionDue = true;
    this.reconsider();
  }

  override charge(slot: number, length: number): void {
    if (slot !== this.#current) return;
    this.#ran += length;
    this.allowance -= length;
  }

  override pick(_now: number): number {
    if (this.#earliestWoken !== NEVER) this.#meetWoken();
    if (this.#decisionDue) this.#schedule();
    return this.#current;
  }

  #meetWoken(): void {
    const woken = this.#earliestWoken;
    this.#earliestWoken = NEVER;
    if (this.#current === NONE) {
      this.#decisionDue = true;
      return;
    }
    const lead = woken - this.#clock.effective(this.#current, this.#ran);
    if (lead <= 0) this.#decisionDue = true;
    else this.#bound(Math.min(this.#turn, this.#ran + this.#turnFor(this.#current, lead)));
  }

  #schedule(): void {
    this.#decisionDue = false;
    const last = this.#current;
    if (last !== NONE) {
      this.#clock.advance(last, this.#ran);
      this.#queue.remove(last);
      this.#queue.append(last);
    }
    this.#current = NONE;
    this.#ran = 0;
    if (this.#queue.length === 0) {
      this.allowance = NEVER;
      return;
    }
    this.#choose();
  }

  /** The first in the queue among those of the earliest effective virtual time. */
  #choose(): void {
    let first = NONE;
    let earliest = NEVER;
    let second = NEVER;
    let earliestActual = NEVER;
    for (let index = 0; index < this.#queue.length; index++) {
      const slot = this.#queue.at(index);
      const effective = this.#clock.effective(slot, 0);
      if (effective < earliest) {
        second = earliest;
        first = slot;
        earliest = effective;
      } else if (effective < second) second = effective;
      earliestActual = Math.min(earliestActual, this.#clock.actual(slot));
    }
    this.#systemVirtualTime = earliestActual;
    this.#current = first;
    this.#bound(
      second === NEVER ? ALLOWANCES_ALONE * this.#contextAllowance : this.#turnFor(first, second - earliest),
    );
  }

  #turnFor(slot: number, lead: number): number {
    return this.#clock.timeFor(slot, lead) + this.#contextAllowance;
  }

  /** The current slot's turn lasts for `turn`, from its start. */
  #bound(turn: number): void {
    this.#turn = turn;
    this.allowance = Math.min(turn, this.#clock.warpLimit(this.#current)) - this.#ran;
  }
}
