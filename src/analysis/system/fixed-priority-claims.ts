import type { Claim } from "../../certificate/claim.ts";
import type { Blocker } from "../../certificate/scenario.ts";
import { present } from "../../contract/assert.ts";
import { byPriority } from "../../model/guest.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { reducedBound } from "../../supply/reduced.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import { compile } from "../compile.ts";
import { Effort } from "../effort.ts";
import { fixedPriorityBlocking, withBlocking } from "../fixed-priority/blocking.ts";
import { firstMiss, responseTime } from "../fixed-priority/response-time.ts";
import { furtherMeasures, type GuestProblem } from "./guest-problem.ts";
import { nonPreemptiveClaims } from "./non-preemptive-claims.ts";
import { phaseClaim } from "./table-phase-claim.ts";
import { claimBase, type TaskQuestion } from "./task-question.ts";
import { boundExceeds, demandExceeds } from "./words.ts";
import { legalWorlds, scenarioOf } from "./world.ts";

/** One claim per task of a fixed-priority guest: its response time against its deadline. */
export function fixedPriorityClaims(problem: GuestProblem, unit: TimeUnit, effort: number): Claim[] {
  const tasks = byPriority(problem.guest);
  if (!problem.guest.preemptive) return nonPreemptiveClaims(problem, tasks, unit, effort);
  const compiled = compile(withBlocking(tasks), problem.supply, furtherMeasures(problem));
  return tasks.map((task, index) => taskClaim({ problem, tasks, task, index, compiled, unit, effort }));
}

function taskClaim(question: TaskQuestion): Claim {
  const { problem, task, index, compiled, unit, effort } = question;
  const { timebase } = compiled;
  const supply = reducedBound(compiled.supply, timebase.toTicks(problem.loss.value));
  const outcome = responseTime(compiled.tasks, index, supply, new Effort(effort));
  const base = claimBase(problem, task);
  if (outcome.kind === "unbounded") {
    const reason = `${task.name} and the tasks above it ask for more than the long-run supply`;
    return refutedOr({ ...base, verdict: "not-proved", witness: { kind: "overload" }, reason }, question);
  }
  if (outcome.kind === "undetermined") {
    const witness = { kind: "effort-spent", limit: outcome.limit };
    return refutedOr({ ...base, verdict: "not-proved", witness, reason: outcome.reason }, question);
  }
  const response = new Duration(timebase.toSeconds(outcome.response));
  const claim: Claim = {
    ...base,
    verdict: response.atMost(task.deadline) ? "proved" : "not-proved",
    bound: response,
    margin: task.deadline.minus(response),
    witness: {
      kind: "fp-fixed-point",
      job: Rational.of(outcome.job),
      window: new Duration(timebase.toSeconds(outcome.window)),
      demand: new Work(timebase.toSeconds(outcome.demand)),
      supply: new Work(timebase.toSeconds(supply.sbf(outcome.window))),
    },
  };
  if (claim.verdict === "proved") return claim;
  const failed = { ...claim, reason: boundExceeds(unit, response, task.deadline) };
  return phaseClaim(failed, question) ?? refutedOr(failed, question);
}

/** Turns a failed claim into a refuted one where some legal world has a late job, with or without a blocker. */
function refutedOr(claim: Claim, question: TaskQuestion): Claim {
  const { problem, tasks, task, index, compiled, unit, effort } = question;
  const { timebase } = compiled;
  for (const world of legalWorlds(problem, timebase, "fixed-priority")) {
    for (const { blocker, blocked } of courses(question)) {
      const miss = firstMiss(blocked, index, world.bound, new Effort(effort));
      const scenario =
        miss.kind === "miss" ? scenarioOf(tasks, { task, job: miss.job, blocker }, world) : null;
      if (miss.kind !== "miss" || scenario === null) continue;
      const at = new Duration(timebase.toSeconds(miss.window));
      const demand = new Work(timebase.toSeconds(miss.demand));
      const supply = new Work(timebase.toSeconds(miss.supply));
      const witness = { kind: "fp-miss", job: Rational.of(miss.job), at, demand, supply };
      return {
        ...claim,
        verdict: "refuted",
        witness,
        reason: demandExceeds(unit, at, demand, supply),
        scenario,
      };
    }
  }
  return claim;
}

/**
 * The tasks as they really may run: without any blocking, or held up by the longest section described. A declared bound
 * on blocking names nobody who blocks, so no miss can rest on it.
 */
function courses({
  tasks,
  index,
  compiled,
}: TaskQuestion): { blocker: Blocker | null; blocked: TickTask[] }[] {
  const free = compiled.tasks.map((each) => ({ ...each, blocking: 0n }));
  const { by, blocking } = present(fixedPriorityBlocking(tasks)[index], "every task has a blocking");
  const section = blocking.minus(present(tasks[index], "the task asked about").blocking);
  if (by === null || !section.isPositive()) return [{ blocker: null, blocked: free }];
  const ticks = compiled.timebase.toTicks(section.value);
  const held = free.map((each, at) => (at === index ? { ...each, blocking: ticks } : each));
  return [
    { blocker: null, blocked: free },
    { blocker: { task: by, section }, blocked: held },
  ];
}
