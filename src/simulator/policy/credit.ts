import { Node, type NodePlace } from "../engine/node.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { CreditAccounts, UNDER } from "./credit-accounts.ts";
import type { CreditSpec } from "./credit-spec.ts";
import { SlotQueue } from "./slot-queue.ts";

/**
 * Xen's Credit scheduler (xen/common/sched_credit.c), on one core: both as of March 2009, which charges whoever a tick
 * finds running, and as of today, which charges what was used. Slots with credit go before slots without, slots that
 * have just woken (boosted) before both, in turns of a timeslice within each class. At a decision the running slot
 * joins the tail of its class, so who is preempted forfeits the rest of its timeslice. Ticks and accounting change
 * priorities but force no decision.
 *
 * Not here: the stealing of vCPUs between cores, and yield.
 */
export class Credit extends Node {
  readonly #accounts: CreditAccounts;
  readonly #timeslice: number;
  readonly #tick: number;
  readonly #accounting: number;
  readonly #ratelimit: number;
  readonly #backlogged: Uint8Array;
  /** Backlogged and not parked. */
  readonly #runnable: Uint8Array;
  readonly #queue: SlotQueue;
  #runnableCount = 0;
  #current: number = NONE;
  /** For how long the current slot has run without a break. */
  #ran = 0;
  #decisionDue = false;
  #nextTick: number = NEVER;
  #nextAccounting: number = NEVER;

  constructor(place: NodePlace, spec: CreditSpec) {
    super(place, { metering: "charge" });
    const count = place.children.length;
    this.#accounts = new CreditAccounts(spec);
    this.#timeslice = spec.timeslice;
    this.#tick = spec.tick;
    this.#accounting = spec.accounting;
    this.#ratelimit = spec.ratelimit;
    this.#backlogged = new Uint8Array(count);
    this.#runnable = new Uint8Array(count);
    this.#queue = new SlotQueue(count);
  }

  override childReady(slot: number, _deadline: number, now: number): void {
    this.#backlogged[slot] = 1;
    if (this.#accounts.parked[slot] === 1) return;
    this.#accounts.wake(slot);
    this.#admit(slot, now);
  }

  #admit(slot: number, now: number): void {
    this.#runnable[slot] = 1;
    this.#enqueue(slot);
    const { priority } = this.#accounts;
    if (this.#current === NONE || priority[slot]! > priority[this.#current]!) this.#decide();
    this.#startTicks(now);
    if (this.#runnableCount++ === 0) this.becomeReady(NEVER, now);
  }

  /** Behind its equals. */
  #enqueue(slot: number): void {
    const { priority } = this.#accounts;
    let index = 0;
    while (index < this.#queue.length && priority[this.#queue.at(index)]! >= priority[slot]!) index++;
    this.#queue.insert(slot, index);
  }

  override childIdle(slot: number, now: number): void {
    this.#backlogged[slot] = 0;
    if (this.#runnable[slot] === 1) this.#dismiss(slot, now);
  }

  #dismiss(slot: number, now: number): void {
    this.#runnable[slot] = 0;
    if (slot !== this.#current) this.#queue.remove(slot);
    else {
      this.#current = NONE;
      this.#decide();
    }
    if (--this.#runnableCount === 0) this.becomeIdle(now);
  }

  override expire(_now: number): void {
    this.#decide();
  }

  #decide(): void {
    this.#decisionDue = true;
    this.reconsider();
  }

  override charge(slot: number, length: number): void {
    this.#accounts.use(slot, length);
    if (slot !== this.#current) return;
    this.#ran += length;
    this.allowance -= length;
  }

  override pick(_now: number): number {
    if (this.#decisionDue) this.#schedule();
    return this.#current;
  }

  #schedule(): void {
    this.#decisionDue = false;
    const last = this.#current;
    if (last !== NONE && this.#ran < this.#ratelimit) {
      this.allowance = this.#ratelimit - this.#ran;
      return;
    }
    if (last !== NONE) this.#enqueue(last);
    this.#current = this.#queue.first;
    if (this.#current === NONE) {
      this.allowance = NEVER;
      return;
    }
    this.#queue.remove(this.#current);
    if (this.#current !== last) this.#ran = 0;
    this.allowance = this.#timeslice;
  }

  /** Ticks lie on one grid for ever, but a core on which nobody runs or earns is left in peace. */
  #startTicks(now: number): void {
    if (this.#nextTick !== NEVER) return;
    this.#nextTick = now - (now % this.#tick) + this.#tick;
    this.#nextAccounting = now - (now % this.#accounting) + this.#accounting;
    this.#arm();
  }

  #arm(): void {
    this.engine.setTimer(this.timer, Math.min(this.#nextTick, this.#nextAccounting));
  }

  override fire(now: number): void {
    if (now === this.#nextTick) {
      this.#nextTick += this.#tick;
      if (this.#current !== NONE) this.#accounts.tick(this.#current);
    }
    if (now === this.#nextAccounting) {
      this.#nextAccounting += this.#accounting;
      this.#accounts.account();
      this.#parkAndUnpark(now);
      this.#sort();
    }
    if (!this.#accounts.anyActive && this.#runnableCount === 0) {
      this.#nextTick = NEVER;
      this.#nextAccounting = NEVER;
    }
    this.#arm();
  }

  /** Who returns from parking is not boosted. */
  #parkAndUnpark(now: number): void {
    for (let slot = 0; slot < this.#backlogged.length; slot++) {
      if (this.#backlogged[slot] === 0) continue;
      const parked = this.#accounts.parked[slot] === 1;
      if (parked && this.#runnable[slot] === 1) this.#dismiss(slot, now);
      if (!parked && this.#runnable[slot] === 0) this.#admit(slot, now);
    }
  }

  /** Moves those with credit before those without; the order is otherwise kept. */
  #sort(): void {
    let end = 0;
    for (let index = 0; index < this.#queue.length; index++) {
      const slot = this.#queue.at(index);
      if (this.#accounts.priority[slot]! < UNDER) continue;
      if (index > end) {
        this.#queue.remove(slot);
        this.#queue.insert(slot, end);
      }
      end++;
    }
  }
}
