/**
 * The supply of a periodic resource Γ = (Π, Θ) and of an explicit-deadline periodic resource Ω = (Π, Θ, Δ).
 *
 * Claim: with λ = Π + Δ − 2Θ the least supply is that of Θ at the start of each period after a blackout of λ, and one
 * legal supply attains it for all windows at once. A periodic resource is the case Δ = Π.
 *
 * Source: I. Shin and I. Lee, "Periodic resource model for compositional real-time guarantees", RTSS 2003, lemma 1;
 * A. Easwaran, M. Anand and I. Lee, "Compositional analysis framework using EDP resource models", RTSS 2007, section 3.
 * The floor form of the latter is used: the ceiling form of the former needs its case k = 0 cut off by hand.
 */
import { floorDiv, smaller } from "../numeric/integer.ts";
import { recurringWindow } from "./recurring-window.ts";
import type { SupplyBound } from "./supply-bound.ts";

/** `budget` in each [k·period, k·period + deadline); in ticks, 0 ≤ budget ≤ deadline ≤ period. */
export interface ExplicitDeadline {
  readonly period: bigint;
  readonly budget: bigint;
  readonly deadline: bigint;
}

export function explicitDeadlineBound(resource: ExplicitDeadline): SupplyBound {
  const { period, budget, deadline } = resource;
  return {
    // One budget at the earliest, then no window until the next comes at the latest: Π − Θ and Δ − Θ in a row.
    ...recurringWindow({ blackout: period - budget + (deadline - budget), period, budget }),
    usbf: (window) => mostSupply(resource, window),
    attained: true,
  };
}

/**
 * The most work in a window: one budget at the latest, then each next one at the earliest, Π − Δ later.
 * Here the budget is also a cap: no more than Θ in any period.
 */
export function mostSupply({ period, budget, deadline }: ExplicitDeadline, window: bigint): bigint {
  if (window <= budget) return window;
  const sinceNext = window - budget - (period - deadline);
  if (sinceNext < 0n) return budget;
  const periods = floorDiv(sinceNext, period);
  return budget + periods * budget + smaller(sinceNext - periods * period, budget);
}
