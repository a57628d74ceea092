import { LARGEST_NARROW_TICK, type NarrowTaskSet, type WideColumns } from "./columns.ts";
import { roundDown, roundUp } from "./enclosure.ts";
import type { TickTaskSet } from "./tick-task-set.ts";
import type { TickVerdict } from "./verdict.ts";

/** A verdict of doubles on a narrow set and supply. */
type OnDoubles = (
  set: NarrowTaskSet,
  period: number,
  budget: number,
  maxSteps: number,
) => TickVerdict | "unclear";

/** The same verdict of `bigint`s. */
type OnIntegers = (set: WideColumns, period: bigint, budget: bigint, maxSteps: number) => TickVerdict;

/**
 * Decides a wide set, or any set on a wide supply: by the rounded sets around it where these agree (enclosure.ts), else
 * on `bigint`s.
 */
export function decideWide(
  set: TickTaskSet,
  period: bigint,
  budget: bigint,
  maxSteps: number,
  onDoubles: OnDoubles,
  onIntegers: OnIntegers,
): TickVerdict {
  if (set.kind === "narrow") return onIntegers(widened(set), period, budget, maxSteps);
  if (set.enclosure !== null) {
    const { shift, pessimistic, optimistic } = set.enclosure;
    const dedicated = period === budget; // At any scale: Π = Θ = 1.
    const most = dedicated ? 1 : roundUp(period, shift);
    if (most <= LARGEST_NARROW_TICK) {
      const leastBudget = dedicated ? 1 : roundDown(budget, shift);
      if (onDoubles(pessimistic, most, leastBudget, maxSteps) === true) return true;
      const mostBudget = dedicated ? 1 : roundUp(budget, shift);
      const least = dedicated ? 1 : Math.max(1, mostBudget, roundDown(period, shift));
      if (onDoubles(optimistic, least, mostBudget, maxSteps) === false) return false;
    }
  }
  return onIntegers(set, period, budget, maxSteps);
}

export function widened({ size, wcet, period, deadline }: NarrowTaskSet): WideColumns {
  const wide = (column: Float64Array): bigint[] => Array.from(column, BigInt);
  return { size, wcet: wide(wcet), period: wide(period), deadline: wide(deadline) };
}
