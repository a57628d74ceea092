/**
 * The absolute deadlines of a task set in the pattern that demands most: every task's first job suffers its whole jitter
 * J and is released at 0, later jobs arrive a period apart. Job k is due at d + kT with d = D − J. Jitter shortens the
 * deadline, not the period (M. Spuri, "Analysis of deadline scheduled real-time systems", INRIA RR-2772, 1996).
 */
import type { TickTask } from "../../workload/tick-task.ts";

/** The deadlines of one task with work to do. */
export interface DueSequence {
  /** Position of the task in the set. */
  readonly index: number;
  /** d = D − J, when the first job is due; not positive where the jitter may use up the whole deadline. */
  readonly first: bigint;
  readonly period: bigint;
  readonly jitter: bigint;
  readonly wcet: bigint;
}

/** The tasks that ask for work, by first deadline. One without work is never late and delays nobody. */
export function dueSequences(tasks: readonly TickTask[]): DueSequence[] {
  return tasks
    .map(({ wcet, period, deadline, jitter }, index) => ({
      index,
      first: deadline - jitter,
      period,
      jitter,
      wcet,
    }))
    .filter(({ wcet }) => wcet > 0n)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
}

/** A window [0, at] that ends at an absolute deadline, and the processor demand dbf(at) in it. */
export interface DueDemand {
  readonly at: bigint;
  readonly demand: bigint;
}

/**
 * The last absolute deadline before `limit` > 0, with dbf at it; null where there is none. Deadlines before 0 count as 0:
 * there the demand stands before any supply. One pass finds both, since no task is due between the deadline and `limit`.
 */
export function lastDueBefore(sequences: readonly DueSequence[], limit: bigint): DueDemand | null {
  let at = 0n;
  let demand = 0n;
  for (const { first, period, wcet } of sequences) {
    if (first >= limit) break;
    const later = (limit - 1n - first) / period;
    const due = first + later * period;
    if (due > at) at = due;
    demand += (later + 1n) * wcet;
  }
  return demand === 0n ? null : { at, demand };
}
