/**
 * How far the execution times of an EDF set can grow: the largest common factor, and the largest single wcet.
 *
 * Claim: let the demand of a window be F(t) + x·G(t): the factor x scales all (F = 0, G = dbf), or x is the wcet of task k
 * (F the demand of the others, G the number of its jobs). Every deadline is met exactly if x ≤ (a − U_F)/U_G, the load
 * that the rate a of the supply can bear, and x ≤ (sbf(t) − b(t) − F(t))/G(t) at every absolute deadline t.
 * The search holds the least such x so far. It makes the horizon finite: beyond the crossing of the lines of demand (at x)
 * and supply no deadline asks for less (edf/horizon.ts); where x is still what the rate alone allows, one hyperperiod
 * decides. And it skips: below t only deadlines before timeToSupply(⌈F(t) + x·G(t)⌉ + b) can ask for less than x, since
 * demand does not grow downward, as in the demand test (edf/demand.ts).
 * Assumes: preemptive EDF; blocking stays as it is. Exact on every supply that some legal pattern attains, safe on any
 * other.
 * Source: the demand criterion of Baruah, Rosier and Howell 1990 solved for x; F. Zhang, A. Burns and S. Baruah,
 * "Sensitivity analysis of task period for EDF scheduled arbitrary deadline real-time systems" and "… for arbitrary
 * deadline real-time systems with EDF scheduling", Real-Time Systems 47(3), 2011.
 */
import { dedicated, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { ceilDiv, smaller } from "../../numeric/integer.ts";
import { Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { compile } from "../compile.ts";
import { type BlockingTask, blockingInTicks, edfBlocking } from "../edf/blocking.ts";
import { type DueSequence, dueSequences } from "../edf/deadlines.ts";
import { type DemandLine, demandLine, hyperperiod, linearHorizon } from "../edf/horizon.ts";
import { type BlockingSegment, type Stretch, stretches } from "../edf/stretch.ts";
import { Effort } from "../effort.ts";
import type { UndeterminedLimit } from "./fixed-priority.ts";

/**
 * The largest factor by which all wcets may be multiplied with every deadline met; 0 where no positive one will do.
 * Null where none is the largest: blocking alone is too much, or there is no work at all. `effort` in elementary steps.
 */
export function largestEdfScaling(
  tasks: readonly Task[],
  supply: Supply = dedicated(),
  effort: Effort = new Effort(),
): Rational | UndeterminedLimit<Rational> | null {
  const compiled = compile(tasks, supply);
  const blocking = edfBlocking(tasks.map((task) => blockingInTicks(task, compiled.timebase)));
  const growing = dueSequences(compiled.tasks).map((sequence) => ({
    ...sequence,
    fixed: 0n,
    growth: sequence.wcet,
  }));
  return largestGrowth(growing, compiled.supply, blocking, effort);
}

/**
 * The largest wcet of `tasks[index]`, the others as they are, with every deadline met; null where not even a vanishing one
 * meets them.
 */
export function largestEdfWcet(
  tasks: readonly Task[],
  index: number,
  supply: Supply = dedicated(),
  effort: Effort = new Effort(),
): Work | UndeterminedLimit<Work> | null {
  const compiled = compile(tasks, supply);
  const { timebase } = compiled;
  const present = <T extends { readonly wcet: bigint }>(task: T, at: number): T =>
    at === index ? { ...task, wcet: 1n } : task;
  const blocking: readonly BlockingTask[] = tasks.map((task) => blockingInTicks(task, timebase)).map(present);
  const growing = dueSequences(compiled.tasks.map(present)).map((sequence) => ({
    ...sequence,
    fixed: sequence.index === index ? 0n : sequence.wcet,
    growth: sequence.index === index ? 1n : 0n,
  }));
  const inSeconds = (ticks: Rational): Work => new Work(ticks.times(timebase.tick));
  const found = largestGrowth(growing, compiled.supply, edfBlocking(blocking), effort);
  if (found === null) return null;
  if (found instanceof Rational) return inSeconds(found);
  return { ...found, atMost: found.atMost && inSeconds(found.atMost) };
}

/** A task whose every job asks for fixed + x·growth. */
interface GrowingSequence extends DueSequence {
  readonly fixed: bigint;
  readonly growth: bigint;
}

/** The largest x, in ticks where it is work. */
function largestGrowth(
  sequences: readonly GrowingSequence[],
  supply: SupplyBound,
  segments: readonly BlockingSegment[],
  effort: Effort,
): Rational | UndeterminedLimit<Rational> | null {
  const [earliest] = sequences;
  if (earliest === undefined) return null;
  const fixed = demandLine(sequences.map((sequence) => ({ ...sequence, wcet: sequence.fixed })));
  const growth = demandLine(sequences.map((sequence) => ({ ...sequence, wcet: sequence.growth })));
  const { numerator, denominator } = supply.rate;
  let least = Rational.of(numerator * fixed.scale - denominator * fixed.slope, denominator * growth.slope);
  const cuts = stretches(segments, earliest.first);
  while (least.sign() >= 0) {
    const stretch = cuts.next().value;
    const line = lineAt(fixed, growth, least);
    const horizon =
      linearHorizon(line, supply.rate, supply.delay, segments) ??
      hyperperiod(sequences, line, supply, segments);
    if (horizon !== null && stretch.from > horizon) return least;
    const found = leastIn(stretch, sequences, supply, least, effort);
    if (found === "exhausted") return { kind: "undetermined", atMost: least, limit: effort.limit };
    if (found === null) return null;
    least = found;
  }
  return null;
}

/** The line above F + x·G. */
function lineAt(fixed: DemandLine, growth: DemandLine, x: Rational): DemandLine {
  const at = (f: bigint, g: bigint): bigint => f * x.denominator + g * x.numerator;
  return {
    scale: fixed.scale * x.denominator,
    slope: at(fixed.slope, growth.slope),
    lift: at(fixed.lift, growth.lift),
    lateLift: at(fixed.lateLift, growth.lateLift),
    late: fixed.late,
  };
}

/** The least x that a deadline of the stretch allows, if that is less than known; null where one allows none. */
function leastIn(
  { from, to, blocking }: Stretch,
  sequences: readonly GrowingSequence[],
  supply: SupplyBound,
  known: Rational,
  effort: Effort,
): Rational | "exhausted" | null {
  let least = known;
  let limit = to;
  while (limit > from) {
    if (!effort.spend(sequences.length)) return "exhausted";
    const due = lastGrowthBefore(sequences, limit);
    if (due === null || due.at < from) return least;
    const rest = supply.sbf(due.at) - blocking - due.fixed;
    if (rest < 0n) return null;
    if (rest * least.denominator < least.numerator * due.growth) least = Rational.of(rest, due.growth);
    const demand = due.fixed + ceilDiv(least.numerator * due.growth, least.denominator);
    limit = smaller(due.at, supply.timeToSupply(demand + blocking) ?? due.at);
  }
  return least;
}

/** The last absolute deadline before `limit` > 0 with F and G there; see `lastDueBefore`. */
function lastGrowthBefore(
  sequences: readonly GrowingSequence[],
  limit: bigint,
): { readonly at: bigint; readonly fixed: bigint; readonly growth: bigint } | null {
  let [at, fixed, growth] = [0n, 0n, 0n];
  for (const sequence of sequences) {
    if (sequence.first >= limit) break;
    const later = (limit - 1n - sequence.first) / sequence.period;
    const due = sequence.first + later * sequence.period;
    if (due > at) at = due;
    fixed += (later + 1n) * sequence.fixed;
    growth += (later + 1n) * sequence.growth;
  }
  return fixed + growth === 0n ? null : { at, fixed, growth };
}
