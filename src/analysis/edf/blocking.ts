/**
 * Blocking under EDF: how long sections of jobs that are due later can hold up a window of demand.
 *
 * Claim: in a window of length t at most one section of a job due after its end executes, one that began before it:
 *  - a non-preemptible section of a task k with d_k > t;
 *  - a critical section of such a task on a resource that some task with d ≤ t uses, too (stack resource policy).
 * b(t) is the longest of these. It changes only where t passes some d_k = D_k − J_k.
 * Assumes: the jobs of one task execute in the order of their arrivals; sections are properly nested; preemption levels
 * in the order of D − J (of D, where there is no jitter).
 * Source: T. P. Baker, "Stack-based scheduling of realtime processes", Real-Time Systems 3, 1991; K. Jeffay, D. F. Stanat
 * and C. U. Martel, RTSS 1991; L. George, N. Rivierre and M. Spuri, INRIA RR-2966, 1996.
 *
 * Jitter: a prompt job of k may be due later than t though d_k ≤ t. Then no other job of k counts in the window, while
 * dbf(t) contains at least one of its C_k, and no section is longer than its job: the demand covers it.
 * A declared `blocking` of a task bounds what the described sections do not show, so it comes on top, in every window
 * that may hold a job of that task; the sum is safe whether or not the two can coincide.
 */

import type { Task } from "../../model/task.ts";
import { larger } from "../../numeric/integer.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import { type BlockingSegment, NO_BLOCKING } from "./stretch.ts";

/** A task's part in blocking, in ticks. */
export interface BlockingTask {
  readonly wcet: bigint;
  readonly deadline: bigint;
  readonly jitter: bigint;
  /** Declared: what jobs due later delay this task by, beyond the sections below. */
  readonly blocking: bigint;
  readonly nonPreemptible: bigint;
  readonly criticalSections: readonly TickSection[];
}

export interface TickSection {
  readonly resource: string;
  readonly length: bigint;
}

/** The part of a task in blocking, in ticks. */
export function blockingInTicks(task: Task, timebase: Timebase): BlockingTask {
  return {
    wcet: timebase.toTicks(task.wcet.value),
    deadline: timebase.toTicks(task.deadline.value),
    jitter: timebase.toTicks(task.jitter.value),
    blocking: timebase.toTicks(task.blocking.value),
    nonPreemptible: timebase.toTicks(task.nonPreemptible.value),
    criticalSections: task.criticalSections.map(({ resource, length }) => ({
      resource,
      length: timebase.toTicks(length.value),
    })),
  };
}

/** b(t) as a step function, ascending. A task without work neither blocks nor is blocked. */
export function edfBlocking(tasks: readonly BlockingTask[]): readonly BlockingSegment[] {
  const active = tasks
    .map((task, index) => ({ ...task, index, first: task.deadline - task.jitter }))
    .filter(({ wcet }) => wcet > 0n);
  if (!active.some(blocks)) return NO_BLOCKING;
  const changes = [...new Set(active.map(({ first }) => first))].sort((a, b) => (a < b ? -1 : 1));
  return changes.map((from) => {
    const within = active.filter(({ first }) => first <= from);
    const used = new Set(
      within.flatMap(({ criticalSections }) => criticalSections.map(({ resource }) => resource)),
    );
    const declared = within.reduce((most, { blocking }) => larger(most, blocking), 0n);
    let [longest, blocker]: [bigint, number | null] = [0n, null];
    for (const task of active) {
      const section = task.first > from ? longestSection(task, used) : 0n;
      if (section > longest) [longest, blocker] = [section, task.index];
    }
    return { from, blocking: declared + longest, blocker };
  });
}

function blocks({ blocking, nonPreemptible, criticalSections }: BlockingTask): boolean {
  return blocking > 0n || nonPreemptible > 0n || criticalSections.length > 0;
}

function longestSection({ nonPreemptible, criticalSections }: BlockingTask, used: Set<string>): bigint {
  return criticalSections.reduce(
    (longest, { resource, length }) => (used.has(resource) ? larger(longest, length) : longest),
    nonPreemptible,
  );
}
