import { type Task, task } from "../../model/task.ts";
import { type Duration, Work } from "../../numeric/quantity.ts";
import type { FeasiblePoint } from "./period-selection.ts";

/** An interface that a VM could have, as its host would have to serve it. */
export interface ServerCandidate {
  readonly period: Duration;
  readonly budget: Work;
  /** When the budget is due after the start of each period. */
  readonly deadline: Duration;
  /** What switching to the VM and back costs in each period. */
  readonly overhead: Work;
}

/** A point of a trade-off curve as a candidate. */
export function candidateOf(
  { chosen, period }: Pick<FeasiblePoint, "chosen" | "period">,
  overhead: Work = Work.zero,
): ServerCandidate {
  const { supply, budget } = chosen;
  return { period, budget, overhead, deadline: supply.kind === "edp" ? supply.deadline : period };
}

/**
 * The task that serves an interface: meeting its deadlines gives the budget within [kΠ, kΠ + Δ) for each k, with D = Π for
 * a periodic resource (Shin and Lee 2003; Easwaran, Anand and Lee 2007). The overhead is due with the budget; a tight
 * deadline moves by it.
 */
export function serverTask({ period, budget, deadline, overhead }: ServerCandidate): Task {
  const wcet = budget.plus(overhead);
  const tight = deadline.lessThan(wcet.asDuration());
  return task({ name: "server", period, wcet, deadline: tight ? wcet.asDuration() : deadline });
}
