/**
 * The utilization test.
 *
 * Claim: U = Σ C_i/T_i ≤ 1 is necessary under any scheduler, and sufficient for preemptive EDF on a dedicated processor
 * where D_i ≥ T_i, without jitter and blocking.
 * Source: C. L. Liu and J. W. Layland, "Scheduling algorithms for multiprogramming in a hard-real-time environment",
 * J. ACM 20(1), 1973, theorem 7; deadlines beyond the period: Baruah, Rosier and Howell 1990.
 */
import type { Task } from "../../model/task.ts";
import { Rational } from "../../numeric/rational.ts";
import { utilization } from "../../workload/utilization.ts";

export interface UtilizationVerdict {
  /** A sufficient condition that fails says nothing: "inconclusive". */
  readonly kind: "schedulable" | "unschedulable" | "inconclusive";
  readonly utilization: Rational;
}

export function edfUtilizationTest(tasks: readonly Task[]): UtilizationVerdict {
  const total = utilization(tasks);
  if (Rational.one.lessThan(total)) return { kind: "unschedulable", utilization: total };
  const simple = tasks.every((task) => task.wcet.isZero() || isSimple(task));
  return { kind: simple ? "schedulable" : "inconclusive", utilization: total };
}

function isSimple({ period, deadline, jitter, ...sections }: Task): boolean {
  return period.atMost(deadline) && jitter.isZero() && isUnblocking(sections);
}

/** Whether a task neither declares blocking nor can hold others up. */
export function isUnblocking(task: Pick<Task, "blocking" | "nonPreemptible" | "criticalSections">): boolean {
  return (
    task.blocking.isZero() &&
    task.nonPreemptible.isZero() &&
    task.criticalSections.every(({ length }) => length.isZero())
  );
}
