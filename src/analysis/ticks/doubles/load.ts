/**
 * EDF with implicit deadlines on a periodic resource, from the utilization alone.
 *
 * dbf(t) ≤ U·t, and sbf(t) ≥ (Θ/Π)·(t − λ) with λ = 2(Π − Θ); so U·t ≤ (Θ/Π)·(t − λ) at the earliest deadline is
 * enough for all (Shin and Lee 2003), and on a dedicated processor, λ = 0, U ≤ 1 is exact (Liu and Layland 1973).
 */

import type { TickColumns } from "../columns.ts";

/** True or false where certain; "unclear" where the demand itself, or the rounding of doubles, decides. */
export function loadFits(byDeadline: TickColumns, supplyPeriod: number, budget: number): boolean | "unclear" {
  const { size, deadline } = byDeadline;
  if (size === 0) return true;
  const load = utilization(byDeadline);
  const error = (size + 16) * 2 ** -51 * (1 + load);
  const rate = budget / supplyPeriod;
  if (load - error > rate) return false;
  const delayed = rate * (1 - (2 * (supplyPeriod - budget)) / deadline[0]!);
  return load + error < delayed || "unclear";
}

/**
 * Σ C_j/T_j, with a relative error below (n + 12)·2⁻⁵². Four fractions are added over one common denominator, because a
 * division costs more than the nine multiplications that spare three of them; with T ≤ 2⁴⁹ nothing overflows.
 */
function utilization({ size, wcet, period }: TickColumns): number {
  let load = 0;
  let i = 3;
  for (; i < size; i += 4) {
    const a = period[i - 3]!;
    const b = period[i - 2]!;
    const c = period[i - 1]!;
    const d = period[i]!;
    const ab = wcet[i - 3]! * b + wcet[i - 2]! * a;
    const cd = wcet[i - 1]! * d + wcet[i]! * c;
    load += (ab * (c * d) + cd * (a * b)) / (a * b * (c * d));
  }
  for (i -= 3; i < size; i++) load += wcet[i]! / period[i]!;
  return load;
}
