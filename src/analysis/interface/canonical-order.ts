import type { Task } from "../../model/task.ts";

/**
 * Deadline-monotonic order, ties by period, then by wcet: a set of servers has the same order however it was written down.
 * (Servers that tie in all three are alike.)
 */
export function canonicalOrder(tasks: readonly Task[]): Task[] {
  return [...tasks].sort(
    (a, b) => a.deadline.compare(b.deadline) || a.period.compare(b.period) || a.wcet.compare(b.wcet),
  );
}
