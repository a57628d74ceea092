/**
 * Supplies with one free parameter, of which more never supplies less: the budget of a periodic resource, the rate of a
 * bounded-delay supply, or the delay of one, negated. What the searches for a least interface compute on; all times and
 * amounts of work in integer ticks, the parameter an exact ratio of them.
 */
import { ceilDiv } from "../../numeric/integer.ts";
import { compare, type Ratio } from "../../numeric/ratio.ts";
import { boundedDelayBound } from "../../supply/bounded-delay.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { type BudgetShape, boundWithBudget, largestBudget, leastBudgetFor } from "./inversion.ts";
import { lowestTerms } from "./lowest-terms.ts";

export interface SupplyFamily {
  /** The least parameter with sbf(window) ≥ work > 0; null where there is none. */
  leastFor(window: bigint, work: bigint): Ratio | null;
  /** The least parameter with at least the given rate; "any" where all have it, null where none has. */
  leastForRate(rate: Ratio): Ratio | "any" | null;
  /** The supply of a parameter. */
  at(parameter: Ratio): Member;
  /** The largest parameter. */
  readonly most: Ratio;
}

/** The supply of one parameter, in ticks of 1/scale, so that the parameter is an integer, too. */
export interface Member {
  readonly parameter: Ratio;
  readonly scale: bigint;
  readonly supply: SupplyBound;
}

/** Periodic, explicit-deadline or tight resources of one period; the parameter is the budget. */
export function budgetFamily(shape: BudgetShape): SupplyFamily {
  const most = { numerator: largestBudget(shape), denominator: 1n };
  return {
    most,
    leastFor: (window, work) => leastBudgetFor(shape, window, work),
    leastForRate: ({ numerator, denominator }) => {
      const budget = lowestTerms({ numerator: numerator * shape.period, denominator });
      return compare(budget, most) > 0n ? null : budget;
    },
    at: (parameter) => ({
      parameter,
      scale: parameter.denominator,
      supply: boundWithBudget(shape, parameter),
    }),
  };
}

/** Bounded-delay supplies of one delay; the parameter is the rate. */
export function rateFamily(delay: bigint): SupplyFamily {
  return {
    most: { numerator: 1n, denominator: 1n },
    leastFor: (window, work) =>
      work > window - delay ? null : lowestTerms({ numerator: work, denominator: window - delay }),
    leastForRate: (load) => (load.numerator > load.denominator ? null : lowestTerms(load)),
    at: (parameter) => ({ parameter, scale: 1n, supply: boundedDelayBound(parameter, delay) }),
  };
}

/** Bounded-delay supplies of one rate > 0; the parameter is the delay, negated: α(t − Δ) ≥ d exactly if −Δ ≥ d/α − t. */
export function delayFamily(rate: Ratio): SupplyFamily {
  const most = { numerator: 0n, denominator: 1n };
  return {
    most,
    leastFor: (window, work) => {
      const { numerator, denominator } = rate;
      const negated = { numerator: work * denominator - window * numerator, denominator: numerator };
      return negated.numerator > 0n ? null : lowestTerms(negated);
    },
    leastForRate: (load) => (compare(load, rate) > 0n ? null : "any"),
    at: (parameter) => ({
      parameter,
      scale: parameter.denominator,
      supply: boundedDelayBound(rate, -parameter.numerator),
    }),
  };
}

/** How a parameter may be chosen: the least acceptable one that is at least the given one. */
export type Rounding = (parameter: Ratio) => Ratio;

export const exactly: Rounding = (parameter) => parameter;

/** Multiples of a grid > 0, in ticks. */
export function toMultiplesOf(grid: bigint): Rounding {
  return ({ numerator, denominator }) => ({
    numerator: ceilDiv(numerator, denominator * grid) * grid,
    denominator: 1n,
  });
}

/** The least acceptable parameter whose rate is at least the load; "any" where all have it, null where none has. */
export function leastByRate(family: SupplyFamily, rounding: Rounding, load: Ratio): Ratio | "any" | null {
  const least = family.leastForRate(load);
  return least === null || least === "any" ? least : within(family, rounding(least));
}

/** The least acceptable parameter that supplies the work in the window; null where there is none. */
export function leastByWindow(
  family: SupplyFamily,
  rounding: Rounding,
  window: bigint,
  work: bigint,
): Ratio | null {
  const least = family.leastFor(window, work);
  return least === null ? null : within(family, rounding(least));
}

function within({ most }: SupplyFamily, parameter: Ratio): Ratio | null {
  return compare(parameter, most) > 0n ? null : parameter;
}
