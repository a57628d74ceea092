import { ceilDiv } from "../../numeric/integer.ts";
import type { Ratio } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";

/**
 * What competes at one priority level: the task under analysis and the tasks above it. Tasks above without work are
 * left out: they request nothing.
 */
export interface Level {
  readonly task: TickTask;
  readonly higher: readonly TickTask[];
}

/** The level of `tasks[index]`, the tasks being in priority order, highest first. */
export function levelOf(tasks: readonly TickTask[], index: number): Level {
  return {
    task: tasks[index] as TickTask,
    higher: tasks.slice(0, index).filter(({ wcet }) => wcet > 0n),
  };
}

/**
 * What must have been supplied for job `job` (from 0) of the level's task to be complete `window` after a critical
 * instant: the blocking, the task's own jobs up to this one and every job from above released in [0, window). At the
 * critical instant each task's first job has suffered its whole jitter and all further ones come as early as they may,
 * so ⌈(window + J)/T⌉ of them are released (Tindell, Burns and Wellings 1994).
 */
export function levelDemand(level: Level, job: bigint, window: bigint): bigint {
  let demand = level.task.blocking + (job + 1n) * level.task.wcet;
  if (window <= 0n) return demand;
  for (const { wcet, period, jitter } of level.higher) {
    demand += ceilDiv(window + jitter, period) * wcet;
  }
  return demand;
}

/**
 * A lower bound on every window in which job `job` completes, from the work alone. With ⌈x⌉ ≥ x and no more than t
 * supplied in t, w ≥ B + (q+1)C + Σ (w + J)C/T, which is linear in w. The utilizations are rounded down to 2⁻⁶⁴, so
 * the bound stays below the real one. Needs a utilization below 1 above the task; 0 otherwise.
 */
export function leastWindow(level: Level): (job: bigint) => bigint {
  const { blocking, wcet } = level.task;
  let jitterWork = 0n;
  let free = 1n << 64n;
  for (const above of level.higher) {
    free -= (above.wcet << 64n) / above.period;
    jitterWork += ((above.wcet * above.jitter) << 64n) / above.period;
  }
  return (job) => (free > 0n ? ceilDiv(((blocking + (job + 1n) * wcet) << 64n) + jitterWork, free) : 0n);
}

/** Compares the utilization of the tasks with a rate, exactly: negative, zero or positive. */
export function compareLoad(tasks: readonly TickTask[], rate: Ratio): number {
  let numerator = 0n;
  let denominator = 1n;
  for (const { wcet, period } of tasks) {
    numerator = numerator * period + wcet * denominator;
    denominator *= period;
  }
  const difference = numerator * rate.denominator - rate.numerator * denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
