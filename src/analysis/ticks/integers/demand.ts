/**
 * EDF on a periodic resource (a dedicated processor being Π = Θ) for ticks of any size and loads at or next to the rate:
 * what doubles/demand.ts leaves open.
 *
 * QPA (Zhang and Burns 2009) from a horizon H beyond which no first miss lies, on `bigint`s throughout:
 *  - load below the rate a: H = (a·λ + Σ U_i·(T_i − D_i)⁺) / (a − U), λ = 2(Π − Θ) (George et al. 1996; Shin and Lee 2003);
 *  - load equal to a = 1: the synchronous busy period (Ripoll et al. 1996);
 *  - load equal to a < 1: if D ≤ T, dbf(lcm T) ≥ a·lcm T > sbf(lcm T) is a miss; else demand and supply repeat, and
 *    H = lcm(T, Π) + max D + 2λ.
 */

import { ceilDiv, floorDiv, larger, lcm, positivePart } from "../../../numeric/integer.ts";
import type { WideColumns } from "../columns.ts";
import { BIGINT_STEP, type TickVerdict } from "../verdict.ts";
import { spareRate } from "./load.ts";
import { timeToSupply } from "./periodic-supply.ts";

export function demandMet(
  set: WideColumns,
  supplyPeriod: bigint,
  budget: bigint,
  maxSteps: number,
): TickVerdict {
  const active = withWork(set);
  if (active.size === 0) return true;
  if (budget === 0n) return false;
  const spare = spareRate(active, supplyPeriod, budget);
  if (spare.above < 0n) return false;
  const limit = maxSteps / BIGINT_STEP;
  if (spare.above > 0n) {
    return walkDown(active, supplyPeriod, budget, idleHorizon(active, supplyPeriod, budget, spare), limit);
  }
  const { period, deadline } = active;
  if (supplyPeriod === budget) {
    if (deadline.every((D, i) => D >= period[i]!)) return true;
    const end = busyPeriod(active, limit);
    return end === null ? "undetermined" : walkDown(active, supplyPeriod, budget, end, limit);
  }
  if (deadline.every((D, i) => D <= period[i]!)) return false;
  const horizon = period.reduce(lcm, supplyPeriod) + deadline.reduce(larger) + 4n * (supplyPeriod - budget);
  return walkDown(active, supplyPeriod, budget, horizon, limit);
}

function withWork(set: WideColumns): WideColumns {
  const kept = set.wcet.map((C) => C > 0n);
  const pick = (column: readonly bigint[]): bigint[] => column.filter((_, i) => kept[i]);
  const wcet = pick(set.wcet);
  return { size: wcet.length, wcet, period: pick(set.period), deadline: pick(set.deadline) };
}

/** Rounded up. */
function idleHorizon(
  { size, wcet, period, deadline }: WideColumns,
  supplyPeriod: bigint,
  budget: bigint,
  spare: { above: bigint; below: bigint },
): bigint {
  let carried = ceilDiv(2n * (supplyPeriod - budget) * budget, supplyPeriod);
  for (let i = 0; i < size; i++) {
    carried += ceilDiv(wcet[i]! * positivePart(period[i]! - deadline[i]!), period[i]!);
  }
  return ceilDiv(carried * spare.below, spare.above);
}

/** Null once the limit is passed. */
function busyPeriod({ size, wcet, period }: WideColumns, limit: number): bigint | null {
  let end = wcet.reduce((sum, C) => sum + C, 0n);
  for (let steps = size; steps <= limit; steps += size) {
    let work = 0n;
    for (let i = 0; i < size; i++) work += ceilDiv(end, period[i]!) * wcet[i]!;
    if (work === end) return end;
    end = work;
  }
  return null;
}

function walkDown(
  { size, wcet, period, deadline }: WideColumns,
  supplyPeriod: bigint,
  budget: bigint,
  horizon: bigint,
  limit: number,
): TickVerdict {
  let t = horizon;
  for (let steps = size; steps <= limit; steps += size) {
    let demand = 0n;
    for (let i = 0; i < size; i++) {
      if (t >= deadline[i]!) demand += (floorDiv(t - deadline[i]!, period[i]!) + 1n) * wcet[i]!;
    }
    if (demand === 0n) return true;
    const v = timeToSupply(supplyPeriod, budget, demand);
    if (v > t) return false;
    t = v < t ? v : t - 1n;
  }
  return "undetermined";
}
