import { Node, type NodePlace } from "../engine/node.ts";
import { NEVER, NONE } from "../engine/time.ts";
import { SedfExtratime } from "./sedf-extratime.ts";
import { SedfSlices } from "./sedf-slices.ts";
import type { SedfSpec } from "./sedf-spec.ts";

/** What the current slot runs in. */
type Mode = "slice" | "penalty" | "extratime";

/**
 * Xen's Simple EDF (xen/common/sched_sedf.c, 2006 to 2015). The slot in its period with the earliest deadline runs until
 * its slice is used up or another period begins. With none, a gap of at least a quantum before the next period goes to
 * extratime, a quantum at a time. Decisions are made where Xen makes them, not at every event: a slot that wakes forces
 * one only if its period begins before the next decision anyway, or if it outranks extratime.
 *
 * Xen checks the total of slices nowhere, and neither does this. A slot that blocks and wakes within its period has lost
 * the rest of its slice, unless `keepsBudget`.
 */
export class Sedf extends Node {
  readonly #slices: SedfSlices;
  readonly #extratime: SedfExtratime;
  readonly #extraQuantum: number;
  readonly #keepsBudget: boolean;
  #backlogged = 0;
  #current: number = NONE;
  #mode: Mode = "slice";
  /** For how long the current slot has run since it was chosen. */
  #ran = 0;
  /** When the next decision comes by itself. */
  #expires: number = NEVER;
  #decisionDue = false;

  constructor(place: NodePlace, { parameters, extraQuantum, keepsBudget = false }: SedfSpec) {
    super(place, { metering: "charge" });
    this.#slices = new SedfSlices(parameters);
    this.#extratime = new SedfExtratime(parameters);
    this.#extraQuantum = extraQuantum;
    this.#keepsBudget = keepsBudget;
  }

  override childReady(slot: number, _deadline: number, now: number): void {
    const lost = this.#slices.left(slot);
    const waking = this.#slices.wake(slot, now, this.#keepsBudget);
    if (waking === "between") this.#extratime.resumePenalty(slot);
    if (waking === "short" && !this.#keepsBudget) this.#extratime.lose(slot, lost);
    this.#extratime.joinTakers(slot);
    if (this.#calledForBy(slot, now)) this.#decide();
    if (this.#backlogged++ === 0) this.becomeReady(NEVER, now);
  }

  #calledForBy(slot: number, now: number): boolean {
    if (this.#current === NONE || now >= this.#expires) return true;
    if (this.#slices.begin(slot) < this.#expires) return true;
    return this.#mode !== "slice" && this.#extratime.outranks(slot, this.#current, this.#mode === "penalty");
  }

  override childIdle(slot: number, now: number): void {
    if (slot === this.#current) {
      this.#deschedule(false);
      this.#decide();
    }
    this.#slices.leave(slot);
    this.#extratime.leave(slot);
    if (--this.#backlogged === 0) this.becomeIdle(now);
  }

  override expire(_now: number): void {
    this.#decide();
  }

  override fire(_now: number): void {
    this.#decide();
  }

  #decide(): void {
    this.#decisionDue = true;
    this.reconsider();
  }

  override charge(slot: number, length: number): void {
    if (slot !== this.#current) return;
    if (length > 0) this.spent = false;
    this.#ran += length;
    this.allowance -= length;
  }

  override pick(now: number): number {
    if (this.#decisionDue) this.#schedule(now);
    return this.#current;
  }

  #schedule(now: number): void {
    this.#decisionDue = false;
    if (this.#current !== NONE) this.#deschedule(true);
    this.#slices.update(now);
    const begin = this.#slices.nextBegin;
    const first = this.#slices.running.first;
    if (first !== NONE) this.#choose(first, "slice", this.#slices.left(first));
    else if (begin - now < this.#extraQuantum) this.allowance = NEVER;
    else if (this.#extratime.penalties.length > 0) {
      this.#choose(this.#extratime.penalties.first, "penalty", this.#extraQuantum);
    } else if (this.#extratime.takers.length > 0) {
      this.#choose(this.#extratime.takers.first, "extratime", this.#extraQuantum);
    } else this.allowance = NEVER;
    this.#expires = Math.min(now + this.allowance, begin);
    this.engine.setTimer(this.timer, begin);
  }

  #choose(slot: number, mode: Mode, allowance: number): void {
    this.#current = slot;
    this.#mode = mode;
    this.#ran = 0;
    this.allowance = allowance;
  }

  #deschedule(runnable: boolean): void {
    const slot = this.#current;
    this.#current = NONE;
    this.allowance = NEVER;
    if (this.#mode === "slice") {
      this.spent = this.#ran >= this.#slices.left(slot);
      this.#slices.use(slot, this.#ran);
      return;
    }
    this.#slices.refresh(slot);
    if (this.#mode === "penalty") this.#extratime.servedPenalty(slot, this.#ran, runnable);
    else this.#extratime.servedTaker(slot, runnable);
  }
}
