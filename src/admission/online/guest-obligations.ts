/**
 * The deadlines of a guest as obligations (obligation.ts), under the load that it has now.
 *
 * Fixed priority: job q of the busy window of each level is complete within q·T + D − J (Lehoczky 1990; Tindell, Burns and
 * Wellings 1994), and the window closes with the last job that is looked at: within (q + 1)·T − J. For D ≤ T the first
 * job is enough.
 *
 * EDF: dbf(t) + b(t) is supplied by each absolute deadline t < L, and all that is released in L is supplied within L:
 *   dbf(L + u) ≤ rbf(L) + dbf(u), b(L + u) ≤ b(u) and sbf′(L + u) ≥ sbf′(L) + sbf′(u),
 * so that no deadline past L is missed either (the busy period of Spuri 1996, on a supply).
 */

import { blockingInTicks, edfBlocking } from "../../analysis/edf/blocking.ts";
import { type DueSequence, dueSequences, lastDueBefore } from "../../analysis/edf/deadlines.ts";
import { segmentAt } from "../../analysis/edf/stretch.ts";
import { withBlocking } from "../../analysis/fixed-priority/blocking.ts";
import { type Level, levelDemand, levelOf } from "../../analysis/fixed-priority/level.ts";
import { type GuestProblem, prefixOf } from "../../analysis/system/guest-problem.ts";
import { byPriority } from "../../model/guest.ts";
import { ceilDiv, larger, smaller } from "../../numeric/integer.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickLoad } from "../../workload/tick-events.ts";
import { inTicks, type TickTask } from "../../workload/tick-task.ts";
import { Obligation } from "./obligation.ts";

/** More obligations than this are not kept: the full analysis is asked instead. */
const MOST_OBLIGATIONS = 20_000;
/** How many times the present busy period deadlines are kept up to, and how many, each task's counted apart. */
const MOST_GROWTH = 1024n;
const MOST_DEADLINES = 8000n;
const MANY = 1n << 16n;
/** Of each task above, so many last arrivals before the limit are candidates for a window with much slack. */
const LAST_ARRIVALS = 4n;

/** A guest's problem on ticks: `supply` is what lies below all load, `load` is all of it. */
export interface TickProblem {
  readonly problem: GuestProblem;
  readonly timebase: Timebase;
  readonly supply: SupplyBound;
  readonly load: readonly TickLoad[];
}

/** Null where they would be too many, or where the busy window is not found within them. */
export function guestObligations(given: TickProblem): readonly Obligation[] | null {
  return given.problem.guest.scheduling === "edf" ? edfObligations(given) : fixedPriorityObligations(given);
}

function fixedPriorityObligations({
  problem,
  timebase,
  supply,
  load,
}: TickProblem): readonly Obligation[] | null {
  const inOrder = withBlocking(byPriority(problem.guest));
  const tasks = inOrder.map((task) => inTicks(task, timebase));
  const loss = timebase.toTicks(problem.loss.value);
  const found: Obligation[] = [];
  for (const [index, { name }] of inOrder.entries()) {
    const level = levelOf(tasks, index);
    const { wcet, period, deadline, jitter } = level.task;
    if (wcet === 0n) continue;
    const claim = `${prefixOf(problem)}/task/${name}`;
    const within = (job: bigint, limit: bigint, necessary: boolean): Obligation => {
      const own = (window: bigint): bigint => levelDemand(level, job, window) + loss;
      return new Obligation({ claim, limit, own, necessary }, supply, candidates(level, limit), load);
    };
    for (let job = 0n; ; job += 1n) {
      found.push(within(job, job * period + deadline - jitter, true));
      if (deadline <= period) break;
      const closing = within(job, (job + 1n) * period - jitter, false);
      if (closing.leastWindow(load) !== null) {
        found.push(closing);
        break;
      }
      if (found.length > MOST_OBLIGATIONS) return null;
    }
  }
  return found;
}

/** The last arrivals of each task above before the limit, and the limit: just there the demand is about to grow. */
function* candidates({ higher }: Level, limit: bigint): Generator<bigint> {
  yield limit;
  for (const { period, jitter } of higher) {
    const last = (limit + jitter - 1n) / period;
    for (let count = last; count > last - LAST_ARRIVALS && count * period - jitter > 0n; count -= 1n)
      yield count * period - jitter;
  }
}

function edfObligations({ problem, timebase, supply, load }: TickProblem): readonly Obligation[] | null {
  const { guest } = problem;
  const tasks = guest.tasks.map((task) => inTicks(task, timebase));
  const sequences = dueSequences(tasks);
  const segments = edfBlocking(guest.tasks.map((task) => blockingInTicks(task, timebase)));
  const loss = timebase.toTicks(problem.loss.value);
  const claim = `${prefixOf(problem)}/tasks`;
  if (sequences.length === 0) return [];
  const horizon = busyPeriod(tasks, supply, loss, load);
  if (horizon === null) return null;
  // Past the busy period of now, so that it may grow.
  const limit = farther(sequences, horizon);
  const released = (window: bigint): bigint => releasedBefore(tasks, window) + loss;
  const closing = { claim, limit, own: released, necessary: false };
  const found: Obligation[] = [];
  for (let due = lastDueBefore(sequences, limit); due !== null; due = lastDueBefore(sequences, due.at)) {
    const { at, demand } = due;
    const own = demand + (segments[segmentAt(segments, at)]?.blocking ?? 0n) + loss;
    found.push(new Obligation({ claim, limit: at, own: () => own, necessary: true }, supply, [at], load));
    if (at <= 0n) break;
    if (found.length > MOST_OBLIGATIONS) return null;
  }
  // The shortest windows come first: there a source that is too much shows.
  return [...found.reverse(), new Obligation(closing, supply, [limit, horizon], load)];
}

/** A length of up to `MOST_GROWTH` times the busy period, with at most `MOST_DEADLINES` before it. */
function farther(sequences: readonly DueSequence[], busy: bigint): bigint {
  const rate = sequences.reduce((sum, { period }) => sum + (MANY * busy) / period, 0n);
  // Twice at least; `rate` is MANY times the deadlines per busy period.
  const growth = rate === 0n ? MOST_GROWTH : (MOST_DEADLINES * MANY) / rate;
  return busy * larger(2n, smaller(growth, MOST_GROWTH));
}

/** The least window that supplies all that is released in it; null where it is not found in a reasonable time. */
function busyPeriod(
  tasks: readonly TickTask[],
  supply: SupplyBound,
  loss: bigint,
  load: readonly TickLoad[],
): bigint | null {
  const shortest = tasks.reduce(
    (least, { period }) => (period < least ? period : least),
    tasks[0]?.period ?? 1n,
  );
  const limit = shortest * BigInt(MOST_OBLIGATIONS);
  const own = (window: bigint): bigint => releasedBefore(tasks, window) + loss;
  return new Obligation({ claim: "", limit, own, necessary: false }, supply, [], load).leastWindow(load);
}

/** All jobs that may be released in a half-open window. */
function releasedBefore(tasks: readonly TickTask[], window: bigint): bigint {
  return tasks.reduce((sum, { wcet, period, jitter }) => sum + ceilDiv(window + jitter, period) * wcet, 0n);
}
