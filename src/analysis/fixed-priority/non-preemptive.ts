/**
 * Exact worst-case response times under non-preemptive fixed priorities on a dedicated processor.
 *
 * Claim: job q of task i starts after w_q, the least solution of
 *   w = B_i + q·C_i + Σ_{j above} n_j(w) C_j,   and R_i = max_q (w_q + C_i + J_i − q·T_i)
 * over the jobs of the level's busy window L = B_i + Σ_{j at or above} ⌈(L + J_j)/T_j⌉ C_j.
 *
 *  - "quantum": all times are multiples of a quantum, at which alone jobs arrive. A job below has started one quantum
 *    before at the latest: B_i = max C_k − quantum. A job that arrives just when this one would start goes first:
 *    n_j(w) = 1 + ⌊(w + J_j)/T_j⌋. This is exact (George, Rivierre and Spuri 1996, theorem 15).
 *  - "dense": jobs arrive at any instant. B_i = max C_k is a supremum: the job below has started at −ε, and all starts
 *    come ε earlier, so an arrival at w itself is too late: n_j(w) = ⌈(w + J_j)/T_j⌉, at least 1. Counting it too would
 *    be safe, but more than can happen. With no work below nothing is shifted and n_j(w) = 1 + ⌊(w + J_j)/T_j⌋.
 *
 * A declared blocking comes on top; since it may be attained, arrivals at w count with it.
 * When the level's utilization is exactly 1 its busy window may never end; demand and time then both grow by the
 * hyperperiod H from job q to job q + H/T_i, the responses repeat, and H/T_i jobs are enough.
 *
 * On another supply, `nonPreemptiveSufficient` gives a safe bound.
 */
import { ceilDiv, floorDiv, larger, lcm } from "../../numeric/integer.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";
import { compareLoad, type Level, levelOf } from "./level.ts";
import { type FpBound, type FpResponse, NO_WORK, responseTime, undetermined } from "./response-time.ts";

/** At which instants jobs arrive: at multiples of a quantum (in ticks), or anywhere. */
export type ArrivalTime = { readonly kind: "quantum"; readonly quantum: bigint } | { readonly kind: "dense" };

const FULL_RATE = { numerator: 1n, denominator: 1n };

/**
 * The worst-case response time of `tasks[index]`, the tasks being in priority order, highest first. With a quantum, all
 * times of the tasks must be multiples of it. A task without work waits for nothing: its response is 0.
 */
export function nonPreemptiveResponse(
  tasks: readonly TickTask[],
  index: number,
  time: ArrivalTime,
  effort: Effort,
): FpResponse {
  const level = levelOf(tasks, index);
  const { wcet, period, jitter } = level.task;
  if (wcet === 0n) return NO_WORK;
  const load = compareLoad([...level.higher, level.task], FULL_RATE);
  if (load > 0) return { kind: "unbounded" };
  const below = longestBelow(tasks, index);
  const blocking =
    level.task.blocking + (time.kind === "quantum" && below > 0n ? below - time.quantum : below);
  const shifted = time.kind === "dense" && below > 0n && level.task.blocking === 0n;

  const jobs = load === 0 ? hyperperiodOf(level) / period : jobsInBusyWindow(level, blocking, effort);
  if (jobs === null) return undetermined(0n, 0n, effort);
  let worst: FpBound = NO_WORK;
  let start = blocking;
  for (let job = 0n; job < jobs; job++) {
    const found = leastStart(level, blocking, job, start, shifted, effort);
    if (found === null) return undetermined(worst.response, job, effort);
    const response = found + wcet + jitter - job * period;
    if (response > worst.response) {
      worst = { kind: "bounded", response, job, window: found + wcet, demand: found + wcet };
    }
    start = found + wcet;
  }
  return worst;
}

/**
 * A safe bound for a non-preemptive guest on any supply: the preemptive response with B_i = the longest work below.
 * At the preemptive w_q everything at or above level i that was released in [0, w_q), the blocker and q + 1 jobs of
 * task i fit into what has been supplied. The guest never idles while it has such work, so if job q were unfinished at
 * w_q, more than all of it would have been served. Sufficient only: a running job is charged for arrivals after its
 * start, which cannot delay it.
 */
export function nonPreemptiveSufficient(
  tasks: readonly TickTask[],
  index: number,
  supply: SupplyBound,
  effort: Effort,
): FpResponse {
  const below = longestBelow(tasks, index);
  const blocked = tasks.map((task, at) =>
    at === index ? { ...task, blocking: task.blocking + below } : task,
  );
  return responseTime(blocked, index, supply, effort);
}

function longestBelow(tasks: readonly TickTask[], index: number): bigint {
  return tasks.slice(index + 1).reduce((longest, { wcet }) => larger(longest, wcet), 0n);
}

/** The least solution for w_q, from below. */
function leastStart(
  level: Level,
  blocking: bigint,
  job: bigint,
  from: bigint,
  shifted: boolean,
  effort: Effort,
): bigint | null {
  let start = from;
  for (;;) {
    if (!effort.spend(level.higher.length + 1)) return null;
    let next = blocking + job * level.task.wcet;
    for (const { wcet, period, jitter } of level.higher) {
      next +=
        wcet *
        (shifted ? larger(ceilDiv(start + jitter, period), 1n) : 1n + floorDiv(start + jitter, period));
    }
    if (next === start) return start;
    start = next;
  }
}

/** ⌈(L + J_i)/T_i⌉; null where the effort was spent. Ends because the utilization is below 1. */
function jobsInBusyWindow(level: Level, blocking: bigint, effort: Effort): bigint | null {
  const all = [...level.higher, level.task];
  let length = 1n;
  for (;;) {
    if (!effort.spend(all.length)) return null;
    let next = blocking;
    for (const { wcet, period, jitter } of all) next += ceilDiv(length + jitter, period) * wcet;
    if (next === length) return ceilDiv(length + level.task.jitter, level.task.period);
    length = next;
  }
}

function hyperperiodOf(level: Level): bigint {
  return level.higher.reduce((length, { period }) => lcm(length, period), level.task.period);
}
