import { Effort } from "../effort.ts";

/** Hands out the effort of each test of many, and remembers whether one of them was spent before its test had ended. */
export class EffortLedger {
  readonly #limit: number | undefined;
  #last: Effort | null = null;
  #spent = false;

  constructor(limit: number | undefined) {
    this.#limit = limit;
  }

  /** For the next test; what was handed out before is no longer used. */
  readonly next = (): Effort => {
    this.#settle();
    this.#last = new Effort(this.#limit);
    return this.#last;
  };

  /** The limit, where some test was cut short by it; otherwise null. */
  get reached(): number | null {
    this.#settle();
    return this.#spent && this.#last !== null ? this.#last.limit : null;
  }

  #settle(): void {
    if (this.#last !== null && this.#last.spent > this.#last.limit) this.#spent = true;
  }
}
