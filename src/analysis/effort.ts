/** How many elementary steps an analysis may take before it gives up and says so. Enough for minutes-long horizons. */
export const DEFAULT_EFFORT = 2_000_000;

/**
 * A stated limit on work that could explode: near-full load, coprime periods, rates within 1e-9 of the utilization.
 * An analysis spends one unit per elementary step and returns "undetermined" once nothing is left.
 */
export class Effort {
  readonly limit: number;
  #spent = 0;

  constructor(limit: number = DEFAULT_EFFORT) {
    this.limit = limit;
  }

  /** Takes `steps` units; false once the limit is passed. */
  spend(steps = 1): boolean {
    this.#spent += steps;
    return this.#spent <= this.limit;
  }

  get spent(): number {
    return this.#spent;
  }
}
