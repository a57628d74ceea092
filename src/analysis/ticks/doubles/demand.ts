/**
 * EDF on a periodic resource (a dedicated processor being Π = Θ), any deadlines: dbf(t) ≤ sbf(t) for all t?
 *
 * Three steps, each exact (Baruah, Rosier and Howell 1990; Shin and Lee 2003):
 *  1. Between the deadlines D_k ≤ t < D_{k+1} only the k first tasks have demand, at most U_k·t + A_k with
 *     A_k = Σ_{j≤k} (C_j − U_j·D_j) (Devi 2003), and the supply is at least (Θ/Π)·(t − 2(Π − Θ)). Where the second line
 *     is above the first, nothing can be missed; mostly that is everywhere. After D_n this is the horizon of George et al.
 *  2. What remains in doubt is the start [D_k, x_k) of some of these segments, up to the crossing of the two lines.
 *  3. There QPA (Zhang and Burns 2009) walks down: if dbf(t) is supplied within v ≤ t, all of [v, t] is in order.
 *     Starting between deadlines is allowed (dbf(t) > sbf(t) is a miss at the deadline before t), and so t − 1 follows
 *     where v = t.
 * Doubles round in steps 1 and 2 only, and every error is counted on the side of doubt.
 */

import type { TickColumns } from "../columns.ts";
import { LARGEST_NARROW_TICK } from "../columns.ts";
import { demandBound } from "../demand-bound.ts";
import type { TickVerdict } from "../verdict.ts";
import { timeToSupply } from "./periodic-supply.ts";
import { scratchFor } from "./scratch.ts";

/** "unclear": the load is too close to the rate for doubles, or the horizon too far; exact integers must decide. */
export function demandMet(
  set: TickColumns,
  supplyPeriod: number,
  budget: number,
  maxSteps: number,
): TickVerdict | "unclear" {
  const { size, wcet, period, deadline } = set;
  if (size === 0) return true;
  if (budget === 0) return false;
  const { inverse, shift, doubtUntil } = scratchFor(size);
  const rate = budget / supplyPeriod;
  const delayed = rate * 2 * (supplyPeriod - budget);
  const epsilon = (size + 16) * 2 ** -51;
  let load = 0;
  let offset = 0;
  let work = delayed;
  let doubts = 0;
  for (let k = 0; k < size; k++) {
    const C = wcet[k]!;
    const T = period[k]!;
    const D = deadline[k]!;
    const inverseT = 1 / T;
    const U = C * inverseT;
    inverse[k] = inverseT;
    shift[k] = T - D + 0.5;
    load += U;
    offset += C - U * D;
    work += C;
    const above = offset + delayed + epsilon * (work + 2 * D);
    if (above + load * D <= rate * D) doubtUntil[k] = 0;
    else {
      doubtUntil[k] = Math.ceil((above / (rate - load - epsilon)) * (1 + epsilon));
      doubts++;
    }
  }
  if (load > rate + epsilon) return false;
  if (load > rate - 4 * epsilon) return "unclear";
  return doubts === 0 || walkDown(set, supplyPeriod, budget, maxSteps);
}

function walkDown(
  set: TickColumns,
  supplyPeriod: number,
  budget: number,
  maxSteps: number,
): TickVerdict | "unclear" {
  const { size, wcet, deadline } = set;
  const { inverse, shift, doubtUntil } = scratchFor(size);
  let steps = 0;
  let settledFrom = Number.POSITIVE_INFINITY; // All windows from here on are in order.
  for (let k = size - 1; k >= 0; k--) {
    const D = deadline[k]!;
    let t = Math.min(doubtUntil[k]!, settledFrom) - 1;
    if (t > LARGEST_NARROW_TICK) return "unclear";
    if (D < settledFrom) settledFrom = D;
    while (t >= D) {
      const demand = demandBound(wcet, inverse, shift, k + 1, t);
      if (demand > t) return false;
      const v = timeToSupply(supplyPeriod, budget, demand);
      if (v > t) return false;
      if (v <= D) {
        settledFrom = v;
        break;
      }
      t = v < t ? v : t - 1;
      steps += k + 1;
      if (steps > maxSteps) return "undetermined";
    }
  }
  return true;
}
