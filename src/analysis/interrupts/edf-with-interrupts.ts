/**
 * EDF below interrupt handlers: is every deadline met, and which is the first that is not?
 *
 * Claim: with f(t) the most time that handlers take in a window of length t, every deadline is met exactly if
 * dbf(t) ≤ t − f(t) at every absolute deadline t, where t − f(t) = sup { s − Σ ⌈s/T⌉C : 0 ≤ s ≤ t }⁺. In integer time this is
 * the recurrence f(t) = f(t − 1) + 1 while handlers are pending, and the same values hold in dense time. On a supply the
 * s before the sum is sbf(s).
 * Assumes: preemptive EDF; handlers run first and are never blocked. Exact where the supply is attained and nothing blocks.
 * Source: K. Jeffay and D. L. Stone, "Accounting for interrupt handling costs in dynamic priority task systems", RTSS 1993.
 */
import { dedicated, type Load, leftover, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { type DemandVerdict, demandTest } from "../edf/demand-test.ts";

/** The processor demand test on what the sources leave; `effort` in elementary steps. */
export function edfWithInterrupts(given: {
  readonly tasks: readonly Task[];
  readonly sources: readonly Load[];
  readonly supply?: Supply;
  readonly effort?: number;
}): DemandVerdict {
  const { tasks, sources, effort } = given;
  const supply = leftover(given.supply ?? dedicated(), sources);
  return demandTest({ tasks, supply, ...(effort === undefined ? {} : { effort }) });
}
