import type { Load } from "../../model/supply.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import { dueSequences, lastDueBefore } from "../edf/deadlines.ts";
import { decideDemand } from "../edf/demand.ts";
import { segmentAt } from "../edf/stretch.ts";
import type { Effort } from "../effort.ts";
import { firstMiss } from "../fixed-priority/response-time.ts";
import { type InterruptQuestion, type TickQuestion, tickQuestion } from "./question.ts";
import { deadlineRequirement, jobRequirement, type Requirement } from "./requirement.ts";

/** A job or a deadline by what does not depend on the tick. */
export type RequirementKey =
  | { readonly kind: "job"; readonly index: number; readonly job: bigint }
  | { readonly kind: "deadline"; readonly at: Duration; readonly work: Work };

/** The first job or deadline that is not met with the given sources; "exhausted" where the effort ends first. */
export function firstUnmet(
  question: InterruptQuestion,
  sources: readonly Load[],
  effort: Effort,
): RequirementKey | "none" | "exhausted" {
  const ticks = tickQuestion(question, sources);
  return ticks.scheduling === "edf" ? firstDeadline(ticks, effort) : firstJob(ticks, effort);
}

/**
 * Requirements that are asked first: the first job of every task, which decides a deadline up to the period, or the
 * earliest deadline.
 */
export function firstRequirements(ticks: TickQuestion): readonly Requirement[] {
  const { tasks, scheduling } = ticks;
  if (scheduling === "fixed-priority") {
    return tasks.flatMap(({ wcet }, index) => (wcet > 0n ? [jobRequirement(tasks, index, 0n)] : []));
  }
  const sequences = dueSequences(tasks);
  const [earliest] = sequences;
  if (earliest === undefined) return [];
  const due = lastDueBefore(sequences, (earliest.first > 0n ? earliest.first : 0n) + 1n);
  const { blocking = 0n } = ticks.blocking[segmentAt(ticks.blocking, due?.at ?? 0n)] ?? {};
  return [deadlineRequirement(due?.at ?? 0n, (due?.demand ?? 0n) + blocking)];
}

/** A requirement on the ticks of another question about the same tasks. */
export function requirementOf(key: RequirementKey, { tasks, timebase }: TickQuestion): Requirement {
  return key.kind === "job"
    ? jobRequirement(tasks, key.index, key.job)
    : deadlineRequirement(timebase.toTicks(key.at.value), timebase.toTicks(key.work.value));
}

function firstDeadline(ticks: TickQuestion, effort: Effort): RequirementKey | "none" | "exhausted" {
  const { tasks, supply, blocking, timebase } = ticks;
  const outcome = decideDemand(tasks, supply, blocking, effort);
  const fail = outcome.kind === "overloaded" ? outcome.firstFail : outcome;
  if (outcome.kind === "met") return "none";
  if (fail === null || outcome.kind === "undetermined" || !("demand" in fail)) return "exhausted";
  return {
    kind: "deadline",
    at: new Duration(timebase.toSeconds(fail.at)),
    work: new Work(timebase.toSeconds(fail.demand + fail.blocking)),
  };
}

function firstJob({ tasks, supply }: TickQuestion, effort: Effort): RequirementKey | "none" | "exhausted" {
  for (const index of tasks.keys()) {
    const miss = firstMiss(tasks, index, supply, effort);
    if (miss.kind === "undetermined") return "exhausted";
    if (miss.kind === "miss") return { kind: "job", index, job: miss.job };
  }
  return "none";
}

/** Whether the first jobs of all tasks decide: deadlines up to the periods under fixed priorities. */
export function firstJobsDecide({ scheduling, tasks }: TickQuestion): boolean {
  const early = ({ wcet, deadline, period }: TickTask): boolean => wcet === 0n || deadline <= period;
  return scheduling === "fixed-priority" && tasks.every(early);
}
