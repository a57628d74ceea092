/**
 * The multiprocessor periodic resource (Π, Θ, m): at least Θ units of work in each period [kΠ, (k+1)Π), on at most m
 * cores at once.
 *
 * Claims, for the least supply in any window of length t:
 *  - dense time: m·sbf(t) of the periodic resource (Π, Θ/m). The supply of all cores together, divided by m, is a
 *    supply of rate at most 1 with Θ/m per period, so it is at least that; and m cores in step attain it.
 *  - integer time, where Θ, Π and every share of a period are whole quanta: the least over o ∈ {⌊Θ/m⌋, ⌈Θ/m⌉} of
 *      S_o(t) = (Θ − m(Π − t))⁺ for t ≤ Π − o, and with r = t − (Π − o) otherwise
 *      S_o(t) = (Θ − m·o)⁺ + ⌊r/Π⌋·Θ + (Θ − m(Π − r mod Π))⁺.
 *    The window starts once o quanta of a period have been served as early as m cores can; later periods are as late as
 *    they can be. Where m divides Θ the two agree; elsewhere a window may cut the quantum in which fewer than m cores run.
 *  - both are at least (Θ/Π)·(t − 2(Π − Θ/m)).
 * Both attained, so exact. The case formula of Shin, Easwaran and Lee (ECRTS 2008) overlooks Θ that m does not divide.
 * Source: I. Shin, A. Easwaran and I. Lee, "Hierarchical scheduling framework for virtual clustering of multiprocessors",
 * ECRTS 2008; A. Easwaran, I. Shin and I. Lee, "Optimal virtual cluster-based multiprocessor scheduling",
 * Real-Time Systems 43, 2009.
 */
import { InputError } from "../../contract/errors.ts";
import { positivePart, smaller } from "../../numeric/integer.ts";
import { type Duration, nonNegative, positive, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { duration, work } from "../../numeric/unit.ts";
import { explicitDeadlineBound } from "../../supply/explicit-deadline.ts";
import { coreCount } from "./core-count.ts";

export interface MultiprocessorResource {
  readonly period: Duration;
  /** Per period, of all cores together. */
  readonly budget: Work;
  readonly cores: number;
}

/** Throws `InputError` unless period > 0, cores ≥ 1 and 0 ≤ budget ≤ cores·period. */
export function multiprocessorResource(given: {
  readonly period: string | Duration;
  readonly budget: string | Work;
  readonly cores: number;
}): MultiprocessorResource {
  const cores = Rational.of(coreCount(given.cores));
  const period = positive(duration(given.period), "the period of the resource");
  const budget = nonNegative(work(given.budget), "the budget");
  if (period.times(cores).lessThan(budget.asDuration())) {
    throw new InputError(`the budget of ${budget} exceeds ${given.cores} periods of ${period}`);
  }
  return { period, budget, cores: given.cores };
}

/** Least work in any window, in dense time. Throws `InputError` for a negative window. */
export function multiprocessorSbf(resource: MultiprocessorResource, window: Duration): Work {
  const { period, budget } = resource;
  const cores = Rational.of(coreCount(resource.cores));
  const share = budget.value.dividedBy(cores);
  const timebase = commonTick([period.value, share, nonNegative(window, "the window").value]);
  const one = timebase.toTicks(period.value);
  const bound = explicitDeadlineBound({ period: one, budget: timebase.toTicks(share), deadline: one });
  return new Work(timebase.toSeconds(bound.sbf(timebase.toTicks(window.value)))).times(cores);
}

/** Least work in any window of whole quanta. Throws `InputError` where a time is no multiple of the quantum. */
export function multiprocessorSbfInteger(
  resource: MultiprocessorResource,
  quantum: Duration,
  window: Duration,
): Work {
  const quanta = (value: Rational, name: string): bigint => {
    const count = value.dividedBy(positive(quantum, "the quantum").value);
    if (!count.isInteger())
      throw new InputError(`${name} of ${value} s is no multiple of the quantum of ${quantum}`);
    return count.numerator;
  };
  const least = sbfInQuanta(
    quanta(resource.period.value, "the period"),
    quanta(resource.budget.value, "the budget"),
    coreCount(resource.cores),
    quanta(nonNegative(window, "the window").value, "the window"),
  );
  return quantum.asWork().times(Rational.of(least));
}

/** A linear lower bound rate·(t − delay) on both, met in dense time wherever a period's supply begins. */
export function multiprocessorLinearBound({ period, budget, cores }: MultiprocessorResource): {
  readonly rate: Rational;
  readonly delay: Duration;
} {
  const perCore = budget.asDuration().times(Rational.of(1n, coreCount(cores)));
  return { rate: budget.over(period), delay: period.minus(perCore).times(Rational.of(2n)) };
}

function sbfInQuanta(period: bigint, budget: bigint, cores: bigint, window: bigint): bigint {
  const early = budget / cores;
  const supplies = [early, ...(early * cores < budget ? [early + 1n] : [])].map((served) =>
    supplyAfter(served, { period, budget, cores }, window),
  );
  return supplies.reduce(smaller);
}

/** S_o(t): the supply of a window that starts `served` quanta into a period that was served as early as possible. */
function supplyAfter(
  served: bigint,
  { period, budget, cores }: { readonly period: bigint; readonly budget: bigint; readonly cores: bigint },
  window: bigint,
): bigint {
  const asLate = (into: bigint): bigint => positivePart(budget - cores * (period - into));
  const left = period - served;
  if (window <= left) return asLate(window);
  const rest = window - left;
  return positivePart(budget - cores * served) + (rest / period) * budget + asLate(rest % period);
}
