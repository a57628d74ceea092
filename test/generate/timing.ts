import { fewer } from "./fewer.ts";
import type { Random } from "./random.ts";

/** The times of a task in whole ticks. */
export interface Times {
  readonly wcet: number;
  readonly period: number;
  readonly deadline: number;
  readonly jitter: number;
}

/** `constrained` includes implicit ones; `arbitrary` reaches 3T. */
export type DeadlineKind = "implicit" | "constrained" | "arbitrary";

/** `within-slack` keeps D ≤ T − J where D ≤ T; `any` reaches 2T. */
export type JitterKind = "none" | "within-slack" | "any";

/** The period itself in a third; otherwise from the work (at least 1, at most the period) on. */
export function deadlineOf(random: Random, wcet: number, period: number, kind: DeadlineKind): number {
  if (kind === "implicit" || random.oneIn(3)) return period;
  const least = Math.max(1, Math.min(wcet, period));
  return random.between(least, kind === "constrained" ? period : 3 * period);
}

/** None in half. */
export function jitterOf(random: Random, period: number, deadline: number, kind: JitterKind): number {
  if (kind === "none" || random.oneIn(2)) return 0;
  return random.between(0, kind === "any" ? 2 * period : Math.max(0, period - deadline));
}

/** The task with one of its times simpler or smaller; a deadline at the period is the simplest, so that this comes to an end. */
export function* smallerTimes<Task extends Times>(task: Task, leastWcet = 1): Generator<Task> {
  const { wcet, period, deadline, jitter } = task;
  const implicit = deadline === period;
  if (jitter > 0) yield { ...task, jitter: 0 };
  if (!implicit) yield { ...task, deadline: period };
  for (const less of fewer(wcet)) if (less >= leastWcet) yield { ...task, wcet: less };
  for (const less of fewer(period)) {
    const kept = implicit ? less : Math.min(deadline, less);
    if (less >= Math.max(1, wcet)) yield { ...task, period: less, deadline: kept };
  }
  if (!implicit) for (const less of fewer(deadline)) if (less >= 1) yield { ...task, deadline: less };
  for (const less of fewer(jitter)) if (less > 0) yield { ...task, jitter: less };
}
