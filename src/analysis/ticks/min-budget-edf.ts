/**
 * The least integer budget of a periodic resource under EDF, any deadlines.
 *
 * Claim: max over the absolute deadlines t of the least Θ with dbf(t) ≤ sbf_Θ(t), and at least U·Π (Baruah, Rosier and
 * Howell 1990; Shin and Lee 2003). As in interface/least-edf.ts one walk raises the budget: through octaves of windows, each
 * from its end down by QPA (Zhang and Burns 2009), up to the horizon
 *   ((Θ/Π)·λ + Σ U_i·(T_i − D_i)⁺) / (Θ/Π − U),  λ = 2(Π − Θ),  of the budget reached (George et al. 1996).
 * Doubles round in that horizon only, and every error makes it longer; where it is not finite, or beyond exact doubles,
 * `bigint`s decide.
 */

import { NO_BLOCKING } from "../edf/stretch.ts";
import { Effort } from "../effort.ts";
import { budgetFamily, toMultiplesOf } from "../interface/family.ts";
import { leastForEdf } from "../interface/least-edf.ts";
import { LARGEST_NARROW_TICK, type TickColumns } from "./columns.ts";
import { demandBound, lastDeadlineUpTo } from "./demand-bound.ts";
import { timeToSupply } from "./doubles/periodic-supply.ts";
import { scratchFor } from "./doubles/scratch.ts";
import { asMinBudget, asTickTasks, type MinBudget } from "./min-budget.ts";
import { leastBudgetFor } from "./min-budget-inversion.ts";
import { SplitDemand } from "./min-budget-split.ts";
import { isNarrowSupply, requireSupply, type Ticks } from "./supply-ticks.ts";
import type { TickTaskSet } from "./tick-task-set.ts";
import { BIGINT_STEP, DEFAULT_STEPS } from "./verdict.ts";

/**
 * The least budget in ticks with which EDF meets every deadline on a periodic resource of the given period.
 * @throws InputError unless the period is an exact integer of at least 1.
 */
export function minBudgetEdf(set: TickTaskSet, period: Ticks, maxSteps: number = DEFAULT_STEPS): MinBudget {
  requireSupply(period, 0);
  const narrow = isNarrowSupply(period);
  if (set.kind === "narrow" && narrow) {
    const budget = onDoubles(set.byDeadline, Number(period), maxSteps);
    if (budget !== "unclear") return budget;
  }
  const family = budgetFamily({ period: BigInt(period), deadline: BigInt(period) });
  const problem = { tasks: asTickTasks(set), segments: NO_BLOCKING };
  const effort = new Effort(maxSteps / BIGINT_STEP);
  return asMinBudget(leastForEdf(problem, family, toMultiplesOf(1n), effort), narrow);
}

/** To prepare a split costs about as much as so many steps. */
const STEPS_BEFORE_SPLIT = 4000;

function onDoubles(set: TickColumns, supplyPeriod: number, maxSteps: number): MinBudget | "unclear" {
  const { size, wcet, period, deadline } = set;
  if (size === 0) return 0;
  const { inverse, shift } = scratchFor(size);
  let load = 0;
  let carried = 0;
  for (let i = 0; i < size; i++) {
    const T = period[i]!;
    const D = deadline[i]!;
    inverse[i] = 1 / T;
    shift[i] = T - D + 0.5;
    const U = wcet[i]! * inverse[i]!;
    load += U;
    if (T > D) carried += U * (T - D);
  }
  const epsilon = (size + 16) * 2 ** -50;
  const latest = deadline[size - 1]!;
  let budget = Math.max(1, Math.ceil(load * supplyPeriod * (1 - epsilon)));
  let split: SplitDemand | null = null;
  let steps = 0;
  for (let from = 0, to = 2 * deadline[0]!; budget <= supplyPeriod; from = to, to *= 2) {
    const rate = budget / supplyPeriod;
    const spare = rate - load - epsilon;
    if (spare > 0) {
      const horizon = ((rate * 2 * (supplyPeriod - budget) + carried) / spare) * (1 + epsilon);
      if (from > horizon) return budget;
      if (to > horizon) to = Math.floor(horizon) + 1;
    }
    // Where load and rate are equal, or too close for doubles, the horizon is a matter of hyperperiods.
    if (to > LARGEST_NARROW_TICK || (spare <= 0 && from > 64 * latest)) return "unclear";
    const far = from > latest && steps > STEPS_BEFORE_SPLIT;
    if (far) {
      split ??= new SplitDemand(set);
      split.choose(supplyPeriod, budget, to);
    }
    let count = size;
    for (let t = to - 1; t >= from; ) {
      if (far && split !== null && split.counted > 0) {
        const settled = split.settledFrom(t);
        steps += split.counted;
        if (steps > maxSteps) return "undetermined";
        if (settled <= t) {
          t = settled - 1;
          continue;
        }
      }
      while (count > 0 && deadline[count - 1]! > t) count--;
      if (count === 0) break;
      const demand = demandBound(wcet, inverse, shift, count, t);
      steps += count;
      if (steps > maxSteps) return "undetermined";
      const needed = timeToSupply(supplyPeriod, budget, demand);
      if (needed <= t) {
        t = needed < t ? needed : t - 1;
        continue;
      }
      t = lastDeadlineUpTo(set, t);
      budget = leastBudgetFor(supplyPeriod, t, demand);
      if (budget > supplyPeriod) return null;
      split?.choose(supplyPeriod, budget, to);
    }
  }
  return null;
}
