/**
 * Utilization separation: the few tasks that ask for much of a core get the highest priorities, all others are
 * scheduled as usual. This removes the effect of Dhall and Liu (1978), by which global RM and EDF may miss a deadline on
 * any number of cores at a total utilization barely above 1.
 *
 * Claims, for D = T on m cores, every task asking for at most one core:
 *  - RM-US[m/(3m − 2)]: tasks with U_i > m/(3m − 2) above all others, these rate monotonic: every deadline is met if
 *    Σ U_i ≤ m²/(3m − 2), for m ≥ 2. (B. Andersson, S. Baruah and J. Jonsson, RTSS 2001, theorem 2.) On one core the formula
 *    reads U ≤ 1, which rate-monotonic priorities do not honour.
 *  - EDF-US[1/2]: tasks with U_i > 1/2, but at most m − 1 of them, above all others, these EDF: if Σ U_i ≤ (m + 1)/2.
 *    (A. Srinivasan and S. Baruah, IPL 84, 2002; T. P. Baker, "An analysis of EDF schedulability on a multiprocessor",
 *    IEEE TPDS 16(8), 2005.)
 *    Proof: let k be above. Were they to run all the time, m − k cores would be left, and by predictability (Ha and Liu
 *    1994) nobody ends later for their running less. For k < m − 1 or no further heavy task, the rest has at most
 *    (m + 1)/2 − k/2 = (m − k) − (m − k − 1)/2 and no task above 1/2: the density test accepts it. Otherwise one core is
 *    left, and the rest has less than (m + 1)/2 − (m − 1)/2 = 1 (or U ≤ 1 for m = 1): EDF meets its deadlines. Without
 *    "at most m − 1", two tasks above 1/2 may hold both of two cores and a third one miss.
 * Sufficient only.
 * Assumes: implicit deadlines and the conditions of this folder (conditions.ts).
 */
import type { Task } from "../../../model/task.ts";
import { Rational } from "../../../numeric/rational.ts";
import { utilization } from "../../../workload/utilization.ts";
import { coreCount } from "../core-count.ts";
import { outsideConditions, type SufficientKind } from "./conditions.ts";

export interface SeparationVerdict {
  readonly kind: SufficientKind;
  readonly strength: "sufficient";
  /** Why the test does not apply; null where it does. */
  readonly outside: string | null;
  readonly utilization: Rational;
  readonly bound: Rational;
  /** Tasks above this share of a core are heavy. */
  readonly threshold: Rational;
  /** The tasks that run above all others, as indexes. */
  readonly top: readonly number[];
}

/** RM-US[m/(3m − 2)]. Throws `InputError` unless `cores` is an integer from 1. */
export function fpUsTest(given: {
  readonly tasks: readonly Task[];
  readonly cores: number;
}): SeparationVerdict {
  const cores = coreCount(given.cores);
  const threshold = Rational.of(cores, 3n * cores - 2n);
  const bound = threshold.times(Rational.of(cores));
  const single = cores === 1n ? "one core is no multiprocessor: RM-US needs two" : null;
  return verdict(given.tasks, threshold, bound, heavy(given.tasks, threshold), single);
}

/** EDF-US[1/2]. Throws `InputError` unless `cores` is an integer from 1. */
export function edfUsTest(given: {
  readonly tasks: readonly Task[];
  readonly cores: number;
}): SeparationVerdict {
  const cores = coreCount(given.cores);
  const threshold = Rational.of(1n, 2n);
  const bound = Rational.of(cores + 1n, 2n);
  const top = heavy(given.tasks, threshold).slice(0, given.cores - 1);
  return verdict(given.tasks, threshold, bound, top, null);
}

/** The priority order of RM-US, highest first, as indexes: the heavy tasks, then the others by period. */
export function fpUsPriorities(given: {
  readonly tasks: readonly Task[];
  readonly cores: number;
}): readonly number[] {
  const { top } = fpUsTest(given);
  const light = given.tasks.map((_, index) => index).filter((index) => !top.includes(index));
  const period = (index: number) => (given.tasks[index] as Task).period;
  return [...top, ...light.sort((a, b) => period(a).compare(period(b)))];
}

/** The tasks above the threshold, the heaviest first. */
function heavy(tasks: readonly Task[], threshold: Rational): number[] {
  const shares = tasks.map(({ wcet, period }) => wcet.over(period));
  return shares
    .flatMap((share, index) => (threshold.lessThan(share) ? [index] : []))
    .sort((a, b) => (shares[b] as Rational).compare(shares[a] as Rational));
}

function verdict(
  tasks: readonly Task[],
  threshold: Rational,
  bound: Rational,
  top: readonly number[],
  obstacle: string | null,
): SeparationVerdict {
  const total = utilization(tasks);
  const outside = obstacle ?? outsideConditions(tasks, "implicit");
  const kind = outside === null && total.atMost(bound) ? "schedulable" : "inconclusive";
  return { kind, strength: "sufficient", outside, utilization: total, bound, threshold, top };
}
