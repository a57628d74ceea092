/**
 * The least parameter of a family of supplies with which EDF meets every deadline.
 *
 * Claim: it is the largest of the parameter whose rate equals the utilization, where there is one, and of the least ones
 * with dbf(t) + b(t) ≤ sbf(t), one for each absolute deadline t. Exact where the demand test is (edf/demand.ts).
 * Source: Baruah, Rosier and Howell 1990; Shin and Lee 2003. The search is our own:
 *
 * One walk raises the parameter to its final value. The deadlines are visited in octaves of doubling length, each from its
 * end down as QPA does (Zhang and Burns 2009): with v = timeToSupply(dbf(t) + b(t)) ≤ t go to the last deadline before v.
 * Where v > t raise the parameter until v ≤ t. What was found in order before stays so, since more supplies no less. No
 * smaller parameter will do, since every raise was forced. The walk ends at the horizon (edf/horizon.ts) of the parameter
 * reached, which shrinks as the parameter grows: early deadlines, which ask for most, keep the late ones from being
 * visited at all. A search that halves an interval must instead prove bad parameters bad and good ones good near the
 * utilization, where the horizon has no limit.
 */
import { assert } from "../../contract/assert.ts";
import { ceilDiv, floorDiv } from "../../numeric/integer.ts";
import { compare, type Ratio } from "../../numeric/ratio.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import { type DueSequence, dueSequences, lastDueBefore } from "../edf/deadlines.ts";
import { type DemandOutcome, decideDemand } from "../edf/demand.ts";
import { type DemandLine, demandHorizon, demandLine, linearHorizon } from "../edf/horizon.ts";
import { lateJob } from "../edf/miss.ts";
import { type BlockingSegment, type Stretch, stretches } from "../edf/stretch.ts";
import { Effort } from "../effort.ts";
import { between } from "./between.ts";
import { leastByRate, leastByWindow, type Member, type Rounding, type SupplyFamily } from "./family.ts";
import type { Deciding, Exhausted, Least } from "./least.ts";
import { scaledSegments, scaledTasks } from "./scaled.ts";

/** A task set under EDF, in ticks. */
export interface EdfProblem {
  readonly tasks: readonly TickTask[];
  readonly segments: readonly BlockingSegment[];
}

export function leastForEdf(
  problem: EdfProblem,
  family: SupplyFamily,
  rounding: Rounding,
  effort: Effort,
): Least {
  const sequences = dueSequences(problem.tasks);
  const [earliest] = sequences;
  if (earliest === undefined) return { kind: "nothing" };
  const line = demandLine(sequences);
  const byRate = leastByRate(family, rounding, { numerator: line.slope, denominator: line.scale });
  if (byRate === null) return { kind: "infeasible", deciding: { kind: "utilization" } };
  let reached: Reached = {
    member: byRate === "any" ? null : family.at(byRate),
    deciding: { kind: "utilization" },
  };
  let horizon: bigint | null = null;
  let quiet = 0;
  for (const stretch of stretches(problem.segments, earliest.first)) {
    if (quiet === 0 || quiet === PATIENCE) {
      horizon = reached.member && horizonOf(line, problem, reached.member, quiet > 0, effort);
    }
    if (horizon !== null && stretch.from > horizon) break;
    const walked = raiseWithin(sequences, stretch, reached, family, rounding, effort);
    if (walked.kind === "exhausted") {
      return exhausted(problem, family, rounding, walked.member?.parameter ?? null, stretch.to, effort);
    }
    if (walked.kind === "infeasible") return infeasible(problem, family, walked.at, walked.demand, effort);
    quiet = walked.member === reached.member ? quiet + 1 : 0;
    reached = walked;
  }
  const { member, deciding } = reached;
  assert(member !== null, "some deadline asks for supply");
  return confirmed(problem, family, rounding, member, deciding, effort);
}

/** Octaves without a raise after which a horizon that takes more than a line to find is worth its cost. */
const PATIENCE = 8;

/** The parameter reached so far (null: none asked for yet), and what forbids any smaller one. */
interface Reached {
  readonly member: Member | null;
  readonly deciding: Deciding;
}

type Walk =
  | ({ readonly kind: "raised" } & Reached)
  | { readonly kind: "infeasible"; readonly at: bigint; readonly demand: bigint }
  | { readonly kind: "exhausted"; readonly member: Member | null };

/** Raises the parameter until all deadlines of a stretch are met. */
function raiseWithin(
  sequences: readonly DueSequence[],
  { from, to, blocking }: Stretch,
  reached: Reached,
  family: SupplyFamily,
  rounding: Rounding,
  effort: Effort,
): Walk {
  let { member, deciding } = reached;
  let limit = to;
  for (;;) {
    if (!effort.spend(sequences.length)) return { kind: "exhausted", member };
    const due = lastDueBefore(sequences, limit);
    if (due === null || due.at < from) return { kind: "raised", member, deciding };
    const { at } = due;
    const demand = due.demand + blocking;
    const needed = member && timeToSupply(member, demand);
    if (needed !== null && needed <= at) {
      limit = needed;
      continue;
    }
    const parameter = leastByWindow(family, rounding, at, demand);
    if (parameter === null) return { kind: "infeasible", at, demand };
    member = family.at(parameter);
    deciding = { kind: "window", task: taskDueAt(sequences, at), window: at, demand };
    limit = at;
  }
}

/** The least integer window that surely supplies the work; null where none does. */
function timeToSupply({ supply, scale }: Member, work: bigint): bigint | null {
  const window = supply.timeToSupply(work * scale);
  return window === null ? null : ceilDiv(window, scale);
}

/** A window after which nobody is late with this supply; null where none was found, or none by the lines alone. */
function horizonOf(
  line: DemandLine,
  { tasks, segments }: EdfProblem,
  { supply, scale }: Member,
  beyondLines: boolean,
  effort: Effort,
): bigint | null {
  const scaledLine = {
    ...line,
    lift: line.lift * scale,
    lateLift: line.lateLift * scale,
    late: line.late * scale,
  };
  const blocking = scaledSegments(segments, scale);
  const linear = linearHorizon(scaledLine, supply.rate, supply.delay, blocking);
  if (linear !== null) return floorDiv(linear, scale);
  if (!beyondLines) return null;
  const scaled = dueSequences(scaledTasks(tasks, scale));
  const exact = demandHorizon(scaled, scaledLine, supply, blocking, new Effort(effort.limit));
  return exact === null ? null : floorDiv(exact.length, scale);
}

/** The last of the tasks due at `at`: with equal deadlines the lower index goes first. */
function taskDueAt(sequences: readonly DueSequence[], at: bigint): number {
  let last = 0;
  for (const { index, first, period } of sequences) {
    if (first <= at && ((at - first) % period === 0n || at === 0n) && index > last) last = index;
  }
  return last;
}

/** No parameter will do. The largest, where there is one, says at which window first. */
function infeasible(
  { tasks, segments }: EdfProblem,
  { most, at: memberAt }: SupplyFamily,
  at: bigint,
  demand: bigint,
  effort: Effort,
): Least {
  const found: Deciding = { kind: "window", task: taskDueAt(dueSequences(tasks), at), window: at, demand };
  const outcome = decideDemand(tasks, memberAt(most).supply, segments, new Effort(effort.limit));
  if (outcome.kind !== "violated") return { kind: "infeasible", deciding: found };
  return {
    kind: "infeasible",
    deciding: {
      kind: "window",
      task: lateJob(tasks, outcome).task,
      window: outcome.at,
      demand: outcome.demand + outcome.blocking,
    },
  };
}

/** Puts the answer to the ordinary demand test. */
function confirmed(
  problem: EdfProblem,
  family: SupplyFamily,
  rounding: Rounding,
  member: Member,
  deciding: Deciding,
  effort: Effort,
): Least {
  const { parameter } = member;
  const kind = ordinaryVerdict(problem, member, effort);
  if (kind === "undetermined") return exhausted(problem, family, rounding, parameter, null, effort);
  assert(kind === "met", "the demand test accepts the least supply");
  return { kind: "least", parameter, deciding };
}

function ordinaryVerdict(
  { tasks, segments }: EdfProblem,
  { supply, scale }: Member,
  effort: Effort,
): DemandOutcome["kind"] {
  const limit = new Effort(effort.limit);
  return decideDemand(scaledTasks(tasks, scale), supply, scaledSegments(segments, scale), limit).kind;
}

/**
 * The effort is spent: demand and supply are too close for the horizon to be reached. A little more supply brings it near:
 * the first of the parameters p + (most − p)/2^j, j = 32, 31, …, 0, with a horizon about as far as the walk has come that the
 * ordinary demand test accepts.
 */
function exhausted(
  problem: EdfProblem,
  family: SupplyFamily,
  rounding: Rounding,
  atLeast: Ratio | null,
  reached: bigint | null,
  effort: Effort,
): Exhausted {
  const reason = `the deadlines at which demand may exceed the supply did not end within ${effort.limit} steps`;
  const line = demandLine(dueSequences(problem.tasks));
  let atMost: Ratio | null = null;
  for (let parts = atLeast === null ? 1n : 1n << 32n; atMost === null && parts > 0n; parts /= 2n) {
    const parameter = rounding(between(atLeast ?? family.most, family.most, parts));
    if (compare(parameter, family.most) > 0n) continue;
    const member = family.at(parameter);
    const horizon = horizonOf(line, problem, member, false, effort);
    if (horizon === null || (reached !== null && horizon > reached)) continue;
    if (ordinaryVerdict(problem, member, effort) === "met") atMost = parameter;
  }
  return { kind: "undetermined", atLeast, atMost, reason, limit: effort.limit };
}
