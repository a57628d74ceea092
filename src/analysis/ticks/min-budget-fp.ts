/**
 * The least integer budget of a periodic resource under preemptive fixed priorities.
 *
 * Claim: max over the tasks of the min over their scheduling points t of the least Θ with C_i + Σ ⌈t/T_j⌉·C_j ≤ sbf_Θ(t)
 * (Lehoczky, Sha and Ding 1989; Shin and Lee 2003). As in interface/least-fixed-priority.ts one pass over the tasks raises
 * the budget, and only a task that misses with the budget reached has its points searched:
 *  - with b the best budget of the points so far, the next point that can do with b − 1 is where the fixed-point iteration
 *    for b − 1 stops; past the deadline there is none, and b is what the task needs;
 *  - the iteration goes on from where it stands, since a smaller budget is never faster.
 * Other deadlines and larger ticks are left to that file.
 */

import { Effort } from "../effort.ts";
import { budgetFamily, toMultiplesOf } from "../interface/family.ts";
import { leastForFixedPriority } from "../interface/least-fixed-priority.ts";
import type { TickColumns } from "./columns.ts";
import { sbf, timeToSupply } from "./doubles/periodic-supply.ts";
import { requestBound } from "./doubles/request-bound.ts";
import { scratchFor } from "./doubles/scratch.ts";
import { asMinBudget, asTickTasks, type MinBudget } from "./min-budget.ts";
import { leastBudgetFor } from "./min-budget-inversion.ts";
import { isNarrowSupply, requireSupply, type Ticks } from "./supply-ticks.ts";
import type { TickTaskSet } from "./tick-task-set.ts";
import { BIGINT_STEP, DEFAULT_STEPS } from "./verdict.ts";

/**
 * The least budget in ticks with which preemptive fixed priorities meet every deadline, of any class, on a periodic
 * resource of the given period.
 * @throws InputError unless the period is an exact integer of at least 1.
 */
export function minBudgetFp(set: TickTaskSet, period: Ticks, maxSteps: number = DEFAULT_STEPS): MinBudget {
  requireSupply(period, 0);
  const narrow = isNarrowSupply(period);
  if (set.kind === "narrow" && set.deadlines !== "arbitrary" && narrow) {
    return onDoubles(set, Number(period), maxSteps);
  }
  const family = budgetFamily({ period: BigInt(period), deadline: BigInt(period) });
  const effort = new Effort(maxSteps / BIGINT_STEP);
  return asMinBudget(leastForFixedPriority(asTickTasks(set), family, toMultiplesOf(1n), effort), narrow);
}

function onDoubles(set: TickColumns, supplyPeriod: number, maxSteps: number): MinBudget {
  const { size, wcet, period, deadline } = set;
  const { inverse } = scratchFor(size);
  for (let i = 0; i < size; i++) inverse[i] = 1 / period[i]!;
  let budget = 0;
  // From the lowest priority up, because it asks for most.
  for (let i = size - 1; i >= 0; i--) {
    const C = wcet[i]!;
    if (C === 0) continue;
    const D = deadline[i]!;
    const asked = C + requestBound(wcet, inverse, i, D);
    if (budget > 0 && asked <= sbf(supplyPeriod, budget, D)) continue;
    budget = budgetOfTask(set, i, asked, supplyPeriod, budget, maxSteps);
    if (Number.isNaN(budget)) return "undetermined";
    if (budget > supplyPeriod) return null;
  }
  return budget;
}

/** The least budget ≥ `enough` for task i, given what it asks for by its deadline; +∞: none; NaN: too many steps. */
function budgetOfTask(
  { size, wcet, period, deadline }: TickColumns,
  i: number,
  askedByDeadline: number,
  supplyPeriod: number,
  enough: number,
  maxSteps: number,
): number {
  const { inverse } = scratchFor(size);
  const C = wcet[i]!;
  const D = deadline[i]!;
  let once = C;
  let load = 0;
  for (let j = 0; j < i; j++) {
    once += wcet[j]!;
    load += wcet[j]! * inverse[j]!;
  }
  if (once > D) return Number.POSITIVE_INFINITY;
  let best = leastBudgetFor(supplyPeriod, D, askedByDeadline);
  let tried = best > supplyPeriod ? supplyPeriod : best - 1;
  let t = leastWindow(C, load, i, supplyPeriod, tried);
  let steps = 0;
  while (best > enough && tried > 0) {
    if (t > D) return best;
    const work = C + requestBound(wcet, inverse, i, t);
    const next = timeToSupply(supplyPeriod, tried, work);
    if (next > t) {
      t = next;
      steps += i + 1;
      if (steps > maxSteps) return Number.NaN;
      continue;
    }
    // Enough at t with less than the best: see what the last point with the same work takes.
    let point = D;
    for (let j = 0; j < i; j++) {
      const release = Math.ceil((t - 0.5) * inverse[j]!) * period[j]!;
      if (release < point) point = release;
    }
    best = leastBudgetFor(supplyPeriod, point, work);
    tried = best - 1;
    t = tried > 0 ? timeToSupply(supplyPeriod, tried, work) : 0;
  }
  return best > enough ? best : enough;
}

/**
 * A lower bound on the window in which task i can be done. It asks for at least C + U·t, and no more is sure to come than
 * (Θ/Π)·(t − (Π − Θ)), the line through the upper corners of sbf; every rounding is counted. +∞ where they never cross.
 */
function leastWindow(C: number, load: number, count: number, supplyPeriod: number, budget: number): number {
  const error = (count + 8) * 2 ** -52 * (budget + load * supplyPeriod);
  const spare = budget - load * supplyPeriod + error;
  if (spare <= 0) return Number.POSITIVE_INFINITY;
  const crossing = (C * supplyPeriod + budget * (supplyPeriod - budget)) / spare;
  return Math.max(1, Math.floor(crossing * (1 - 2 ** -49)));
}
