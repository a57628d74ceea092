import type { TickTask } from "../../workload/tick-task.ts";
import type { Least } from "../interface/least.ts";
import type { TickTaskSet } from "./tick-task-set.ts";

/**
 * The least integer budget in ticks; null where not even the whole processor suffices; "undetermined" where the step limit
 * was passed first. A number for a period up to 2⁴⁹, otherwise a `bigint`.
 */
export type MinBudget = number | bigint | null | "undetermined";

/** The set as the analyses on `bigint`s take it. */
export function asTickTasks({ wcet, period, deadline }: TickTaskSet): TickTask[] {
  return [...wcet].map((C, i) => ({
    wcet: BigInt(C),
    period: BigInt(period[i]!),
    deadline: BigInt(deadline[i]!),
    jitter: 0n,
    blocking: 0n,
  }));
}

/** What a search over integer budgets found; `narrow` where a number holds every budget up to the period. */
export function asMinBudget(least: Least, narrow: boolean): MinBudget {
  switch (least.kind) {
    case "nothing":
      return narrow ? 0 : 0n;
    case "least":
      return narrow ? Number(least.parameter.numerator) : least.parameter.numerator;
    case "infeasible":
      return null;
    case "undetermined":
      return least.kind;
  }
}
