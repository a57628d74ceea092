/**
 * Quick answers from the utilization alone, for implicit deadlines (D = T) without jitter and blocking; sufficient only.
 *
 * Claim, periodic resource (Π, Θ), u = Θ/Π, k the largest integer with (k + 1)Π − Θ < T_min, k ≥ 1:
 *  - EDF: U ≤ k·u/(k + 2(1 − u));
 *  - rate-monotonic: U ≤ u·n·(((2k + 2(1 − u))/(k + 2(1 − u)))^{1/n} − 1).
 * Claim, bounded delay (α, Δ):
 *  - EDF: U ≤ α·(1 − Δ/T_min);
 *  - rate-monotonic: U ≤ α·(n(2^{1/n} − 1) − Δ/(2^{(n−1)/n}·T_min)).
 * The roots are irrational, the decisions exact: both sides are raised to the power n. With x = 2^{1/n} the last one reads
 * U/α + n ≤ x·(n − Δ/(2·T_min)).
 * Source: I. Shin and I. Lee, "Compositional real-time scheduling framework with periodic model", ACM TECS 7(3), 2008,
 * theorems 5.1 and 5.2; I. Shin and I. Lee, "Compositional real-time scheduling framework", RTSS 2004.
 */
import { InputError } from "../../contract/errors.ts";
import type { BoundedDelay, PeriodicResource } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { utilization } from "../../workload/utilization.ts";
import { isUnblocking } from "../edf/utilization.ts";
import type { LocalScheduling } from "./guest-demand.ts";

export interface QuickAnswer {
  /** A sufficient condition that fails says nothing. */
  readonly kind: "schedulable" | "inconclusive";
  readonly utilization: Rational;
  /** What the utilization may be at most; null where it is irrational, or where the condition does not apply. */
  readonly bound: Rational | null;
}

/**
 * Whether a utilization bound of Shin and Lee shows that all deadlines are met; `fixed-priority` means rate-monotonic
 * order. Throws `InputError` for tasks that the bounds do not cover.
 */
export function quickAnswer(given: {
  readonly tasks: readonly Task[];
  readonly scheduling: LocalScheduling;
  readonly supply: PeriodicResource | BoundedDelay;
}): QuickAnswer {
  const { scheduling, supply } = given;
  const tasks = given.tasks.filter(({ wcet }) => !wcet.isZero());
  const total = utilization(tasks);
  const [first, ...others] = tasks.map(covered);
  if (first === undefined) return { kind: "schedulable", utilization: total, bound: null };
  const shortest = others.reduce((least, next) => (next.lessThan(least) ? next : least), first);
  const count = tasks.length;
  if (scheduling === "edf") {
    const bound = supply.kind === "periodic" ? edfOnPeriodic(supply, shortest) : edfOnDelay(supply, shortest);
    return { kind: verdict(bound !== null && total.atMost(bound)), utilization: total, bound };
  }
  const accepted =
    supply.kind === "periodic"
      ? rmAcceptsOnPeriodic(supply, shortest, total, count)
      : rmAcceptsOnDelay(supply, shortest, total, count);
  return { kind: verdict(accepted), utilization: total, bound: null };
}

function verdict(accepted: boolean): QuickAnswer["kind"] {
  return accepted ? "schedulable" : "inconclusive";
}

/** The period of a task that the bounds cover. */
function covered({ name, period, deadline, jitter, ...sections }: Task): Duration {
  if (period.equals(deadline) && jitter.isZero() && isUnblocking(sections)) return period;
  throw new InputError(`${name}: the utilization bounds need D = T, no jitter and no blocking`);
}

/** k of the header; null below 1. */
function wholePeriods({ period, budget }: PeriodicResource, shortest: Duration): Rational | null {
  // (k + 1)Π < T_min + Θ, strictly.
  const k = shortest.plus(budget.asDuration()).per(period).ceil() - 2n;
  return k >= 1n ? Rational.of(k) : null;
}

function edfOnPeriodic(supply: PeriodicResource, shortest: Duration): Rational | null {
  const k = wholePeriods(supply, shortest);
  if (k === null) return null;
  const u = supply.budget.over(supply.period);
  return k.times(u).dividedBy(k.plus(twice(Rational.one.minus(u))));
}

function rmAcceptsOnPeriodic(
  supply: PeriodicResource,
  shortest: Duration,
  total: Rational,
  count: number,
): boolean {
  const k = wholePeriods(supply, shortest);
  const u = supply.budget.over(supply.period);
  if (k === null || u.sign() === 0) return false;
  const late = twice(Rational.one.minus(u));
  const root = total.dividedBy(u.times(rational(count))).plus(Rational.one);
  return power(root, count).atMost(twice(k).plus(late).dividedBy(k.plus(late)));
}

function edfOnDelay({ rate, delay }: BoundedDelay, shortest: Duration): Rational {
  return rate.times(Rational.one.minus(delay.per(shortest)));
}

function rmAcceptsOnDelay(
  { rate, delay }: BoundedDelay,
  shortest: Duration,
  total: Rational,
  count: number,
): boolean {
  const room = rational(count).minus(delay.per(shortest).dividedBy(rational(2)));
  if (rate.sign() === 0 || room.sign() <= 0) return false;
  const root = total.dividedBy(rate).plus(rational(count)).dividedBy(room);
  return power(root, count).atMost(rational(2));
}

function twice(value: Rational): Rational {
  return value.plus(value);
}

function rational(count: number): Rational {
  return Rational.of(BigInt(count));
}

function power(base: Rational, exponent: number): Rational {
  const n = BigInt(exponent);
  return Rational.of(base.numerator ** n, base.denominator ** n);
}
