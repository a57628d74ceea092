/**
 * Preemptive fixed priorities on a periodic resource, D ≤ T: does every task meet its deadline?
 *
 * Claim: task i does exactly if C_i + Σ_{j<i} ⌈t/T_j⌉·C_j ≤ sbf(t) for some t ≤ D_i (Lehoczky, Sha and Ding 1989;
 * Shin and Lee 2003). The order of the questions makes most answers cheap:
 *  - the lowest priority first, because it fails most often;
 *  - one t for several tasks: what suffices for task i at t = D_i often has room for the tasks after it, and to add one
 *    takes constant time;
 *  - only where t = D_i fails, the least fixed point of t = timeToSupply(work(t)), from a linear lower bound.
 */

import type { TickColumns } from "../columns.ts";
import type { TickVerdict } from "../verdict.ts";
import { sbf, timeToSupply } from "./periodic-supply.ts";
import { requestBound } from "./request-bound.ts";
import { scratchFor } from "./scratch.ts";

export function fpMeetsOnPeriodic(
  set: TickColumns,
  supplyPeriod: number,
  budget: number,
  maxSteps: number,
): TickVerdict {
  const { size, wcet, period, deadline } = set;
  const { inverse } = scratchFor(size);
  for (let i = 0; i < size; i++) inverse[i] = 1 / period[i]!;
  let last = size - 1;
  while (last >= 0 && wcet[last] === 0) last--;
  if (last < 0) return true;
  if (budget === 0) return false;

  const lowest = meetsAlone(set, last, supplyPeriod, budget, maxSteps);
  if (lowest !== true) return lowest;
  let i = 0;
  while (i < last) {
    const C = wcet[i]!;
    const t = deadline[i]!;
    const supplied = sbf(supplyPeriod, budget, t);
    let asked = requestBound(wcet, inverse, i, t) + C;
    if (C > 0 && asked > supplied) {
      const verdict = searchResponse(set, i, supplyPeriod, budget, maxSteps);
      if (verdict !== true) return verdict;
      i++;
      continue;
    }
    do {
      asked += (Math.ceil((t - 0.5) * inverse[i]!) - 1) * wcet[i]!;
      i++;
      if (i >= last) break;
      asked += wcet[i]!;
    } while (asked <= supplied && deadline[i]! >= t);
  }
  return true;
}

function meetsAlone(
  set: TickColumns,
  i: number,
  supplyPeriod: number,
  budget: number,
  maxSteps: number,
): TickVerdict {
  const { wcet, deadline } = set;
  const asked = wcet[i]! + requestBound(wcet, scratchFor(set.size).inverse, i, deadline[i]!);
  return (
    asked <= sbf(supplyPeriod, budget, deadline[i]!) || searchResponse(set, i, supplyPeriod, budget, maxSteps)
  );
}

/** Climbs from below to the first window whose supply covers the work, or past the deadline. */
function searchResponse(
  set: TickColumns,
  i: number,
  supplyPeriod: number,
  budget: number,
  maxSteps: number,
): TickVerdict {
  const { wcet, deadline } = set;
  const { inverse } = scratchFor(set.size);
  const D = deadline[i]!;
  const C = wcet[i]!;
  let work = C;
  let load = 0;
  for (let j = 0; j < i; j++) {
    work += wcet[j]!;
    load += wcet[j]! * inverse[j]!;
  }
  if (work > D) return false;
  let t = timeToSupply(supplyPeriod, budget, work);
  const linear = linearLowerBound(C, load, i, supplyPeriod, budget);
  if (linear > t) t = linear;
  for (let steps = i + 1; steps <= maxSteps; steps += i + 1) {
    if (t > D) return false;
    work = C + requestBound(wcet, inverse, i, t);
    if (work > D) return false;
    const next = timeToSupply(supplyPeriod, budget, work);
    if (next <= t) return true;
    t = next;
  }
  return "undetermined";
}

/**
 * C_i + U·t ≤ work(t) and sbf(t) ≤ (Θ/Π)·(t − (Π − Θ)), the line through its upper corners; they cross at
 * (C_i·Π + Θ·(Π − Θ)) / (Θ − U·Π). Every rounding is counted so that the integer returned is not above that.
 */
function linearLowerBound(
  C: number,
  load: number,
  count: number,
  supplyPeriod: number,
  budget: number,
): number {
  const error = (count + 8) * 2 ** -52 * (budget + load * supplyPeriod);
  const spare = budget - load * supplyPeriod + error;
  if (spare <= 0) return Number.POSITIVE_INFINITY;
  const crossing = (C * supplyPeriod + budget * (supplyPeriod - budget)) / spare;
  return Math.floor(crossing * (1 - 2 ** -49));
}
