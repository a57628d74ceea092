/**
 * How far the virtual clocks of two guests can be apart.
 *
 * Model: each guest's clock drifts by at most ρ against the reference. Every S a sync reads the reference with an error of
 * at most ε; a reading that differs by no more than a threshold θ is let be, any other is corrected gradually, at a
 * rate σ of the clock. A sync takes effect at most `latency` late.
 *
 * Claim: if ρ ≤ σ and the error is at most E = θ + ε + ρ(S + latency) at the start, it is so for ever. Proof: let the error
 * be x, |x| ≤ E, and the reading m, |m − x| ≤ ε. If |m| ≤ θ, |x| ≤ θ + ε and drift adds at most ρ(S + latency) before the next
 * sync. Otherwise, while it corrects, |x| does not grow as σ ≥ ρ, and once m is corrected |x| ≤ ε + ρ(S + latency). A
 * correction that is not finished at the next sync is replaced by a new one, from an error of at most E.
 * With different thresholds for clocks that are ahead and behind, E has two values, and two guests are at most their sum
 * apart. That they share a hardware clock does not help: one may have corrected its drift while the other has not.
 * The clock stays monotone if σ < 1.
 * Source: derived here; clock discipline by a bounded rate as in F. Cristian, Distributed Computing 3, 1989.
 */
import { InputError } from "../../contract/errors.ts";
import { Duration, nonNegative } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";

/** Rates are plain numbers: 50 ppm is 1/20000. */
export interface ClockDiscipline {
  /** The greatest drift ρ ≥ 0. */
  readonly drift: Rational;
  /** The rate σ of a gradual correction. */
  readonly slew: Rational;
  /** From sync to sync, S. */
  readonly interval: Duration;
  /** How late a sync may take effect, as when the guest does not run; none by default. */
  readonly latency?: Duration;
  /** ε, of one reading. */
  readonly readingError: Duration;
  /** θ for a clock that is behind, and for one that is ahead; none by default. */
  readonly threshold?: { readonly behind: Duration; readonly ahead: Duration };
}

export interface ClockBound {
  /** How far one clock may be before the reference, and behind it. */
  readonly ahead: Duration;
  readonly behind: Duration;
  /** How far two such guests may be apart. */
  readonly divergence: Duration;
}

/**
 * The bound for guests on clocks of their own; null where corrections are slower than the drift. Throws `InputError`
 * for a negative value.
 */
export function clockBound(discipline: ClockDiscipline): ClockBound | null {
  const { drift, slew, readingError, threshold } = checked(discipline);
  if (slew.lessThan(drift)) return null;
  const between = discipline.interval.plus(discipline.latency ?? Duration.zero);
  const common = readingError.plus(between.times(drift));
  const ahead = common.plus(threshold?.ahead ?? Duration.zero);
  const behind = common.plus(threshold?.behind ?? Duration.zero);
  return { ahead, behind, divergence: ahead.plus(behind) };
}

function checked(discipline: ClockDiscipline): ClockDiscipline {
  const { drift, slew, interval, latency, readingError, threshold } = discipline;
  if (drift.sign() < 0 || slew.sign() < 0) throw new InputError("drift and slew are rates of at least 0");
  nonNegative(interval, "the sync interval");
  nonNegative(readingError, "the reading error");
  if (latency !== undefined) nonNegative(latency, "the latency of a sync");
  if (threshold !== undefined) {
    nonNegative(threshold.ahead, "the threshold ahead");
    nonNegative(threshold.behind, "the threshold behind");
  }
  return discipline;
}
