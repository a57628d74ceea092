/** QPA as one writes it first (Zhang and Burns 2009), with a horizon from the utilization. */

import type { Columns } from "./columns.ts";
import { timeToSupply } from "./fixed-priority.ts";

export function meetsOnPeriodic(columns: Columns, Π: number, Θ: number): boolean {
  const { wcet, period, deadline } = columns;
  let load = 0;
  let carried = (Θ / Π) * 2 * (Π - Θ);
  let earliest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < wcet.length; i++) {
    const utilization = wcet[i]! / period[i]!;
    load += utilization;
    carried += utilization * Math.max(0, period[i]! - deadline[i]!);
    earliest = Math.min(earliest, deadline[i]!);
  }
  if (load > Θ / Π) return false;
  let t = lastDeadlineBefore(columns, Math.ceil(carried / (Θ / Π - load)) + 1);
  while (t >= earliest) {
    const v = timeToSupply(Π, Θ, demandBound(columns, t));
    if (v > t) return false;
    if (v <= earliest) return true;
    t = v < t ? v : lastDeadlineBefore(columns, t);
  }
  return true;
}

export function schedulable(columns: Columns): boolean {
  const { wcet, period, deadline } = columns;
  let load = 0;
  let carried = 0;
  let earliest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < wcet.length; i++) {
    const utilization = wcet[i]! / period[i]!;
    load += utilization;
    carried += utilization * Math.max(0, period[i]! - deadline[i]!);
    earliest = Math.min(earliest, deadline[i]!);
  }
  if (load > 1) return false;
  let t = lastDeadlineBefore(columns, Math.ceil(carried / (1 - load)));
  while (t >= earliest) {
    const demand = demandBound(columns, t);
    if (demand > t) return false;
    if (demand <= earliest) return true;
    t = demand < t ? demand : lastDeadlineBefore(columns, t);
  }
  return true;
}

function demandBound({ wcet, period, deadline }: Columns, t: number): number {
  let demand = 0;
  for (let i = 0; i < wcet.length; i++) {
    if (t >= deadline[i]!) demand += (Math.floor((t - deadline[i]!) / period[i]!) + 1) * wcet[i]!;
  }
  return demand;
}

function lastDeadlineBefore({ period, deadline }: Columns, t: number): number {
  let last = 0;
  for (let i = 0; i < deadline.length; i++) {
    if (deadline[i]! < t) {
      const before = Math.floor((t - 1 - deadline[i]!) / period[i]!) * period[i]! + deadline[i]!;
      if (before > last) last = before;
    }
  }
  return last;
}
