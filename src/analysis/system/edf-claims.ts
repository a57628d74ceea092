import type { Claim, Witness } from "../../certificate/claim.ts";
import { present } from "../../contract/assert.ts";
import type { SupplyPattern } from "../../model/supply-pattern.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { CyclicService } from "../../supply/cyclic-service.ts";
import { reducedBound } from "../../supply/reduced.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { type Compiled, compile } from "../compile.ts";
import { blockingInTicks, edfBlocking } from "../edf/blocking.ts";
import { type DemandOutcome, decideDemand, type Violation } from "../edf/demand.ts";
import { type LateJob, lateJob } from "../edf/miss.ts";
import { nonPreemptiveBlocking } from "../edf/non-preemptive.ts";
import { firstLateJob } from "../edf/play.ts";
import { edfResponses } from "../edf/response-time.ts";
import { type BlockingSegment, NO_BLOCKING } from "../edf/stretch.ts";
import { Effort } from "../effort.ts";
import { assumptionsOf, furtherMeasures, type GuestProblem, prefixOf } from "./guest-problem.ts";
import { demandExceeds } from "./words.ts";
import { legalWorlds, scenarioOf, type World } from "./world.ts";

/** Steps that the response time of one EDF task may take: it is told for information once the demand test has decided. */
const RESPONSE_EFFORT = 20_000;

/** An EDF guest on ticks, with what may block it. */
interface EdfQuestion {
  readonly problem: GuestProblem;
  readonly compiled: Compiled;
  readonly supply: SupplyBound;
  readonly segments: readonly BlockingSegment[];
  readonly unit: TimeUnit;
  readonly effort: number;
}

/**
 * The claims of an EDF guest: one for all tasks together by processor demand, which decides, and, once that is proved,
 * one per task with its response bound.
 */
export function edfClaims(problem: GuestProblem, unit: TimeUnit, effort: number): Claim[] {
  const { tasks, preemptive } = problem.guest;
  const compiled = compile(tasks, problem.supply, furtherMeasures(problem));
  const { timebase } = compiled;
  const supply = reducedBound(compiled.supply, timebase.toTicks(problem.loss.value));
  const segments = preemptive
    ? edfBlocking(tasks.map((task) => blockingInTicks(task, timebase)))
    : nonPreemptiveBlocking(compiled.tasks, 0n);
  const question = { problem, compiled, supply, segments, unit, effort };
  const together = demandClaim(question);
  return together.verdict === "proved" ? [together, ...responseClaims(question)] : [together];
}

function demandClaim(question: EdfQuestion): Claim {
  const { problem, compiled, supply, segments, effort } = question;
  const outcome = decideDemand(compiled.tasks, supply, segments, new Effort(effort));
  const base: Omit<Claim, "verdict" | "witness"> = {
    id: `${prefixOf(problem)}/tasks`,
    subject: problem.vm === null ? {} : { vm: problem.vm },
    statement: "every job of every task ends within its deadline",
    method: problem.guest.preemptive ? "edf-demand" : "edf-non-preemptive",
    assumptions: assumptionsOf(problem),
  };
  const claim: Claim = { ...base, ...judged(outcome, question) };
  return claim.verdict === "proved" ? claim : refutedOr(claim, question);
}

function judged(
  outcome: DemandOutcome,
  question: EdfQuestion,
): Pick<Claim, "verdict" | "witness" | "reason" | "margin"> {
  const { timebase } = question.compiled;
  switch (outcome.kind) {
    case "met": {
      const horizon = new Duration(timebase.toSeconds(outcome.horizon.length));
      if (outcome.tightest === null)
        return { verdict: "proved", witness: { kind: "edf-no-demand", horizon } };
      const { needed, slack } = outcome.tightest;
      const witness: Witness = {
        kind: "edf-tightest-deadline",
        ...demandAt(outcome.tightest, timebase),
        needed: new Duration(timebase.toSeconds(needed)),
        horizon,
      };
      return { verdict: "proved", witness, margin: new Duration(timebase.toSeconds(slack)) };
    }
    case "violated":
      return { verdict: "not-proved", ...violation(outcome, question) };
    case "overloaded":
      if (outcome.firstFail !== null)
        return { verdict: "not-proved", ...violation(outcome.firstFail, question) };
      return {
        verdict: "not-proved",
        witness: { kind: "overload" },
        reason: "the tasks ask for more than the long-run supply",
      };
    case "undetermined":
      return {
        verdict: "not-proved",
        witness: { kind: "effort-spent", limit: outcome.limit },
        reason: outcome.reason,
      };
  }
}

function violation(
  found: Violation,
  { compiled, unit }: EdfQuestion,
): Pick<Claim, "witness"> & { readonly reason: string } {
  const { timebase } = compiled;
  const point = demandAt(found, timebase);
  const supply = new Work(timebase.toSeconds(found.supplied));
  return {
    witness: { kind: "edf-violation", ...point, supply },
    reason: demandExceeds(unit, point.at, point.demand.plus(point.blocking), supply),
  };
}

function demandAt(
  { at, demand, blocking }: { readonly at: bigint; readonly demand: bigint; readonly blocking: bigint },
  timebase: Timebase,
): { readonly at: Duration; readonly demand: Work; readonly blocking: Work } {
  return {
    at: new Duration(timebase.toSeconds(at)),
    demand: new Work(timebase.toSeconds(demand)),
    blocking: new Work(timebase.toSeconds(blocking)),
  };
}

/**
 * Turns a failed claim into a refuted one where some legal world has a late job: without blocking, or with a section
 * that the description shows. A non-preemptive guest is left at not proved: which of its jobs is late first is not
 * settled by its demand.
 */
function refutedOr(claim: Claim, question: EdfQuestion): Claim {
  const { problem, compiled, segments, effort } = question;
  if (!problem.guest.preemptive) return claim;
  const described = problem.guest.tasks.every((task) => task.blocking.isZero());
  for (const world of legalWorlds(problem, compiled.timebase, "edf")) {
    for (const blocking of described && segments !== NO_BLOCKING ? [NO_BLOCKING, segments] : [NO_BLOCKING]) {
      const outcome = decideDemand(compiled.tasks, world.bound, blocking, new Effort(effort));
      const found =
        outcome.kind === "violated" ? outcome : outcome.kind === "overloaded" ? outcome.firstFail : null;
      const refuted = found === null ? null : refutedBy(found, claim, question, world);
      if (refuted !== null) return refuted;
    }
  }
  return claim;
}

function refutedBy(found: Violation, claim: Claim, question: EdfQuestion, world: World): Claim | null {
  const { problem, compiled } = question;
  const { tasks } = problem.guest;
  const late =
    world.kind === "worst" ? lateJob(compiled.tasks, found) : playedLateJob(found, question, world);
  if (late === null) return null;
  const task = present(tasks[late.task], "the late job is one of the guest's");
  const holder =
    late.blocker === null ? null : present(tasks[late.blocker], "the blocker is one of the guest's");
  if (late.needsBlocking && holder === null) return null;
  const section = new Work(compiled.timebase.toSeconds(found.blocking));
  const blocker = holder === null ? null : { task: holder.name, section };
  const scenario = scenarioOf(tasks, { task, job: late.job, blocker }, world);
  return scenario === null ? null : { ...claim, verdict: "refuted", ...violation(found, question), scenario };
}

/** The job that is late first in the kindest supply, which gives no more than the bound that the violation was found on. */
function playedLateJob(
  found: Violation,
  { compiled, effort }: EdfQuestion,
  world: World,
): Pick<LateJob, "task" | "job" | "needsBlocking" | "blocker"> | null {
  const { timebase, tasks } = compiled;
  const pattern = world.patternFor(new Duration(timebase.toSeconds(found.at)));
  if (found.demand <= found.supplied || pattern === null) return null;
  // Without any supply the kindest is also the worst.
  if (pattern.windows.length === 0) return lateJob(tasks, found);
  const played = firstLateJob(tasks, serviceOf(pattern, timebase), found.at, new Effort(effort));
  return played === null ? null : { ...played, needsBlocking: false, blocker: null };
}

function serviceOf({ cycle, windows }: SupplyPattern, timebase: Timebase): CyclicService {
  const ticks = (time: Duration): bigint => timebase.toTicks(time.value);
  const whole = windows.some(({ from, to }) => to.minus(from).equals(cycle));
  return whole
    ? new CyclicService(1n, [{ start: 0n, end: 1n }])
    : new CyclicService(
        ticks(cycle),
        windows.map(({ from, to }) => ({ start: ticks(from), end: ticks(to) })),
      );
}

/** The response bound of each task; where none was found in time, the deadline that the demand test has proved. */
function responseClaims({ problem, compiled, supply, segments }: EdfQuestion): Claim[] {
  const { tasks, preemptive } = problem.guest;
  const responses = preemptive ? edfResponses(compiled.tasks, supply, segments, RESPONSE_EFFORT) : [];
  return tasks.map((task, index) => {
    const outcome = responses[index];
    const found =
      outcome?.kind === "bounded" ? new Duration(compiled.timebase.toSeconds(outcome.response)) : null;
    const own = found?.atMost(task.deadline) ? found : null;
    const bound = own ?? task.deadline;
    return {
      id: `${prefixOf(problem)}/task/${task.name}`,
      subject: { ...(problem.vm === null ? {} : { vm: problem.vm }), task: task.name },
      statement: `every job of ${task.name} ends within its deadline`,
      verdict: "proved",
      method: own !== null ? "edf-response-time" : preemptive ? "edf-demand" : "edf-non-preemptive",
      assumptions: assumptionsOf(problem),
      bound,
      deadline: task.deadline,
      margin: task.deadline.minus(bound),
      witness:
        own === null || outcome?.kind !== "bounded"
          ? { kind: "edf-by-demand", claim: `${prefixOf(problem)}/tasks` }
          : {
              kind: "edf-worst-arrival",
              arrival: new Duration(compiled.timebase.toSeconds(outcome.arrival)),
            },
    };
  });
}
