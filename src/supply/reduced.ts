import { ceilDiv, positivePart } from "../numeric/integer.ts";
import type { SupplyBound } from "./supply-bound.ts";

/**
 * A supply that loses up to `loss` once in every window, to a section of the VMM that was under way when the window
 * began: sbf′(t) = (sbf(t) − loss)⁺. The loss is a supremum (the section began a moment before), so the bound is not
 * attained. Only for supplies that rise with slope 1 or not at all, as all that a VMM hands out do.
 */
export function reducedBound(of: SupplyBound, loss: bigint): SupplyBound {
  if (loss === 0n) return of;
  const { numerator, denominator } = of.rate;
  const reached = of.timeToSupply(loss + 1n);
  // On a rising stretch of slope 1 the last moment without surplus is one tick before the first tick of surplus.
  const blackout = reached === null ? null : reached - 1n;
  return {
    rate: of.rate,
    delay: numerator === 0n ? 0n : of.delay + ceilDiv(loss * denominator, numerator),
    cycle: of.cycle,
    attained: false,
    blackout,
    sbf: (window) => positivePart(of.sbf(window) - loss),
    usbf: (window) => of.usbf(window),
    timeToSupply: (work) => (work <= 0n ? 0n : of.timeToSupply(work + loss)),
    *breakpoints(until) {
      const start = blackout ?? until;
      if (start > 0n && start <= until) yield start;
      for (const bend of of.breakpoints(until)) if (bend > start) yield bend;
    },
  };
}
