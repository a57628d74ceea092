/**
 * Longer strides through late windows: some tasks by count, the others by a line.
 *
 * Claim: let t be beyond all deadlines D_i, and split the tasks in two. If
 *   a·(s − λ) ≥ U_l·s + K_l + dbf_c(t)  with  K_l = Σ_l U_i·(T_i − D_i)
 * then dbf ≤ sbf in all of [s, t]: there the line of the one part is above its demand, that of the other part is at most
 * what it is at t, the supply is at least a·(s − λ), and the left side grows faster than the right.
 * Where Θ/Π is close to U, QPA advances by the slack divided by a; this advances by the slack less Σ_l C_i/2 or so, divided by
 * a − U_l, at the cost of counting one part only. Few tasks have most of Σ C, so that counting those is nearly exact.
 * All rounding is on the side of a larger s.
 */
import type { TickColumns } from "./columns.ts";

export class SplitDemand {
  /** Counted: the tasks of the largest wcets, so many of them. */
  counted = 0;
  #wcet: Float64Array = new Float64Array(0);
  #inverse: Float64Array = new Float64Array(0);
  #shift: Float64Array = new Float64Array(0);
  /** Of the tasks from an index on: Σ C, Σ U, Σ U·(T − D). */
  #restWork: Float64Array = new Float64Array(0);
  #restLoad: Float64Array = new Float64Array(0);
  #restLift: Float64Array = new Float64Array(0);
  #delayed = 0;
  #slope = 1;
  #error = 0;

  constructor({ size, wcet, period, deadline }: TickColumns) {
    const order = Array.from(wcet.keys()).sort((a, b) => wcet[b]! - wcet[a]!);
    this.#wcet = Float64Array.from(order, (i) => wcet[i]!);
    this.#inverse = Float64Array.from(order, (i) => 1 / period[i]!);
    this.#shift = Float64Array.from(order, (i) => period[i]! - deadline[i]! + 0.5);
    this.#restWork = new Float64Array(size + 1);
    this.#restLoad = new Float64Array(size + 1);
    this.#restLift = new Float64Array(size + 1);
    for (let k = size - 1; k >= 0; k--) {
      const C = this.#wcet[k]!;
      const U = C * this.#inverse[k]!;
      this.#restWork[k] = this.#restWork[k + 1]! + C;
      this.#restLoad[k] = this.#restLoad[k + 1]! + U;
      this.#restLift[k] = this.#restLift[k + 1]! + U * (this.#shift[k]! - 0.5);
    }
  }

  /** Chooses the split that advances farthest per counted task from windows of about `t`; 0 counted where QPA does. */
  choose(supplyPeriod: number, budget: number, t: number): void {
    const size = this.#wcet.length;
    const rate = budget / supplyPeriod;
    const delayed = rate * 2 * (supplyPeriod - budget);
    const slack = (rate - this.#restLoad[0]!) * t - delayed - this.#restLift[0]! + this.#restWork[0]! / 2;
    let best = slack / rate / size;
    this.counted = 0;
    for (let k = 1; k < size; k++) {
      const stride = (slack - this.#restWork[k]! / 2) / (rate - this.#restLoad[k]!) / (k + 4);
      if (stride > best) {
        best = stride;
        this.counted = k;
      }
    }
    const epsilon = (size + 16) * 2 ** -50;
    this.#error = epsilon;
    this.#slope = rate - this.#restLoad[this.counted]! - epsilon;
    this.#delayed = delayed + this.#restLift[this.counted]!;
  }

  /** A window s with nothing missed in [s, t]; at least t where nothing is known. */
  settledFrom(t: number): number {
    const { counted } = this;
    const [wcet, inverse, shift] = [this.#wcet, this.#inverse, this.#shift];
    let demand = 0;
    for (let k = 0; k < counted; k++) demand += Math.floor((t + shift[k]!) * inverse[k]!) * wcet[k]!;
    const behind = this.#delayed + demand;
    return Math.ceil(((behind + Math.abs(behind) * this.#error) / this.#slope) * (1 + this.#error)) + 1;
  }
}
