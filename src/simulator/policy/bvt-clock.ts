import { NEVER } from "../engine/time.ts";
import type { BvtParameters, BvtSpec } from "./bvt-spec.ts";

/** The virtual times of each slot: the actual one, and the effective one, which is earlier by `warp` while it may warp. */
export class BvtClock {
  readonly #mcu: number;
  readonly #parameters: readonly BvtParameters[];
  readonly #actual: Float64Array;
  readonly #warps: Uint8Array;
  /** When a slot that has used up its warp may warp again. */
  readonly #unwarpedUntil: Float64Array;

  constructor({ parameters, mcu }: BvtSpec) {
    this.#mcu = mcu;
    this.#parameters = parameters;
    this.#actual = new Float64Array(parameters.length);
    this.#warps = Uint8Array.from(parameters, ({ warp = 0 }) => (warp > 0 ? 1 : 0));
    this.#unwarpedUntil = new Float64Array(parameters.length).fill(NEVER);
  }

  actual(slot: number): number {
    return this.#actual[slot]!;
  }

  /** As it will stand when the slot has run for `length` more. */
  effective(slot: number, length: number): number {
    const { advance, warp = 0 } = this.#parameters[slot]!;
    const borrowed = this.#warps[slot] === 1 ? warp : 0;
    return this.#actual[slot]! + Math.ceil(length / this.#mcu) * advance - borrowed;
  }

  /** The slot has run for `length`. */
  advance(slot: number, length: number): void {
    this.#actual[slot]! += Math.ceil(length / this.#mcu) * this.#parameters[slot]!.advance;
  }

  /** The slot wakes: what it did not use while it was blocked is not made up for. */
  catchUp(slot: number, virtualTime: number): void {
    if (this.#actual[slot]! < virtualTime) this.#actual[slot] = virtualTime;
  }

  /** For how long the slot runs until its effective virtual time has advanced by `distance`. */
  timeFor(slot: number, distance: number): number {
    return Math.floor((distance * this.#mcu) / this.#parameters[slot]!.advance);
  }

  /** For how long the slot may run warped. */
  warpLimit(slot: number): number {
    const { warpLimit = NEVER } = this.#parameters[slot]!;
    return this.#warps[slot] === 1 ? warpLimit : NEVER;
  }

  /** The slot has run warped for as long as it may. */
  unwarp(slot: number, now: number): void {
    const { unwarp = 0 } = this.#parameters[slot]!;
    this.#warps[slot] = 0;
    this.#unwarpedUntil[slot] = unwarp === 0 ? NEVER : now + unwarp;
  }

  /** When the next slot may warp again. */
  get nextRewarp(): number {
    let next = NEVER;
    for (let slot = 0; slot < this.#unwarpedUntil.length; slot++)
      next = Math.min(next, this.#unwarpedUntil[slot]!);
    return next;
  }

  rewarp(now: number): void {
    for (let slot = 0; slot < this.#unwarpedUntil.length; slot++) {
      if (this.#unwarpedUntil[slot]! > now) continue;
      this.#unwarpedUntil[slot] = NEVER;
      this.#warps[slot] = 1;
    }
  }
}
