import { ceilDiv, floorDiv, smaller } from "../numeric/integer.ts";
import type { SupplyBound } from "./supply-bound.ts";

/** In ticks; 0 ≤ budget ≤ period and blackout ≥ period − budget, so that the rate is never exceeded. */
export interface RecurringWindow {
  readonly blackout: bigint;
  readonly period: bigint;
  readonly budget: bigint;
}

/** Least supply of the form that periodic resources and servers share. */
export type RecurringBound = Omit<SupplyBound, "usbf" | "attained">;

/**
 * Nothing during the blackout λ, then the whole budget Θ at the start of each period Π for ever: supply in
 * [λ + kΠ, λ + kΠ + Θ) for k = 0, 1, … Touches its linear bound (Θ/Π)(t − λ) at every t = λ + kΠ.
 */
export function recurringWindow({ blackout, period, budget }: RecurringWindow): RecurringBound {
  if (budget === 0n) return NEVER;
  return {
    sbf: (window) => {
      if (window <= blackout) return 0n;
      const periods = floorDiv(window - blackout, period);
      return periods * budget + smaller(budget, window - blackout - periods * period);
    },
    timeToSupply: (work) => {
      if (work <= 0n) return 0n;
      // ⌈y/Θ⌉ − 1 whole budgets come before the one in which the work ends, also where Θ divides y.
      const before = ceilDiv(work, budget) - 1n;
      return blackout + before * period + (work - before * budget);
    },
    rate: { numerator: budget, denominator: period },
    delay: blackout,
    blackout,
    cycle: period,
    *breakpoints(until) {
      const continuous = budget === period;
      for (let start = blackout; start <= until; start += period) {
        if (start > 0n) yield start;
        if (continuous) return;
        if (start + budget <= until) yield start + budget;
      }
    },
  };
}

/** No budget: no supply at all. */
const NEVER: RecurringBound = {
  sbf: () => 0n,
  timeToSupply: (work) => (work <= 0n ? 0n : null),
  rate: { numerator: 0n, denominator: 1n },
  delay: 0n,
  blackout: null,
  cycle: 1n,
  breakpoints: () => [],
};
