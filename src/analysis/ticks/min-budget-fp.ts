/**
 * The least integer budget of a periodic resource under preemptive fixed priorities.
 *
 * Claim: max over the tasks of the min over their scheduling points t of the least Θ with C_i + Σ ⌈t/T_j⌉·C_j ≤ sbf_Θ(t)
 * (Lehoczky, Sha and Ding 1989; Shin and Lee 2003). As in interface/least-fixed-priority.ts one pass over the tasks raises
 * the budget, and only a task that misses with the budget reached has its points searched:
 *  - first of all, whether the whole processor is enough: where it is not, no search is begun;
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
import { BIGINT_STEP, DEFAULT_STEPS, type TickVerdict } from "./verdict.ts";

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
  const { size, wcet, deadline } = set;
  const alone = meetsAlone(set, maxSteps);
  if (alone !== true) return alone === false ? null : alone;
  const { doubtUntil: asked } = scratchFor(size);
  let budget = 0;
  // From the lowest priority up, because it asks for most.
  for (let i = size - 1; i >= 0; i--) {
    if (wcet[i] === 0 || (budget > 0 && asked[i]! <= sbf(supplyPeriod, budget, deadline[i]!))) continue;
    budget = budgetOfTask(set, i, supplyPeriod, budget, maxSteps);
    if (Number.isNaN(budget)) return "undetermined";
  }
  return budget;
}

/**
 * Whether the whole processor is enough, which is soon known and spares the search of all other tasks where one fails.
 * Leaves in the scratch memory the load above each task, and what each asks for by its deadline.
 */
function meetsAlone({ size, wcet, period, deadline }: TickColumns, maxSteps: number): TickVerdict {
  const { inverse, shift: loadAbove, doubtUntil: asked } = scratchFor(size);
  let load = 0;
  for (let i = 0; i < size; i++) {
    const inverseT = 1 / period[i]!;
    inverse[i] = inverseT;
    loadAbove[i] = load;
    load += wcet[i]! * inverseT;
  }
  for (let i = size - 1; i >= 0; i--) {
    const C = wcet[i]!;
    const D = deadline[i]!;
    if (C === 0) continue;
    const work = C + requestBound(wcet, inverse, i, D);
    asked[i] = work;
    if (work <= D) continue;
    let t = leastWindow(wcet, period, loadAbove, i, 1, 1);
    for (let steps = i + 1; ; steps += i + 1) {
      if (t > D) return false;
      const next = C + requestBound(wcet, inverse, i, t);
      if (next <= t) break;
      if (steps > maxSteps) return "undetermined";
      t = next;
    }
  }
  return true;
}

/** The least budget ≥ `enough` for task i, which the whole processor is enough for; NaN: too many steps. */
function budgetOfTask(
  { size, wcet, period, deadline }: TickColumns,
  i: number,
  supplyPeriod: number,
  enough: number,
  maxSteps: number,
): number {
  const { inverse, shift: loadAbove, doubtUntil: asked } = scratchFor(size);
  const C = wcet[i]!;
  const D = deadline[i]!;
  let best = leastBudgetFor(supplyPeriod, D, asked[i]!);
  let tried = best > supplyPeriod ? supplyPeriod : best - 1;
  let t = leastWindow(wcet, period, loadAbove, i, supplyPeriod, tried);
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
 * A lower bound on the window in which task i can be done; +∞ where there is none. Task j asks for at least C_j, and for
 * at least U_j·t; no more is sure to come than (Θ/Π)·(t − (Π − Θ)), the line through the upper corners of sbf. With the
 * tasks from k on taken by their C_j and those before by their U_j the two cross at
 *   (Π·Σ_{j≥k} C_j + Θ·(Π − Θ)) / (Θ − Π·Σ_{j<k} U_j),
 * a bound for every k, which grows while T_{k−1} is beyond it. Every rounding is counted.
 */
function leastWindow(
  wcet: Float64Array,
  period: Float64Array,
  loadAbove: Float64Array,
  i: number,
  supplyPeriod: number,
  budget: number,
): number {
  const late = budget * (supplyPeriod - budget);
  const error = (i + 8) * 2 ** -52 * (budget + supplyPeriod * loadAbove[i]!);
  let work = wcet[i]!;
  let k = i;
  let crossing = 0;
  for (;;) {
    const spare = budget - supplyPeriod * loadAbove[k]! + error;
    if (spare <= 0) return Number.POSITIVE_INFINITY;
    crossing = (work * supplyPeriod + late) / spare;
    if (k === 0 || period[k - 1]! <= crossing) break;
    work += wcet[--k]!;
  }
  return Math.max(1, Math.floor(crossing * (1 - 2 ** -49)));
}
