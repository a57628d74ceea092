/**
 * A supply that stands still now and then: at each event of a load, for up to `wcet`.
 *
 * Claim: with l(t) what the load leaves of a processor (leftover.ts) and sbf the supply's own bound,
 *   sbf′(t) = sbf(l(t)),   timeToSupply′(y) = l⁻¹(timeToSupply(y)).
 * Proof: cut the stops out of a window that begins with none under way; in the rest, at least l(t) long, the supply goes on as
 * if nothing had happened. A window that begins within a stop sees no more than the one that begins with the stop, which
 * is longer. Both l and sbf are nondecreasing with slope at most 1, and so is the one after the other; the pseudo-inverse
 * of the composition is the composition of the pseudo-inverses, in reverse.
 * With sbf(t) ≥ ρ(t − Δ) and l(t) ≥ λ(t − D):  sbf′(t) ≥ ρλ(t − D − Δ/λ).
 *
 * Source: composition of service curves, J.-Y. Le Boudec and P. Thiran, "Network Calculus", Springer 2001.
 */
import { ceilDiv } from "../numeric/integer.ts";
import type { TickLoad } from "../workload/tick-events.ts";
import { boundedDelayBound } from "./bounded-delay.ts";
import { dedicatedBound } from "./dedicated.ts";
import { leftoverBound } from "./leftover.ts";
import type { SupplyBound } from "./supply-bound.ts";

/** The bound of a supply that `stops` interrupt, in ticks. */
export function interruptedBound(of: SupplyBound, stops: readonly TickLoad[]): SupplyBound {
  const clock = leftoverBound(dedicatedBound, stops);
  const { numerator, denominator } = clock.rate;
  if (numerator === 0n || of.rate.numerator === 0n) {
    return { ...boundedDelayBound({ numerator: 0n, denominator: 1n }, 0n), usbf: of.usbf };
  }
  return {
    sbf: (window) => of.sbf(clock.sbf(window)),
    usbf: (window) => of.usbf(window),
    timeToSupply: (work) => {
      const served = of.timeToSupply(work);
      return served === null ? null : clock.timeToSupply(served);
    },
    rate: {
      numerator: of.rate.numerator * numerator,
      denominator: of.rate.denominator * denominator,
    },
    delay: clock.delay + ceilDiv(of.delay * denominator, numerator),
    // Just before the clock reaches the end of the supply's own blackout.
    get blackout() {
      return of.blackout === null ? null : (clock.timeToSupply(of.blackout + 1n) as bigint) - 1n;
    },
    cycle: null,
    attained: false,
    breakpoints: (until) => bends(of, clock, until),
  };
}

/** Where the clock stops or goes on, and where it comes to a bend of the supply, before the clock stops there or after. */
function bends(of: SupplyBound, clock: SupplyBound, until: bigint): Iterable<bigint> {
  const found = new Set<bigint>(clock.breakpoints(until));
  for (const bend of of.breakpoints(clock.sbf(until))) {
    const reached = clock.timeToSupply(bend) as bigint;
    if (reached <= until) found.add(reached);
  }
  return [...found].sort((a, b) => (a < b ? -1 : 1));
}
