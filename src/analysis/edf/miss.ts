/**
 * Who misses: the late job behind a demand violation, in a scenario that can happen.
 *
 * Scenario: every task arrives so that its first job suffers its whole jitter J and is released at 0, job k arrives at
 * kT − J and is released at max(0, kT − J); every job takes its wcet; the supply is as late in [0, t] as it may be; equal
 * deadlines go to the lower index. Where the violation needs blocking, the section of `blocker` begins just before 0.
 *
 * Claim: at the smallest violated t, the job of the highest index that is due exactly at t is late, and no job is before.
 * Proof: (1) For t′ < t let s be the last instant before t′ without pending work due by t′. What executes in [s, t′] demands
 * at most dbf(t′ − s) + b(t′ − s) ≤ sbf(t′ − s), so no job due at t′ is late. (2) More work is due by t than is supplied
 * before t, so some job due at t is late. (3) If work due by t ran out at some s in (0, t), the rest would be what comes in
 * [s, t], with dbf(t − s) ≤ sbf(t − s): nobody would be late. So it never runs out, and the job that goes last among it is
 * the unfinished one. Where jitter exceeds a deadline t may be 0; then the job is due at or before its release.
 */
import { present } from "../../contract/assert.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Violation } from "./demand.ts";

/** A late job; instants in ticks from the common release. */
export interface LateJob {
  readonly task: number;
  /** From 0. */
  readonly job: bigint;
  readonly release: bigint;
  readonly absoluteDeadline: bigint;
  /** The violation exists only with a section of another job that began just before 0. */
  readonly needsBlocking: boolean;
  /** The task of that section; null where only a declared bound says so, or none is needed. */
  readonly blocker: number | null;
}

/** The late job of the smallest violation, as `decideDemand` finds it. */
export function lateJob(tasks: readonly TickTask[], violation: Violation): LateJob {
  const { at, demand, supplied, blocker } = violation;
  const needsBlocking = demand <= supplied;
  let late: LateJob | null = null;
  for (const [task, { wcet, period, deadline, jitter }] of tasks.entries()) {
    const first = deadline - jitter;
    if (wcet === 0n || first > at) continue;
    const job = (at - first) / period;
    const arrival = job * period - jitter;
    const absoluteDeadline = first + job * period;
    if (late !== null && absoluteDeadline < late.absoluteDeadline) continue;
    const release = arrival > 0n ? arrival : 0n;
    late = {
      task,
      job,
      release,
      absoluteDeadline,
      needsBlocking,
      blocker: needsBlocking ? blocker : null,
    };
  }
  return present(late, "some job is due where demand is violated");
}
