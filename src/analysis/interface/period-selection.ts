/**
 * The period of a periodic resource that costs least, its switches included.
 *
 * Claim: of the given candidates the one with the least (Θ*(Π) + σ)/Π, where Θ*(Π) is the least budget and σ what the host
 * pays per period for switching to the guest and back; the smallest Π of several. Θ*(Π)/Π is not monotone in Π, nor has it a
 * single valley, since a window holds a whole number of periods: every candidate is therefore evaluated.
 * Source: the trade-off of I. Shin and I. Lee, RTSS 2003, and of G. Lipari and E. Bini, ECRTS 2003, here with exact budgets.
 */
import { InputError } from "../../contract/errors.ts";
import { type Duration, nonNegative, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { GuestDemand } from "./guest-demand.ts";
import { type LeastBudget, leastBudget, type SufficientBudget } from "./least-budget.ts";

export interface PeriodQuestion extends GuestDemand {
  /** In any order; see candidate-periods.ts for ranges and divisors. */
  readonly candidates: readonly Duration[];
  /** When each budget is due: after so long, or at once ("budget"); at the end of its period by default. */
  readonly deadline?: Duration | "budget" | undefined;
  readonly grid?: Work | undefined;
  /** σ: what switching to the guest and back costs the host in each period. */
  readonly overhead?: Work | undefined;
}

/** One candidate of the trade-off between budget and switches. */
export interface TradeOffPoint {
  readonly period: Duration;
  readonly least: LeastBudget;
  /** (Θ + σ)/Π; null where no budget is known to suffice, or where no room is left for the overhead. */
  readonly bandwidth: Rational | null;
  /** To the guest and back, once in each period. */
  readonly switchesPerSecond: Rational;
}

export interface PeriodSelection {
  /** One point per candidate, by ascending period. */
  readonly curve: readonly TradeOffPoint[];
  /** The cheapest; null where no candidate will do. */
  readonly best: FeasiblePoint | null;
  /** Whether every candidate was decided, so that `best` is the best of all. */
  readonly exact: boolean;
}

/** A candidate with a budget that suffices and fits. */
export interface FeasiblePoint extends TradeOffPoint {
  /** The least budget, or where that is undetermined one that suffices. */
  readonly chosen: SufficientBudget;
  readonly bandwidth: Rational;
}

/** By default; the least budget of one period is worth more steps than each of many. */
const EFFORT_PER_CANDIDATE = 100_000;

/** Throws `InputError` without candidates, and as `leastBudget` does. `onPoint` is told of each candidate decided. */
export function selectPeriod(question: PeriodQuestion, onPoint: () => void = () => {}): PeriodSelection {
  const { candidates, overhead = Work.zero, ...demand } = question;
  const effort = question.effort ?? (candidates.length > 1 ? EFFORT_PER_CANDIDATE : undefined);
  if (candidates.length === 0) throw new InputError("there is no candidate period: give one at least");
  nonNegative(overhead, "the overhead per period");
  const curve = ascending(candidates).map((period) => {
    const point = tradeOff(period, leastBudget({ ...demand, period, effort }), overhead);
    onPoint();
    return point;
  });
  const best = feasiblePoints(curve).reduce<FeasiblePoint | null>(
    (cheapest, point) =>
      cheapest === null || point.bandwidth.lessThan(cheapest.bandwidth) ? point : cheapest,
    null,
  );
  return { curve, best, exact: curve.every(({ least }) => least.kind !== "undetermined") };
}

/** The candidates that will do. */
export function feasiblePoints(curve: readonly TradeOffPoint[]): FeasiblePoint[] {
  return curve.flatMap((point) => {
    const { least, bandwidth } = point;
    const chosen = sufficientIn(least);
    return chosen !== null && bandwidth !== null ? [{ ...point, chosen, bandwidth }] : [];
  });
}

function tradeOff(period: Duration, least: LeastBudget, overhead: Work): TradeOffPoint {
  const cost = sufficientIn(least)?.budget.plus(overhead) ?? null;
  return {
    period,
    least,
    bandwidth: cost?.asDuration().atMost(period) ? cost.over(period) : null,
    switchesPerSecond: Rational.of(2n).dividedBy(period.value),
  };
}

function sufficientIn(least: LeastBudget): SufficientBudget | null {
  if (least.kind === "least") return least;
  return least.kind === "undetermined" ? least.atMost : null;
}

function ascending(candidates: readonly Duration[]): Duration[] {
  return [...candidates]
    .sort((a, b) => a.compare(b))
    .filter((period, k, all) => k === 0 || !period.equals(all[k - 1] as Duration));
}
