/**
 * What one job, or one deadline, asks of the supply below the interrupts.
 *
 * Claim: with W(w) the interrupt load of [0, w) and sbf the supply,
 *  - fixed priorities: job q of task i is in time exactly if some 0 < w ≤ q·T_i + D_i − J_i has
 *    B_i + (q+1)C_i + Σ_{j above} ⌈(w + J_j)/T_j⌉ C_j + W(w) ≤ sbf(w);
 *  - EDF: the deadlines in [0, t] are kept exactly if some 0 < w ≤ t has dbf(t) + b(t) + W(w) ≤ sbf(w), since what is left
 *    over in [0, t] is the supremum of sbf(w) − W(w) over w ≤ t.
 * ("Exactly" where the supply is attained and nothing blocks.) Both ask: by `due`, is there a window whose demand and
 * interrupts are supplied? The demand is a step function of the window, constant under EDF.
 * Source: Lehoczky 1990, Tindell, Burns and Wellings 1994 (fixed priorities); Jeffay and Stone 1993 (EDF).
 */
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";
import { levelDemand, levelOf } from "../fixed-priority/level.ts";
import { schedulingPoints } from "../fixed-priority/scheduling-points.ts";

/** In ticks. */
export interface Requirement {
  /** The last window that helps; not positive where the jitter uses up the whole deadline. */
  readonly due: bigint;
  /** Demand without the interrupts in [0, window). Left-continuous and nondecreasing. */
  demand(window: bigint): bigint;
  /** Every window in (0, due] just after which the demand grows, and `due`; in no order, none if due ≤ 0. */
  points(): Iterable<bigint>;
}

/** Job `job`, from 0, of `tasks[index]`, the tasks being in priority order. */
export function jobRequirement(tasks: readonly TickTask[], index: number, job: bigint): Requirement {
  const level = levelOf(tasks, index);
  const { period, deadline, jitter } = level.task;
  const due = job * period + deadline - jitter;
  return {
    due,
    demand: (window) => levelDemand(level, job, window),
    points: () => schedulingPoints(level, due),
  };
}

/** The work that must be done by an absolute deadline under EDF. */
export function deadlineRequirement(due: bigint, work: bigint): Requirement {
  return { due, demand: () => work, points: () => (due > 0n ? [due] : []) };
}

/**
 * The least window ≥ `from` that supplies the demand and `extra` work, by iteration from below; null where it is beyond
 * `due`. `from` must not be beyond the answer.
 */
export function leastWindow(
  { due, demand }: Requirement,
  supply: SupplyBound,
  extra: bigint,
  from: bigint,
  effort: Effort,
): bigint | "exhausted" | null {
  let window = from > 0n ? from : 1n;
  while (window <= due) {
    if (!effort.spend()) return "exhausted";
    const next = supply.timeToSupply(demand(window) + extra);
    if (next === null || next > due) return null;
    if (next <= window) return window;
    window = next;
  }
  return null;
}
