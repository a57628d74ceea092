/**
 * Sufficient tests for rate-monotonic priorities that look at utilizations only. A set that fails one may still be
 * schedulable; only the harmonic test is exact.
 *
 * Assume: preemptive, dedicated processor, priorities by period, D ≥ T and no jitter; no blocking but where named.
 * Sources: Liu and Layland 1973, theorem 5; Bini, Buttazzo and Buttazzo 2003, theorem 1 (hyperbolic bound); Sha, Rajkumar
 * and Lehoczky 1990, theorem 16 (blocking); Han and Tyan 1997 (harmonic periods).
 *
 * Everything is decided in exact rationals: U ≤ n(2^{1/n} − 1) is (U/n + 1)^n ≤ 2. Each function counts the tasks that
 * it is given: leave out tasks without work (`withWork`) before, since n weakens the bound and they never miss.
 */
import type { Task } from "../../model/task.ts";
import type { Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";

const TWO = Rational.of(2n);

/** The tasks that have something to do. */
export function withWork(tasks: readonly Task[]): readonly Task[] {
  return tasks.filter(({ wcet }) => wcet.isPositive());
}

/** Σ C/T. */
export function utilization(tasks: readonly Task[]): Rational {
  return tasks.reduce((sum, { wcet, period }) => sum.plus(wcet.over(period)), Rational.zero);
}

/** Whether the assumptions of this file's tests hold for the tasks: no deadline below the period, and no jitter. */
export function utilizationBoundsApply(tasks: readonly Task[]): boolean {
  return tasks.every(({ period, deadline, jitter }) => period.atMost(deadline) && jitter.isZero());
}

/** U ≤ n(2^{1/n} − 1). Sufficient without blocking; true for no tasks. */
export function liuLayland(tasks: readonly Task[]): boolean {
  return withinLiuLayland(utilization(tasks), tasks.length);
}

/**
 * The Liu and Layland bound for each task i with what it may wait for: Σ_{j<i} U_j + (C_i + B_i)/T_i ≤ i(2^{1/i} − 1).
 * `tasks` by period, shortest first; `blocking` is that of each, as `fixedPriorityBlocking` gives it. Sufficient.
 */
export function liuLaylandWithBlocking(tasks: readonly Task[], blocking: readonly Work[]): boolean {
  return tasks.every((task, index) => {
    const own = blocking[index]?.over(task.period) ?? Rational.zero;
    return withinLiuLayland(utilization(tasks.slice(0, index + 1)).plus(own), index + 1);
  });
}

/** Π (U_i + 1), which the hyperbolic bound compares with 2. */
export function hyperbolicProduct(tasks: readonly Task[]): Rational {
  return tasks.reduce(
    (product, { wcet, period }) => product.times(wcet.over(period).plus(Rational.one)),
    Rational.one,
  );
}

/** Π (U_i + 1) ≤ 2; equality passes. Sufficient, and passes whatever passes Liu and Layland. */
export function hyperbolic(tasks: readonly Task[]): boolean {
  return hyperbolicProduct(tasks).atMost(TWO);
}

/** Whether of any two periods one divides the other: then the set is schedulable exactly if U ≤ 1. */
export function isHarmonic(tasks: readonly Task[]): boolean {
  const periods = tasks.map(({ period }) => period).sort((a, b) => a.compare(b));
  return periods.every((period, index) => {
    const next = periods[index + 1];
    return next === undefined || next.per(period).isInteger();
  });
}

function withinLiuLayland(total: Rational, count: number): boolean {
  if (count === 0) return true;
  const factor = total.dividedBy(Rational.of(BigInt(count))).plus(Rational.one);
  let power = Rational.one;
  for (let k = 0; k < count; k++) power = power.times(factor);
  return power.atMost(TWO);
}
