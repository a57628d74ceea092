import type { Task } from "../model/task.ts";
import { smaller } from "../numeric/integer.ts";
import { type Ratio, sum, ZERO } from "../numeric/ratio.ts";
import { Rational, smallest } from "../numeric/rational.ts";
import type { TickTask } from "./tick-task.ts";

/** Σ C/T, exact and not reduced: compare it by cross-multiplication. */
export function tickUtilization(tasks: readonly TickTask[]): Ratio {
  return tasks.map(({ wcet, period }) => ({ numerator: wcet, denominator: period })).reduce(sum, ZERO);
}

/** Σ C/min(T, D − J), exact; null if some deadline leaves no time after the jitter. */
export function tickDensity(tasks: readonly TickTask[]): Ratio | null {
  if (tasks.some(({ deadline, jitter }) => deadline <= jitter)) return null;
  return tasks
    .map(({ wcet, period, deadline, jitter }) => ({
      numerator: wcet,
      denominator: smaller(period, deadline - jitter),
    }))
    .reduce(sum, ZERO);
}

/** Σ C/T: the long-run share of a processor that the tasks ask for (Liu and Layland 1973). */
export function utilization(tasks: readonly Task[]): Rational {
  return tasks.map(({ wcet, period }) => wcet.over(period)).reduce((a, b) => a.plus(b), Rational.zero);
}

/**
 * Σ C/min(T, D − J); null if some deadline leaves no time after the jitter. At most 1 suffices for EDF on a dedicated
 * processor.
 */
export function density(tasks: readonly Task[]): Rational | null {
  if (tasks.some(({ deadline, jitter }) => deadline.minus(jitter).value.sign() <= 0)) return null;
  return tasks
    .map(({ wcet, period, deadline, jitter }) =>
      wcet.value.dividedBy(smallest(period.value, deadline.minus(jitter).value)),
    )
    .reduce((a, b) => a.plus(b), Rational.zero);
}
