/**
 * The density test for global EDF; for implicit deadlines the utilization test of Goossens, Funk and Baruah (GFB).
 *
 * Claim: with δ_i = C_i / D_i, global EDF meets every deadline on m cores if Σ δ_i ≤ m − (m − 1)·max δ_i.
 * Sufficient only. Tight for implicit deadlines: no larger bound holds in terms of total and largest utilization alone.
 * Assumes: D ≤ T and the conditions of this folder (conditions.ts).
 * Source: J. Goossens, S. Funk and S. Baruah, "Priority-driven scheduling of periodic task systems on multiprocessors",
 * Real-Time Systems 25, 2003, theorem 5; with densities M. Bertogna, M. Cirinei and G. Lipari, ECRTS 2005.
 */
import type { Task } from "../../../model/task.ts";
import { largest, Rational } from "../../../numeric/rational.ts";
import { coreCount } from "../core-count.ts";
import { outsideConditions, type SufficientKind } from "./conditions.ts";

export interface GlobalDensityVerdict {
  readonly kind: SufficientKind;
  readonly strength: "sufficient";
  /** Why the test does not apply; null where it does. */
  readonly outside: string | null;
  readonly density: Rational;
  readonly largest: Rational;
  /** m − (m − 1)·max δ. */
  readonly bound: Rational;
}

/** Throws `InputError` unless `cores` is an integer from 1. */
export function globalEdfDensityTest(given: {
  readonly tasks: readonly Task[];
  readonly cores: number;
}): GlobalDensityVerdict {
  const cores = Rational.of(coreCount(given.cores));
  const densities = given.tasks.map(({ wcet, deadline }) => wcet.over(deadline));
  const density = densities.reduce((sum, each) => sum.plus(each), Rational.zero);
  const most = largest(Rational.zero, ...densities);
  const bound = cores.minus(cores.minus(Rational.one).times(most));
  const outside = outsideConditions(given.tasks, "constrained");
  const kind = outside === null && density.atMost(bound) ? "schedulable" : "inconclusive";
  return { kind, strength: "sufficient", outside, density, largest: most, bound };
}
