/**
 * The interference test for global EDF of Bertogna, Cirinei and Lipari (BCL).
 *
 * Claim: global EDF meets every deadline on m cores if for each task k
 *   Σ_{i≠k} min(W_i, D_k − C_k) < m·(D_k − C_k),
 * or if both are equal and some 0 < W_i ≤ D_k − C_k. W_i is the most work of task i with deadlines in a window of D_k,
 * its last deadline at the window's end: N·C_i + min(C_i, (D_k − N·T_i)⁺) with N = (⌊(D_k − D_i)/T_i⌋ + 1)⁺.
 * Sufficient only. Incomparable with the density test.
 * Assumes: D ≤ T and the conditions of this folder (conditions.ts).
 * Source: M. Bertogna, M. Cirinei and G. Lipari, "Improved schedulability analysis of EDF on multiprocessor platforms",
 * ECRTS 2005, theorem 6, multiplied by D_k.
 */
import type { Task } from "../../../model/task.ts";
import { Work } from "../../../numeric/quantity.ts";
import { Rational, smallest } from "../../../numeric/rational.ts";
import { coreCount } from "../core-count.ts";
import { outsideConditions, type SufficientKind } from "./conditions.ts";

export interface InterferenceVerdict {
  readonly kind: SufficientKind;
  readonly strength: "sufficient";
  /** Why the test does not apply; null where it does. */
  readonly outside: string | null;
  /** What is known of each task, in the given order. */
  readonly tasks: readonly InterferenceCheck[];
}

export interface InterferenceCheck {
  readonly passes: boolean;
  /** Σ min(W_i, D_k − C_k). */
  readonly interference: Work;
  /** m·(D_k − C_k): interference beyond it may make the task late. */
  readonly limit: Work;
}

/** Throws `InputError` unless `cores` is an integer from 1. */
export function globalEdfInterferenceTest(given: {
  readonly tasks: readonly Task[];
  readonly cores: number;
}): InterferenceVerdict {
  const cores = Rational.of(coreCount(given.cores));
  const tasks = given.tasks.map((task, index) => check(task, given.tasks.toSpliced(index, 1), cores));
  const outside = outsideConditions(given.tasks, "constrained");
  const kind = outside === null && tasks.every(({ passes }) => passes) ? "schedulable" : "inconclusive";
  return { kind, strength: "sufficient", outside, tasks };
}

function check({ wcet, deadline }: Task, others: readonly Task[], cores: Rational): InterferenceCheck {
  const slack = deadline.value.minus(wcet.value);
  const works = others.map((other) => workDue(other, deadline.value));
  const interference = works.reduce((sum, work) => sum.plus(smallest(work, slack)), Rational.zero);
  const limit = cores.times(slack);
  const someFits = works.some((work) => work.sign() > 0 && work.atMost(slack));
  const passes = wcet.isZero() || interference.lessThan(limit) || (interference.equals(limit) && someFits);
  return { passes, interference: new Work(interference), limit: new Work(limit) };
}

function workDue({ wcet, period, deadline }: Task, window: Rational): Rational {
  const last = window.minus(deadline.value).dividedBy(period.value).floor() + 1n;
  const jobs = Rational.of(last > 0n ? last : 0n);
  const rest = window.minus(jobs.times(period.value));
  const carriedIn = rest.sign() > 0 ? smallest(wcet.value, rest) : Rational.zero;
  return jobs.times(wcet.value).plus(carriedIn);
}
