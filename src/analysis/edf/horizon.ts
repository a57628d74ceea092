/**
 * How far the processor demand must be looked at: a window length L such that a deadline that is missed at all is missed
 * at a window of at most L. With d_i = D_i − J_i, U = Σ C_i/T_i and a supply of rate a and delay λ:
 *
 *  - linear bound. dbf(t) ≤ U·t + Σ U_i (T_i − d_i)⁺ for all t ≥ 0, and ≤ U·t + Σ U_i (T_i − d_i) from max (d_i − T_i) on;
 *    sbf(t) ≥ a(t − λ). If U < a the supply line stays above the demand line from their crossing on. (George, Rivierre
 *    and Spuri 1996; Zhang and Burns 2009; Shin and Lee 2003 with a supply.) If U = a it does where it starts there.
 *  - synchronous busy period. L = least w > 0 with w = timeToSupply(B + Σ ⌈(w + J_i)/T_i⌉ C_i). What is released before L
 *    is done at L; what comes later demands in [L, t] at most dbf(t − L); and the least service of [0, t] is at least that
 *    of its two parts, sbf(L) + sbf(t − L). So a violation at t ≥ L is one at t − L, too. (Spuri 1996; Ripoll, Crespo
 *    and Mok 1996.) Needs U ≤ a to end.
 *  - hyperperiod, U = a. With H the least common multiple of the periods and the supply's cycle, dbf(t + H) = dbf(t) + aH
 *    and sbf(t + H) = sbf(t) + aH for t ≥ max d_i and t ≥ λ: slack repeats. (Leung and Merrill 1980, with a supply.)
 */
import { floorDiv, larger, lcm, positivePart } from "../../numeric/integer.ts";
import type { Ratio, SupplyBound } from "../../supply/supply-bound.ts";
import { Effort } from "../effort.ts";
import { busyPeriod } from "./busy-period.ts";
import type { DueSequence } from "./deadlines.ts";
import type { BlockingSegment } from "./stretch.ts";

export type HorizonForm = "linear bound" | "busy period" | "hyperperiod";

/** Deadlines up to and including `length` decide. */
export interface Horizon {
  readonly length: bigint;
  readonly form: HorizonForm;
}

/** Lines above the demand: dbf(t) ≤ (slope·t + lift)/scale for t ≥ 0, ≤ (slope·t + lateLift)/scale for t ≥ late. */
export interface DemandLine {
  readonly scale: bigint;
  /** slope/scale is the utilization U. */
  readonly slope: bigint;
  readonly lift: bigint;
  readonly lateLift: bigint;
  readonly late: bigint;
}

/** The lines above the demand of the given sequences, exactly and unreduced: reducing would cost more than it saves. */
export function demandLine(sequences: readonly DueSequence[]): DemandLine {
  let [scale, slope, lift, lateLift, late] = [1n, 0n, 0n, 0n, 0n];
  for (const { first, period, wcet } of sequences) {
    const share = wcet * scale;
    const early = period - first;
    slope = slope * period + share;
    lift = lift * period + share * positivePart(early);
    lateLift = lateLift * period + share * early;
    scale *= period;
    late = larger(late, -early);
  }
  return { scale, slope, lift, lateLift, late };
}

/** The sign of U − a. */
export function compareLoad({ slope, scale }: DemandLine, rate: Ratio): -1 | 0 | 1 {
  const excess = slope * rate.denominator - rate.numerator * scale;
  return excess < 0n ? -1 : excess > 0n ? 1 : 0;
}

/** The smallest window length that suffices for the verdict; null where none was found within a quarter of the effort. */
export function demandHorizon(
  sequences: readonly DueSequence[],
  line: DemandLine,
  supply: SupplyBound,
  segments: readonly BlockingSegment[],
  effort: Effort,
): Horizon | null {
  const linear = linearHorizon(line, supply.rate, supply.delay, segments);
  const most = segments.reduce((most, { blocking }) => larger(most, blocking), 0n);
  const cyclic = hyperperiod(sequences, line, supply, segments);
  const busy = busyPeriod(sequences, supply, most, linear ?? cyclic, new Effort(effort.limit / 4));
  const found: readonly (Horizon | null)[] = [
    linear === null ? null : { length: linear, form: "linear bound" },
    busy === null ? null : { length: busy, form: "busy period" },
    cyclic === null ? null : { length: cyclic, form: "hyperperiod" },
  ];
  return found.reduce(
    (best, next) => (best === null || (next !== null && next.length < best.length) ? next : best),
    null,
  );
}

/**
 * From when on the lines keep demand and blocking below the supply; null where they cross or run level. A larger `delay`
 * asks for slack: beyond the answer of λ + s every deadline is met with slack s at least.
 */
export function linearHorizon(
  line: DemandLine,
  rate: Ratio,
  delay: bigint,
  segments: readonly BlockingSegment[],
): bigint | null {
  const last = segments.at(-1) ?? { from: 0n, blocking: 0n };
  const margin = rate.numerator * line.scale - rate.denominator * line.slope;
  const behind = rate.numerator * line.scale * delay + rate.denominator * last.blocking * line.scale;
  const crossing = (lift: bigint): bigint | null => {
    const gap = behind + rate.denominator * lift;
    if (gap <= 0n && margin >= 0n) return 0n;
    return margin > 0n ? floorDiv(gap, margin) : null;
  };
  const always = crossing(line.lift);
  const lately = crossing(line.lateLift);
  if (lately === null) return null;
  const late = larger(lately, line.late);
  return larger(last.from, always !== null && always < late ? always : late);
}

/** From when on every deadline has at least the given slack; null where no answer is known. */
export function slackHorizon(
  sequences: readonly DueSequence[],
  line: DemandLine,
  supply: SupplyBound,
  segments: readonly BlockingSegment[],
  slack: bigint,
): bigint | null {
  return (
    linearHorizon(line, supply.rate, supply.delay + slack, segments) ??
    hyperperiod(sequences, line, supply, segments)
  );
}

/** One repetition of demand and supply after both have settled, where the load equals the rate. */
export function hyperperiod(
  sequences: readonly DueSequence[],
  line: DemandLine,
  supply: SupplyBound,
  segments: readonly BlockingSegment[],
): bigint | null {
  if (compareLoad(line, supply.rate) !== 0 || supply.cycle === null) return null;
  let settled = positivePart(segments.at(-1)?.from ?? 0n);
  for (const { first } of sequences) settled = larger(settled, first);
  const cycle = sequences.reduce((common, { period }) => lcm(common, period), supply.cycle);
  return settled + supply.delay + cycle;
}
