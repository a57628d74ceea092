/**
 * How far the execution times of a fixed-priority set can grow: the largest common factor, and the largest single wcet.
 *
 * Claim: for job q of task i the largest factor is max_t (sbf(t) − B_i) / ((q+1)C_i + Σ_{j above} ⌈(t + J_j)/T_j⌉ C_j)
 * over the scheduling points t up to its deadline, since between points the denominator is constant and sbf does not
 * fall; the largest C_k comes from the same points. With D ≤ T the first job of each task decides, and the result is the
 * minimum over the tasks.
 * With D > T later jobs count too. The search starts from the value that the first jobs and the supply's rate allow and
 * asks the exact response-time analysis for a job that misses; the value that this job allows is strictly smaller and no
 * less than the answer. Repeating ends at the answer, at which no job misses: all values are exact rationals from the
 * finitely many jobs that can matter.
 * Assumes: preemptive fixed priorities; blocking stays as it is. Exact on every supply that one legal pattern attains,
 * safe on any other.
 * Source: Vestal 1994; Bini, Di Natale and Buttazzo 2008.
 */
import { dedicated, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { ceilDiv } from "../../numeric/integer.ts";
import { Work } from "../../numeric/quantity.ts";
import { largest, Rational, smallest } from "../../numeric/rational.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import { type Compiled, compile } from "../compile.ts";
import { Effort } from "../effort.ts";
import { withBlocking } from "../fixed-priority/blocking.ts";
import { levelDemand } from "../fixed-priority/level.ts";
import { firstMiss } from "../fixed-priority/response-time.ts";
import { schedulingPoints } from "../fixed-priority/scheduling-points.ts";

/** The work was more than the effort allows: the answer is at most `atMost`; null where not even that is known. */
export interface UndeterminedLimit<Q> {
  readonly kind: "undetermined";
  readonly atMost: Q | null;
  readonly limit: number;
}

/**
 * The largest factor by which all wcets may be multiplied with every deadline met; 0 where no positive one will do.
 * Null where none is the largest: blocking or jitter alone is too much for any work, or there is no work at all.
 * `tasks` are in priority order, highest first; derived blocking is added and stays as it is.
 */
export function largestScaling(
  tasks: readonly Task[],
  supply: Supply = dedicated(),
  effort: Effort = new Effort(),
): Rational | UndeterminedLimit<Rational> | null {
  const blocked = withBlocking(tasks);
  return search(supply, effort, {
    first: Rational.one,
    at: (factor) => blocked.map((task) => ({ ...task, wcet: task.wcet.times(factor) })),
    concerns: (_, { wcet }) => wcet > 0n,
    allowed: (compiled, demanded, { index, supplied }, factor) => {
      const { blocking } = compiled.tasks[index] as TickTask;
      return Rational.of(supplied - blocking, demanded - blocking).times(factor);
    },
    byRate: (rate, total) => rate.dividedBy(total),
  });
}

/**
 * The largest wcet of `tasks[index]`, the others as they are, with every deadline met; null where not even a vanishing
 * one meets them. `tasks` are in priority order, highest first; derived blocking is added and stays as it is.
 */
export function largestWcet(
  tasks: readonly Task[],
  index: number,
  supply: Supply = dedicated(),
  effort: Effort = new Effort(),
): Work | UndeterminedLimit<Work> | null {
  const blocked = withBlocking(tasks);
  const grown = blocked[index] as Task;
  const above = missAbove(blocked, index, supply, effort);
  if (above !== "none") return above;
  const found = search(supply, effort, {
    first: grown.wcet.value,
    at: (value) => blocked.map((task, at) => (at === index ? { ...task, wcet: new Work(value) } : task)),
    concerns: (at, { wcet }) => at === index || (at > index && wcet > 0n),
    allowed: ({ tasks: ticks, timebase }, demanded, { index: at, job, point, supplied }) => {
      const { wcet, period, jitter } = ticks[index] as TickTask;
      const jobs = at === index ? job + 1n : ceilDiv(point + jitter, period);
      return Rational.of(supplied - (demanded - jobs * wcet), jobs).times(timebase.tick);
    },
    byRate: (rate, total) => rate.minus(total.minus(grown.wcet.over(grown.period))).times(grown.period.value),
  });
  if (found === null || found instanceof Rational) return found && new Work(found);
  return { ...found, atMost: found.atMost && new Work(found.atMost) };
}

/** A point of one job and what is supplied up to it. */
interface PointOfJob {
  readonly index: number;
  readonly job: bigint;
  readonly point: bigint;
  readonly supplied: bigint;
}

/** One way for a set to grow with a value. */
interface Growth {
  /** The value that the given set has. */
  readonly first: Rational;
  at(value: Rational): readonly Task[];
  /** Whether a task's deadline limits the value. */
  concerns(index: number, task: TickTask): boolean;
  /** The largest value for which the job's demand at the point is supplied, given the demand at `value`. */
  allowed(compiled: Compiled, demanded: bigint, at: PointOfJob, value: Rational): Rational;
  /** The value at which the utilization, `total` in the given set, equals the rate. */
  byRate(rate: Rational, total: Rational): Rational;
}

function search(
  supply: Supply,
  effort: Effort,
  growth: Growth,
): Rational | UndeterminedLimit<Rational> | null {
  const given = compile(growth.at(growth.first), supply);
  const limits: Rational[] = [];
  for (const [index, task] of given.tasks.entries()) {
    if (!growth.concerns(index, task)) continue;
    const limit = limitOfJob(given, index, 0n, growth, growth.first, effort);
    if (limit === "exhausted") return { kind: "undetermined", atMost: null, limit: effort.limit };
    if (limit === null) return null;
    limits.push(limit);
  }
  const [firstLimit, ...others] = limits;
  if (firstLimit === undefined) return null;
  const total = given.tasks.reduce(
    (sum, { wcet, period }) => sum.plus(Rational.of(wcet, period)),
    Rational.zero,
  );
  const { numerator, denominator } = given.supply.rate;
  let value = smallest(firstLimit, ...others, growth.byRate(Rational.of(numerator, denominator), total));
  while (value.sign() >= 0) {
    const lower = limitOfLaterJobs(supply, growth, value, effort);
    if (lower === "none") return value;
    if (lower === "exhausted") return { kind: "undetermined", atMost: value, limit: effort.limit };
    if (lower === null) return null;
    value = lower;
  }
  return null;
}

/** What the first job allows that misses at `value`. With D ≤ T no later job can, and the first ones have been asked. */
function limitOfLaterJobs(
  supply: Supply,
  growth: Growth,
  value: Rational,
  effort: Effort,
): Rational | "none" | "exhausted" | null {
  const compiled = compile(growth.at(value), supply);
  for (const [index, task] of compiled.tasks.entries()) {
    if (task.deadline <= task.period || !growth.concerns(index, task)) continue;
    const miss = firstMiss(compiled.tasks, index, compiled.supply, effort);
    if (miss.kind === "undetermined") return "exhausted";
    if (miss.kind === "miss") return limitOfJob(compiled, index, miss.job, growth, value, effort);
  }
  return "none";
}

/** The largest value over the scheduling points of a job; null where it is negative or jitter leaves the job no point. */
function limitOfJob(
  compiled: Compiled,
  index: number,
  job: bigint,
  growth: Growth,
  value: Rational,
  effort: Effort,
): Rational | "exhausted" | null {
  // A task that grows from nothing brings its scheduling points with it: none above is left out for want of work.
  const level = { task: compiled.tasks[index] as TickTask, higher: compiled.tasks.slice(0, index) };
  const { period, deadline, jitter } = level.task;
  const due = job * period + deadline - jitter;
  let best = Rational.of(-1n);
  for (const point of schedulingPoints(level, due)) {
    if (!effort.spend(level.higher.length + 1)) return "exhausted";
    const supplied = compiled.supply.sbf(point);
    const demanded = levelDemand(level, job, point);
    const allowed = growth.allowed(compiled, demanded, { index, job, point, supplied }, value);
    best = largest(best, allowed);
  }
  return best.sign() < 0 ? null : best;
}

/** Tasks above do not feel the one that grows: they meet their deadlines or nothing helps. */
function missAbove(
  tasks: readonly Task[],
  index: number,
  supply: Supply,
  effort: Effort,
): "none" | UndeterminedLimit<Work> | null {
  const compiled = compile(tasks, supply);
  for (let above = 0; above < index; above++) {
    const { kind } = firstMiss(compiled.tasks, above, compiled.supply, effort);
    if (kind === "miss") return null;
    if (kind === "undetermined") return { kind: "undetermined", atMost: null, limit: effort.limit };
  }
  return "none";
}
