/**
 * The density test.
 *
 * Claim: Σ C_i / min(T_i, D_i − J_i) ≤ 1 suffices for preemptive EDF on a dedicated processor, without blocking: with
 * δ_i = min(T_i, d_i), dbf_i(t) = (⌊(t − d_i)/T_i⌋ + 1)·C_i ≤ (t/δ_i)·C_i. Never necessary but where all d_i = T_i.
 * Source: J. W. S. Liu, "Real-Time Systems", Prentice Hall 2000, theorem 6.2.
 */
import type { Task } from "../../model/task.ts";
import { Rational } from "../../numeric/rational.ts";
import { density } from "../../workload/utilization.ts";
import { isUnblocking } from "./utilization.ts";

export interface DensityVerdict {
  readonly kind: "schedulable" | "inconclusive";
  /** Null where some jitter may use up the whole deadline. */
  readonly density: Rational | null;
}

export function edfDensityTest(tasks: readonly Task[]): DensityVerdict {
  const total = density(tasks);
  const active = tasks.filter(({ wcet }) => !wcet.isZero());
  const enough = total?.atMost(Rational.one) === true && active.every(isUnblocking);
  return { kind: enough ? "schedulable" : "inconclusive", density: total };
}
