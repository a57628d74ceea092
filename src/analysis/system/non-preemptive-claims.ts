import type { Claim } from "../../certificate/claim.ts";
import type { Task } from "../../model/task.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { reducedBound } from "../../supply/reduced.ts";
import { compile } from "../compile.ts";
import { Effort } from "../effort.ts";
import { nonPreemptiveResponse, nonPreemptiveSufficient } from "../fixed-priority/non-preemptive.ts";
import { type GuestProblem, hasProcessor } from "./guest-problem.ts";
import { claimBase } from "./task-question.ts";
import { boundExceeds } from "./words.ts";

/**
 * One claim per task of a non-preemptive fixed-priority guest: exact in dense time where the guest has a processor to
 * itself, otherwise sufficient. A failed test says not proved.
 */
export function nonPreemptiveClaims(
  problem: GuestProblem,
  tasks: readonly Task[],
  unit: TimeUnit,
  effort: number,
): Claim[] {
  const exact = hasProcessor(problem);
  const { timebase, tasks: ticks, supply } = compile(tasks, problem.supply, [problem.loss.value]);
  const reduced = reducedBound(supply, timebase.toTicks(problem.loss.value));
  return tasks.map((task, index) => {
    const outcome = exact
      ? nonPreemptiveResponse(ticks, index, { kind: "dense" }, new Effort(effort))
      : nonPreemptiveSufficient(ticks, index, reduced, new Effort(effort));
    const method = exact ? ("fp-non-preemptive" as const) : ("fp-non-preemptive-on-supply" as const);
    const base = { ...claimBase(problem, task), method };
    if (outcome.kind !== "bounded") {
      const reason =
        outcome.kind === "unbounded"
          ? `${task.name} and the tasks above it ask for more than the long-run supply`
          : outcome.reason;
      return { ...base, verdict: "not-proved", witness: { kind: outcome.kind }, reason };
    }
    const bound = new Duration(timebase.toSeconds(outcome.response));
    const proved = bound.atMost(task.deadline);
    return {
      ...base,
      verdict: proved ? "proved" : "not-proved",
      bound,
      margin: task.deadline.minus(bound),
      witness: {
        kind: "fp-non-preemptive-fixed-point",
        job: Rational.of(outcome.job),
        window: new Duration(timebase.toSeconds(outcome.window)),
        demand: new Work(timebase.toSeconds(outcome.demand)),
      },
      ...(proved ? {} : { reason: boundExceeds(unit, bound, task.deadline) }),
    };
  });
}
