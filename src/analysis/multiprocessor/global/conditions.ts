/**
 * What the global tests of this folder have in common: independent sporadic tasks on m identical cores, preemptive, jobs
 * that may migrate at any time at no cost and never run on two cores at once. All of them are sufficient only: no exact
 * test for global scheduling is known that would be of use beyond toy systems, and the synchronous release is not the
 * worst case.
 */
import type { Task } from "../../../model/task.ts";
import { isUnblocking } from "../../edf/utilization.ts";

/** The answer of a sufficient test. */
export type SufficientKind = "schedulable" | "inconclusive";

/** Which deadlines a test is proved for. */
export type DeadlineClass = "implicit" | "constrained";

/** Why a test says nothing about the set; null where it applies. Tasks without work are never late and delay nobody. */
export function outsideConditions(tasks: readonly Task[], deadlines: DeadlineClass): string | null {
  for (const task of tasks) {
    if (task.wcet.isZero()) continue;
    const why = outside(task, deadlines);
    if (why !== null) return `${task.name} ${why}`;
  }
  return null;
}

function outside(task: Task, deadlines: DeadlineClass): string | null {
  const { period, deadline, jitter, wcet } = task;
  if (!jitter.isZero()) return "has release jitter, which the test does not know";
  if (!isUnblocking(task)) return "blocks or is blocked, which the test does not know";
  if (deadlines === "implicit" && !deadline.equals(period)) return "has a deadline other than its period";
  if (period.lessThan(deadline)) return "has a deadline beyond its period";
  return deadline.lessThan(wcet.asDuration()) ? "has more work than time until its deadline" : null;
}
