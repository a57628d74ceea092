/**
 * The least integer budget Θ ≤ Π with sbf_Θ(window) ≥ work for a periodic resource (Shin and Lee 2003), exact on integers
 * up to 2⁴⁹; +∞ where there is none.
 *
 * It is the ceiling of the least rational one, which is d/k or (d − t + (k + 2)Π)/(k + 2) for k one of the two numbers of
 * whole periods that a window t can contain (interface/inversion.ts): of these the smallest that the bound accepts.
 */
import { timeToSupply } from "./doubles/periodic-supply.ts";

export function leastBudgetFor(period: number, window: number, work: number): number {
  if (work > window) return Number.POSITIVE_INFINITY;
  const most = Math.floor(window / period);
  let least = period; // Supplies all of the window.
  for (let k = most > 0 ? most - 1 : 0; k <= most; k++) {
    const spread = Math.ceil((work - window + (k + 2) * period) / (k + 2));
    if (spread > 0 && spread < least && timeToSupply(period, spread, work) <= window) least = spread;
    if (k === 0) continue;
    const whole = Math.ceil(work / k);
    if (whole < least && timeToSupply(period, whole, work) <= window) least = whole;
  }
  return least;
}
