/**
 * The bounded-delay supply (α, Δ): at least α(t − Δ) in every window of length t.
 *
 * Source: A. K. Mok, X. Feng and D. Chen, "Resource partition for real-time systems", RTAS 2001; X. Feng and A. K. Mok,
 * "A model of hierarchical real-time virtual resources", RTSS 2002.
 *
 * On integers: with α = p/q, the timebase makes Δ and every time and work of the description a multiple of p·q ticks.
 * α(t − Δ) is a multiple of p for every t that is a multiple of q, and Δ + y/α is a multiple of q for every y that is a
 * multiple of p, so the two functions map these lattices onto each other, sums of wcets and fixed points stay on them,
 * and no rounding occurs. Off the lattices sbf rounds down and timeToSupply up, which no comparison with an integer can
 * notice: y ≤ ⌊x⌋ exactly if y ≤ x, and ⌈x⌉ ≤ t exactly if x ≤ t. Verdicts are exact everywhere.
 */
import { ceilDiv, floorDiv } from "../numeric/integer.ts";
import type { Ratio } from "../numeric/ratio.ts";
import type { SupplyBound } from "./supply-bound.ts";

/** `rate` in [0, 1], `delay` in ticks ≥ 0. */
export function boundedDelayBound(rate: Ratio, delay: bigint): SupplyBound {
  const { numerator, denominator } = rate;
  const never = numerator === 0n;
  return {
    sbf: (window) => (window <= delay ? 0n : floorDiv(numerator * (window - delay), denominator)),
    // The contract says how much comes at least; nothing keeps the whole processor from coming.
    usbf: (window) => window,
    timeToSupply: (work) => {
      if (work <= 0n) return 0n;
      return never ? null : delay + ceilDiv(work * denominator, numerator);
    },
    rate,
    delay: never ? 0n : delay,
    blackout: never ? null : delay,
    cycle: denominator,
    // Between 0 and 1 a rate needs some delay to be kept by a processor that is either there or not.
    attained: never || numerator === denominator || delay > 0n,
    breakpoints: (until) => (!never && delay > 0n && delay <= until ? [delay] : []),
  };
}
