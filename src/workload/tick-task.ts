import type { Task } from "../model/task.ts";
import type { Timebase } from "../numeric/timebase.ts";

/** The timing of a task in integer ticks; the form that all bounds and analyses compute on. */
export interface TickTask {
  readonly wcet: bigint;
  readonly period: bigint;
  readonly deadline: bigint;
  readonly jitter: bigint;
  /** What work of lower priority delays this task by, at most (fixed priority only). */
  readonly blocking: bigint;
}

/** The declared timing of a task in ticks. */
export function inTicks(task: Task, timebase: Timebase): TickTask {
  return {
    wcet: timebase.toTicks(task.wcet.value),
    period: timebase.toTicks(task.period.value),
    deadline: timebase.toTicks(task.deadline.value),
    jitter: timebase.toTicks(task.jitter.value),
    blocking: timebase.toTicks(task.blocking.value),
  };
}
