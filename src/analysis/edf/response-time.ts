/**
 * Worst-case response times under preemptive EDF, on any supply.
 *
 * Let a be the arrival of a job of task i relative to the last instant before its completion at which no work due by
 * x = a + D_i was pending. From then on only work due by x executes (and one blocking section), so it is done after
 *   L(x) = least w = timeToSupply(b(x) + n_i C_i + Σ_{j≠i} min(⌈(w + J_j)/T_j⌉, ⌊(x − d_j)/T_j⌋ + 1)⁺ C_j),
 * n_i = ⌊(x − d_i)/T_i⌋ + 1, and R_i = max over x of L(x) − a, measured from the arrival. Equal deadlines count against i.
 *
 * Claim: a safe bound; without blocking exact on a dedicated processor and on each supply that some one legal pattern
 * attains: the pattern of deadlines.ts for all others, with i shifted so that a job arrives at a, is legal.
 * Candidates: L(x) only jumps where x is an absolute deadline of the pattern, and x − D_i need not pass the synchronous
 * busy period w: what is released before w is done at w, so the job is no worse off than one at a − w. Where the load
 * equals the rate and the busy period does not end, one hyperperiod after all have settled suffices:
 * L(x + H) ≤ L(x) + H, as demand and supply repeat.
 * Source: M. Spuri, "Analysis of deadline scheduled real-time systems", INRIA RR-2772, 1996, theorem 4.1 and section 5
 * (jitter); blocking: L. George, N. Rivierre and M. Spuri, INRIA RR-2966, 1996.
 *
 * The search goes down, as in demand.ts: L is nondecreasing in x, so below x only an x′ < L(x) + D_i − R can beat the best
 * response R so far.
 */
import { present } from "../../contract/assert.ts";
import { ceilDiv, larger, smaller } from "../../numeric/integer.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import { Effort } from "../effort.ts";
import { busyPeriod } from "./busy-period.ts";
import { type DueSequence, dueSequences } from "./deadlines.ts";
import { compareLoad, demandLine, hyperperiod } from "./horizon.ts";
import { type BlockingSegment, NO_BLOCKING, segmentAt } from "./stretch.ts";

/** A worst-case response time in ticks, measured from the arrival. */
export type EdfResponse =
  | {
      readonly kind: "bounded";
      readonly response: bigint;
      /** When the job that attains it arrives, after the start of its busy window. */
      readonly arrival: bigint;
    }
  /** The tasks ask for more than the rate of the supply: later jobs wait ever longer. */
  | { readonly kind: "unbounded" }
  | {
      readonly kind: "undetermined";
      readonly atLeast: bigint;
      readonly reason: string;
      readonly limit: number;
    };

/**
 * The worst-case response time of every task; a task without work has nothing to wait for: its response is 0. Each task
 * has `limit` elementary steps to itself, and so has the busy period.
 */
export function edfResponses(
  tasks: readonly TickTask[],
  supply: SupplyBound,
  segments: readonly BlockingSegment[] = NO_BLOCKING,
  limit?: number,
): readonly EdfResponse[] {
  const sequences = dueSequences(tasks);
  const line = demandLine(sequences);
  const overloaded = compareLoad(line, supply.rate) > 0;
  const longest = segments.reduce((most, { blocking }) => larger(most, blocking), 0n);
  const cyclic = hyperperiod(sequences, line, supply, segments);
  const end = overloaded
    ? null
    : (busyPeriod(sequences, supply, longest, cyclic, new Effort(limit)) ?? cyclic);
  return tasks.map(({ deadline }, index) => {
    const own = sequences.find((sequence) => sequence.index === index);
    if (own === undefined) return { kind: "bounded", response: 0n, arrival: 0n };
    if (overloaded) return { kind: "unbounded" };
    const effort = new Effort(limit);
    if (end === null) return undetermined(0n, "the busy period did not end", effort);
    return worstResponse({ sequences, own, deadline, end, supply, segments }, effort);
  });
}

interface Search {
  readonly sequences: readonly DueSequence[];
  /** The analysed task, and its deadline from the arrival. */
  readonly own: DueSequence;
  readonly deadline: bigint;
  /** Only arrivals before this matter. */
  readonly end: bigint;
  readonly supply: SupplyBound;
  readonly segments: readonly BlockingSegment[];
}

/** Goes through the segments of constant blocking that x = a + D can lie in, each from the top down. */
function worstResponse(search: Search, effort: Effort): EdfResponse {
  const { own, deadline, end, segments } = search;
  let worst: Worst | null = { response: 0n, arrival: -own.jitter };
  let from = own.first;
  // The job that arrives first of all often does worst: it makes the jumps of the rest long.
  worst = descend(search, from, from + 1n, segmentAt(segments, from), worst, effort);
  for (let position = segmentAt(segments, from); worst !== null; position += 1) {
    const to = smaller(segments[position + 1]?.from ?? end + deadline, end + deadline);
    if (to <= from) break;
    const found = descend(search, from, to, position, worst, effort);
    if (found === null) return undetermined(worst.response, "the search did not end", effort);
    worst = found;
    from = to;
  }
  if (worst === null) return undetermined(0n, "the search did not end", effort);
  return { kind: "bounded", ...worst };
}

interface Worst {
  readonly response: bigint;
  readonly arrival: bigint;
}

/** The worst of the given response and those with x in [from, to); null where the effort ends. */
function descend(
  search: Search,
  from: bigint,
  to: bigint,
  position: number,
  known: Worst,
  effort: Effort,
): Worst | null {
  const { sequences, deadline, segments } = search;
  const blocking = segments[position]?.blocking ?? 0n;
  let worst = known;
  let limit = to;
  for (;;) {
    const candidate = lastCandidate(sequences, limit);
    if (candidate === null || candidate.at < from) return worst;
    const window = completion(search, candidate.jobs, blocking, effort);
    if (window === null) return null;
    const arrival = candidate.at - deadline;
    if (window - arrival > worst.response) worst = { response: window - arrival, arrival };
    limit = smaller(candidate.at, window + deadline - worst.response);
  }
}

/** The last absolute deadline before `limit` and how many jobs of each sequence are due by it, in the sequences' order. */
function lastCandidate(
  sequences: readonly DueSequence[],
  limit: bigint,
): { readonly at: bigint; readonly jobs: readonly bigint[] } | null {
  const jobs: bigint[] = [];
  let at: bigint | null = null;
  for (const { first, period } of sequences) {
    if (first >= limit) break;
    const later = (limit - 1n - first) / period;
    const due = first + later * period;
    if (at === null || due > at) at = due;
    jobs.push(later + 1n);
  }
  return at === null ? null : { at, jobs };
}

/** L(x), where `jobs` are due by x; null where the effort ends. */
function completion(
  { sequences, own, supply }: Search,
  jobs: readonly bigint[],
  blocking: bigint,
  effort: Effort,
): bigint | null {
  let window: bigint | null = null;
  while (effort.spend(jobs.length)) {
    let work = blocking;
    for (const [position, due] of jobs.entries()) {
      const { period, jitter, wcet } = sequences[position] as DueSequence;
      const released = window === null ? 1n : ceilDiv(window + jitter, period);
      work += (sequences[position] === own || due < released ? due : released) * wcet;
    }
    const next = present(supply.timeToSupply(work), "a supply with a rate supplies any work in time");
    if (next === window) return window;
    window = next;
  }
  return null;
}

function undetermined(atLeast: bigint, what: string, effort: Effort): EdfResponse {
  return {
    kind: "undetermined",
    atLeast,
    reason: `${what} within ${effort.limit} steps`,
    limit: effort.limit,
  };
}
