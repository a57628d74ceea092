/**
 * The processor demand test, on any supply.
 *
 * Claim: preemptive EDF meets every deadline of independent sporadic tasks exactly if
 *   dbf(t) + b(t) ≤ sbf(t) at every absolute deadline t up to a horizon (horizon.ts),
 * decided through v(t) = timeToSupply(dbf(t) + b(t)) ≤ t; t − v(t) is the slack at t.
 * Assumes: EDF by absolute deadline; arrivals at least a period apart; jitter as part of the deadline (deadlines.ts);
 * b(t) bounds the section of a job due later that runs into the window (blocking.ts). With blocking or on a supply that
 * no legal pattern attains the test is sufficient, otherwise exact.
 * Source: S. K. Baruah, L. E. Rosier and R. R. Howell, "Algorithms and complexity concerning the preemptive scheduling of
 * periodic, real-time tasks on one processor", Real-Time Systems 2, 1990; I. Shin and I. Lee, RTSS 2003 (supply);
 * M. Spuri, INRIA RR-2772, 1996 (jitter); T. P. Baker, Real-Time Systems 3, 1991 (blocking).
 *
 * Which deadlines are visited: a generalization of QPA (F. Zhang and A. Burns, "Schedulability analysis for real-time
 * systems with EDF scheduling", IEEE Trans. Computers 58(9), 2009). Let s ≥ 0 be the least slack found so far. From t go
 * to the last deadline before min(t, v(t) + s): for any t′ in between, v(t′) ≤ v(t) since demand grows with the window,
 * so its slack t′ − v(t′) ≥ t′ − v(t) ≥ s is no news. s = 0 is QPA. This needs v monotone: b falls as t grows, so the walk
 * is done apart in each stretch of constant b. (QPA on dbf + b at once accepts wrongly: see the tests.)
 */
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import { Effort } from "../effort.ts";
import { type DueSequence, dueSequences, lastDueBefore } from "./deadlines.ts";
import { compareLoad, demandHorizon, demandLine, type Horizon, slackHorizon } from "./horizon.ts";
import { type BlockingSegment, NO_BLOCKING, type Stretch, stretches } from "./stretch.ts";

/** The answer in ticks; a point `at` is a window length that ends at an absolute deadline. */
export type DemandOutcome =
  /** Every deadline is met; `tightest` is null where nothing is demanded. */
  | { readonly kind: "met"; readonly tightest: Tightest | null; readonly horizon: Horizon }
  /** The smallest window whose demand and blocking exceed the supply; no smaller one has a late job. */
  | ({ readonly kind: "violated" } & Violation)
  /** The tasks ask for more than the rate of the supply, so a deadline is missed; null: later than the effort reached. */
  | { readonly kind: "overloaded"; readonly firstFail: Violation | null }
  /** The effort was spent first; windows below `reached` demand no more than is supplied. */
  | {
      readonly kind: "undetermined";
      readonly reason: string;
      readonly reached: bigint;
      readonly limit: number;
    };

export interface Violation {
  readonly at: bigint;
  readonly demand: bigint;
  readonly blocking: bigint;
  readonly supplied: bigint;
  /** The task whose section blocks; null where none does. */
  readonly blocker: number | null;
}

/** A deadline of least slack. */
export interface Tightest {
  readonly at: bigint;
  readonly demand: bigint;
  readonly blocking: bigint;
  /** The window that surely supplies demand and blocking. */
  readonly needed: bigint;
  /** at − needed ≥ 0. */
  readonly slack: bigint;
  /** Whether no deadline at all has less slack; otherwise none up to the horizon. */
  readonly everywhere: boolean;
}

/** One part in so many of the effort may go into slack beyond the horizon, once the verdict is known. */
const EXTRA_SHARE = 20;

/** Decides whether EDF meets all deadlines of `tasks` on `supply`; all in ticks of one length. */
export function decideDemand(
  tasks: readonly TickTask[],
  supply: SupplyBound,
  segments: readonly BlockingSegment[] = NO_BLOCKING,
  effort: Effort = new Effort(),
): DemandOutcome {
  const sequences = dueSequences(tasks);
  const [earliest] = sequences;
  if (earliest === undefined) {
    return { kind: "met", tightest: null, horizon: { length: 0n, form: "linear bound" } };
  }
  const line = demandLine(sequences);
  const overloaded = compareLoad(line, supply.rate) > 0;
  const horizon = overloaded ? null : demandHorizon(sequences, line, supply, segments, effort);
  let tightest: Tightest | null = null;
  let extra: Effort | null = null;
  const cuts = stretches(segments, earliest.first);
  for (;;) {
    const stretch = cuts.next().value;
    if (horizon !== null && tightest !== null && stretch.from > horizon.length) {
      const last = slackHorizon(sequences, line, supply, segments, tightest.slack);
      const everywhere = last !== null && stretch.from > last;
      if (last === null || everywhere) return { kind: "met", tightest: { ...tightest, everywhere }, horizon };
      extra ??= new Effort(effort.limit / EXTRA_SHARE);
    }
    const walked = walkDown(sequences, supply, stretch, tightest?.slack ?? null, extra ?? effort);
    if (walked.kind === "exhausted") {
      if (overloaded) return { kind: "overloaded", firstFail: null };
      if (extra !== null && horizon !== null) return { kind: "met", tightest, horizon };
      return undetermined(stretch.from, horizon, effort);
    }
    if (walked.kind === "failing") {
      const at = smallestFailing(sequences, supply, stretch, walked.at, effort);
      if (at === null) return undetermined(stretch.from, horizon, effort);
      const firstFail = violationAt(sequences, supply, stretch, at);
      return overloaded ? { kind: "overloaded", firstFail } : { kind: "violated", ...firstFail };
    }
    tightest = walked.tighter ?? tightest;
  }
}

type Walk =
  /** No deadline of the stretch is missed; the one of least slack, if that is less than known before. */
  | { readonly kind: "met"; readonly tighter: Tightest | null }
  | { readonly kind: "failing"; readonly at: bigint }
  | { readonly kind: "exhausted" };

/** Walks down the deadlines of a stretch that may have less slack than the known one, up to the first that fails. */
function walkDown(
  sequences: readonly DueSequence[],
  supply: SupplyBound,
  { from, to, blocking }: Pick<Stretch, "from" | "to" | "blocking">,
  known: bigint | null,
  effort: Effort,
): Walk {
  let tighter: Tightest | null = null;
  let least = known;
  let limit = to;
  for (;;) {
    if (!effort.spend(sequences.length)) return { kind: "exhausted" };
    const due = lastDueBefore(sequences, limit);
    if (due === null || due.at < from) return { kind: "met", tighter };
    const { at, demand } = due;
    const needed = supply.timeToSupply(demand + blocking);
    if (needed === null || needed > at) return { kind: "failing", at };
    const slack = at - needed;
    if (least === null || slack < least) {
      least = slack;
      tighter = { at, demand, blocking, needed, slack, everywhere: false };
    }
    limit = needed + least;
  }
}

/** The smallest failing deadline of a stretch that has one at `failing`, by bisection; null where the effort ends. */
function smallestFailing(
  sequences: readonly DueSequence[],
  supply: SupplyBound,
  stretch: Stretch,
  failing: bigint,
  effort: Effort,
): bigint | null {
  let from = stretch.from;
  let smallest = failing;
  while (from < smallest) {
    const middle = (from + smallest) / 2n;
    const lower = { from, to: middle + 1n, blocking: stretch.blocking };
    const walked = walkDown(sequences, supply, lower, 0n, effort);
    if (walked.kind === "exhausted") return null;
    if (walked.kind === "failing") smallest = walked.at;
    else from = middle + 1n;
  }
  return smallest;
}

function violationAt(
  sequences: readonly DueSequence[],
  supply: SupplyBound,
  { blocking, blocker }: Stretch,
  at: bigint,
): Violation {
  const demand = lastDueBefore(sequences, at + 1n)?.demand ?? 0n;
  return { at, demand, blocking, supplied: supply.sbf(at), blocker };
}

function undetermined(reached: bigint, horizon: Horizon | null, effort: Effort): DemandOutcome {
  const reason =
    horizon === null
      ? "demand and supply are too close for a horizon of deadlines to be found"
      : "the deadlines up to the horizon are too many";
  return {
    kind: "undetermined",
    reason: `${reason} within ${effort.limit} steps`,
    reached,
    limit: effort.limit,
  };
}
