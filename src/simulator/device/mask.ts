import { NEVER } from "../engine/time.ts";
import type { MaskSpec } from "./specification.ts";

/**
 * Whether a device's interrupt is masked beyond the service of one. Told of everything that could change it; answers
 * with whether it is masked from then on, and with `expiry`, when it ends by itself (NEVER: it does not).
 */
export class Mask {
  masked = false;
  expiry: number = NEVER;
  readonly #spec: MaskSpec;
  #windowEnd = 0;
  #inWindow = 0;

  constructor(spec: MaskSpec) {
    this.#spec = spec;
  }

  /** An interrupt is raised. */
  raised(now: number): void {
    const spec = this.#spec;
    if (spec.kind === "poll") this.masked = true;
    if (spec.kind !== "rate") return;
    if (now >= this.#windowEnd) {
      this.#windowEnd = now + spec.window;
      this.#inWindow = 0;
    }
    this.#inWindow++;
    if (this.#inWindow === spec.count) this.#maskUntil(this.#windowEnd);
  }

  /** An event has come; now `waiting` are there. */
  filled(waiting: number, now: number): void {
    const spec = this.#spec;
    if (this.masked) return;
    if (spec.kind === "watermark" && waiting >= spec.high) this.masked = true;
    if (spec.kind === "block" && waiting >= spec.high) this.#maskUntil(now + spec.length);
  }

  /** A bottom half has ended; `waiting` are left. */
  emptied(waiting: number): void {
    const spec = this.#spec;
    if (spec.kind === "poll" && waiting === 0) this.masked = false;
    if (spec.kind === "watermark" && waiting <= spec.low) this.masked = false;
  }

  /** `expiry` is here. */
  expire(): void {
    this.masked = false;
    this.expiry = NEVER;
  }

  #maskUntil(time: number): void {
    this.masked = true;
    this.expiry = time;
  }
}
