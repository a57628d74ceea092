/**
 * The request bound function: the most work of jobs *released* in a half-open window [a, a + t).
 *
 * Claim: rbf(t) = ⌈(t + J)/T⌉·C for t > 0, and 0 for t = 0; met from the release of a job that suffered the whole jitter.
 * Left-continuous: a job released at the end of the window does not count.
 *
 * Source: J. P. Lehoczky, L. Sha and Y. Ding, RTSS 1989; with jitter N. Audsley, A. Burns, M. Richardson, K. Tindell and
 * A. Wellings, Software Engineering Journal 8(5), 1993.
 */
import type { Task } from "../model/task.ts";
import { ceilDiv } from "../numeric/integer.ts";
import { type Duration, nonNegative, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import type { TickTask } from "./tick-task.ts";

/** In ticks, window ≥ 0. */
export function rbf({ wcet, period, jitter }: TickTask, window: bigint): bigint {
  return window === 0n ? 0n : ceilDiv(window + jitter, period) * wcet;
}

/** The most work of jobs of a task released in a window. Throws `InputError` for a negative window. */
export function requestBound({ wcet, period, jitter }: Task, window: Duration): Work {
  if (nonNegative(window, "the window").isZero()) return Work.zero;
  return wcet.times(Rational.of(window.plus(jitter).per(period).ceil()));
}
