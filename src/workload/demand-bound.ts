/**
 * The demand bound function: the most work of jobs both released and due in a window of length t.
 *
 * Claim: dbf(t) = max(0, ⌊(t + J − D)/T⌋ + 1)·C for t ≥ 0, for deadlines less than, equal to and greater than the period.
 * Right-continuous: a job due at the end of the window counts. Jitter acts as a deadline of D − J, not on the period.
 *
 * Source: S. K. Baruah, A. K. Mok and L. E. Rosier, RTSS 1990; with jitter M. Spuri, INRIA report 2772, 1996.
 */
import type { Task } from "../model/task.ts";
import { floorDiv, positivePart } from "../numeric/integer.ts";
import { type Duration, nonNegative, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import type { TickTask } from "./tick-task.ts";

/** In ticks, window ≥ 0. */
export function dbf({ wcet, period, deadline, jitter }: TickTask, window: bigint): bigint {
  return positivePart(floorDiv(window + jitter - deadline, period) + 1n) * wcet;
}

/** The demand of a whole task set, in ticks. */
export function totalDbf(tasks: readonly TickTask[], window: bigint): bigint {
  return tasks.reduce((demand, task) => demand + dbf(task, window), 0n);
}

/** The most work of jobs of a task released and due in a window. Throws `InputError` for a negative window. */
export function demandBound({ wcet, period, deadline, jitter }: Task, window: Duration): Work {
  const latest = nonNegative(window, "the window").plus(jitter).minus(deadline);
  const jobs = latest.per(period).floor() + 1n;
  return jobs > 0n ? wcet.times(Rational.of(jobs)) : Work.zero;
}
