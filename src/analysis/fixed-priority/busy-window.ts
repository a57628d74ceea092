/**
 * The jobs of the longest busy window of a priority level, one by one.
 *
 * Claim: from a critical instant, job q of task i completes after w_q, the least t > 0 with
 *   t = timeToSupply(B_i + (q+1)C_i + Σ_{j above} ⌈(t + J_j)/T_j⌉ C_j),
 * and no job of any busy window of the level completes later after its window's start. The jobs to look at are those
 * up to the first with w_q ≤ (q+1)T_i − J_i: there the window closes before the next release.
 * Assumes: preemptive fixed priorities; independent jobs but for the blocking B_i; every window of length t supplies at
 * least sbf(t).
 * Source: Lehoczky 1990 (arbitrary deadlines); Tindell, Burns and Wellings 1994 (jitter); Shin and Lee 2003 (the
 * pseudo-inverse of a supply in the place of time).
 *
 * When the level's utilization equals the rate of the supply the window may never close. The responses then repeat: let
 * H be a common multiple of the periods and of the supply's cycle. For w_q ≥ delay, the window w_q + H satisfies the
 * inequality of job q + H/T_i, because both its demand and its supply grow by rate·H; so w_{q + H/T} ≤ w_q + H, and
 * H/T_i jobs from the first such q on are enough.
 */

import { assert } from "../../contract/assert.ts";
import { larger, lcm } from "../../numeric/integer.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { Effort } from "../effort.ts";
import { compareLoad, type Level, leastWindow, levelDemand } from "./level.ts";

/** Where the search for the completion of one job ended. */
export type Completion =
  /** `window` is the least fixed point and `demand` what is supplied in it. */
  | { readonly kind: "complete"; readonly job: bigint; readonly window: bigint; readonly demand: bigint }
  /** The job completes after more than its `patience`, if ever. */
  | { readonly kind: "late"; readonly job: bigint }
  /** No window supplies what the job needs. */
  | { readonly kind: "never"; readonly job: bigint }
  /** The effort was spent; the job completes no earlier than after `window`. */
  | { readonly kind: "exhausted"; readonly job: bigint; readonly window: bigint };

/**
 * Yields the completions in the order of the jobs and ends after the last job that matters, or after the first that is
 * not complete. `patience(q)` bounds the search for job q; without it the level's utilization must not exceed the
 * supply's rate. The level's task must have work.
 */
export function* busyWindow(
  level: Level,
  supply: SupplyBound,
  effort: Effort,
  patience: (job: bigint) => bigint | null,
): Generator<Completion, void> {
  const { wcet, period, jitter } = level.task;
  const repetition = jobsUntilRepetition(level, supply);
  const least = leastWindow(level);
  let start = least(0n);
  let inCycle = 0n;
  for (let job = 0n; ; job++) {
    const completion = complete(level, job, start, supply, effort, patience(job));
    yield completion;
    if (completion.kind !== "complete") return;
    const { window, demand } = completion;
    if (window <= (job + 1n) * period - jitter) return;
    if (window >= supply.delay) inCycle += 1n;
    if (repetition !== null && inCycle >= repetition) return;
    // The next job needs all that this one needed and its own work.
    start = larger(least(job + 1n), supply.timeToSupply(demand + wcet) ?? window);
  }
}

/** Iterates to the least fixed point from a lower bound of it. */
function complete(
  level: Level,
  job: bigint,
  start: bigint,
  supply: SupplyBound,
  effort: Effort,
  patience: bigint | null,
): Completion {
  let window = larger(start, 1n);
  for (;;) {
    if (patience !== null && window > patience) return { kind: "late", job };
    if (!effort.spend(level.higher.length + 1)) return { kind: "exhausted", job, window };
    const demand = levelDemand(level, job, window);
    const next = supply.timeToSupply(demand);
    if (next === null) return { kind: "never", job };
    if (next === window) return { kind: "complete", job, window, demand };
    assert(next > window, "below the least fixed point the iteration climbs");
    window = next;
  }
}

/** H/T_i where the utilization equals the rate and a cycle of the supply is known; otherwise the window closes, or null. */
function jobsUntilRepetition(level: Level, supply: SupplyBound): bigint | null {
  if (supply.cycle === null || compareLoad([...level.higher, level.task], supply.rate) !== 0) return null;
  const hyperperiod = level.higher.reduce((length, { period }) => lcm(length, period), level.task.period);
  return lcm(hyperperiod, supply.cycle) / level.task.period;
}
