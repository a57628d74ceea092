import type { Claim } from "../../certificate/claim.ts";
import type { TableSupply } from "../../model/supply.ts";
import type { SupplyPattern } from "../../model/supply-pattern.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import { CyclicService, type TickWindow } from "../../supply/cyclic-service.ts";
import { Effort } from "../effort.ts";
import { everyPhaseResponse, supplyFrom } from "../fixed-priority/every-phase.ts";
import { firstMiss } from "../fixed-priority/response-time.ts";
import type { TaskQuestion } from "./task-question.ts";
import { boundExceeds, demandExceeds } from "./words.ts";
import { scenarioOf } from "./world.ts";

/**
 * A task that fails on the sbf of a table gets the exact test: every alignment of the table with the critical instant.
 * Null where the supply is more than a plain table, or the exact test does not end.
 */
export function phaseClaim(failed: Claim, question: TaskQuestion): Claim | null {
  const { problem, task, index, compiled, unit, effort } = question;
  const { timebase } = compiled;
  const { supply } = problem;
  if (supply.kind !== "table" || !problem.loss.isZero()) return null;
  const { frame, windows } = inTicks(supply, timebase);
  const found = everyPhaseResponse(compiled.tasks, index, frame, windows, new Effort(effort));
  if (found.response.kind !== "bounded" || found.phase === null) return null;
  const { response, job, window, demand } = found.response;
  const bound = new Duration(timebase.toSeconds(response));
  const claim: Claim = {
    ...failed,
    method: "fp-table-phases",
    bound,
    margin: task.deadline.minus(bound),
    witness: {
      kind: "fp-worst-phase",
      phase: new Duration(timebase.toSeconds(found.phase)),
      job: Rational.of(job),
      window: new Duration(timebase.toSeconds(window)),
      demand: new Work(timebase.toSeconds(demand)),
    },
  };
  if (bound.atMost(task.deadline)) {
    const { reason: _, ...proved } = claim;
    return { ...proved, verdict: "proved" };
  }
  const late = { ...claim, reason: boundExceeds(unit, bound, task.deadline) };
  return refutedInPhase(late, question);
}

/** The miss in the worst phase, without blocking or costs of the VMM; not proved where either is needed for it. */
function refutedInPhase(claim: Claim, question: TaskQuestion): Claim {
  const { problem, tasks, task, index, compiled, unit, effort } = question;
  const { timebase } = compiled;
  const { free, attained } = problem;
  if (!attained || free?.kind !== "table" || tasks.some((each) => each.offset !== null)) return claim;
  const { frame, windows } = inTicks(free, timebase);
  const unblocked = compiled.tasks.map((each) => ({ ...each, blocking: 0n }));
  const { phase } = everyPhaseResponse(unblocked, index, frame, windows, new Effort(effort));
  if (phase === null) return claim;
  const service = new CyclicService(frame, windows);
  const bound = supplyFrom(service, phase);
  const miss = firstMiss(unblocked, index, bound, new Effort(effort));
  if (miss.kind !== "miss") return claim;
  const world = {
    kind: "worst" as const,
    bound,
    interference: [],
    patternFor: () => patternFrom(service, phase, timebase),
  };
  const scenario = scenarioOf(tasks, { task, job: miss.job, blocker: null }, world);
  if (scenario === null) return claim;
  const at = new Duration(timebase.toSeconds(miss.window));
  const demand = new Work(timebase.toSeconds(miss.demand));
  const supply = new Work(timebase.toSeconds(miss.supply));
  return { ...claim, verdict: "refuted", reason: demandExceeds(unit, at, demand, supply), scenario };
}

function inTicks(
  { frame, windows }: TableSupply,
  timebase: Timebase,
): { frame: bigint; windows: TickWindow[] } {
  return {
    frame: timebase.toTicks(frame.value),
    windows: windows.map(({ start, end }) => ({
      start: timebase.toTicks(start.value),
      end: timebase.toTicks(end.value),
    })),
  };
}

/** A table as it is seen from one of its window ends, so that no window is cut in two. */
function patternFrom({ frame, windows }: CyclicService, phase: bigint, timebase: Timebase): SupplyPattern {
  const time = (ticks: bigint): Duration => new Duration(timebase.toSeconds(ticks));
  const shifted = windows
    .map(({ start, end }) =>
      start >= phase
        ? { start: start - phase, end: end - phase }
        : { start: start + frame - phase, end: end + frame - phase },
    )
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  return {
    start: Duration.zero,
    cycle: time(frame),
    windows: shifted.map(({ start, end }) => ({ from: time(start), to: time(end) })),
  };
}
