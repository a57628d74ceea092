/**
 * The least budget with which a resource of a given period surely supplies an amount of work in one window.
 *
 * Claim: for a window t and a work d > 0 the least Θ with sbf_Θ(t) ≥ d is among
 *  - periodic or explicit deadline Δ: d/k and (d − t + (k + 1)Π + Δ)/(k + 2), k ∈ {max(0, ⌊(t − Δ)/Π⌋), ⌊t/Π⌋};
 *  - tight deadline Δ = Θ: d/k and (d − t + (k + 1)Π)/(k + 1), k = ⌊t/Π⌋.
 * Why: sbf_Θ(t) = kΘ + (t − λ − kΠ)⁺ with λ = Π + Δ − 2Θ and k = ⌊(t − Δ + Θ)/Π⌋ is continuous and nondecreasing in Θ,
 * and linear where k and the sign are fixed. So the least Θ solves one of the pieces for d. A solution may lie outside of
 * its own piece: each is therefore put to the real bound, and the smallest that holds there is the answer.
 * Source: the bound is that of Shin and Lee, RTSS 2003, and of Easwaran, Anand and Lee, RTSS 2007, section 3, who solve a
 * linear approximation of it; solving the bound itself loses nothing and stays rational.
 */
import { floorDiv, larger } from "../../numeric/integer.ts";
import { compare, type Ratio, ZERO } from "../../numeric/ratio.ts";
import { explicitDeadlineBound } from "../../supply/explicit-deadline.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { lowestTerms } from "./lowest-terms.ts";

/** Everything of a periodic resource but its budget, in ticks: 0 < deadline ≤ period, or due at once ("budget"). */
export interface BudgetShape {
  readonly period: bigint;
  readonly deadline: bigint | "budget";
}

/** The least budget in [0, deadline] with sbf(window) ≥ work; null where even the largest supplies less. */
export function leastBudgetFor(shape: BudgetShape, window: bigint, work: bigint): Ratio | null {
  if (work <= 0n) return ZERO;
  if (window < work) return null;
  let least: Ratio | null = null;
  for (const candidate of candidates(shape, window, work)) {
    if (compare(candidate, { numerator: largestBudget(shape), denominator: 1n }) > 0n) continue;
    if (least !== null && compare(candidate, least) >= 0n) continue;
    const scale = candidate.denominator;
    if (boundWithBudget(shape, candidate).sbf(window * scale) >= work * scale) least = candidate;
  }
  return least === null ? null : lowestTerms(least);
}

/** The largest budget of a shape. */
export function largestBudget({ period, deadline }: BudgetShape): bigint {
  return deadline === "budget" ? period : deadline;
}

/** The bound of the shape with a budget, in ticks of 1/denominator of the shape's. */
export function boundWithBudget({ period, deadline }: BudgetShape, budget: Ratio): SupplyBound {
  const scale = budget.denominator;
  return explicitDeadlineBound({
    period: period * scale,
    budget: budget.numerator,
    deadline: deadline === "budget" ? budget.numerator : deadline * scale,
  });
}

function candidates({ period, deadline }: BudgetShape, window: bigint, work: bigint): Ratio[] {
  const last = floorDiv(window, period);
  const lack = work - window;
  if (deadline === "budget") {
    return [...quotient(work, last), ...quotient(lack + (last + 1n) * period, last + 1n)];
  }
  const first = larger(0n, floorDiv(window - deadline, period));
  return (first === last ? [first] : [first, last]).flatMap((k) => [
    ...quotient(work, k),
    ...quotient(lack + (k + 1n) * period + deadline, k + 2n),
  ]);
}

function quotient(numerator: bigint, denominator: bigint): Ratio[] {
  return denominator > 0n && numerator > 0n ? [{ numerator, denominator }] : [];
}
