/**
 * Exact worst-case response times under preemptive fixed priorities, on any supply.
 *
 * Claim: R_i = max_q (w_q + J_i − q·T_i) over the jobs q of the level's busy window (busy-window.ts), measured from the
 * nominal arrival of the job. On a supply that one legal pattern attains (`attained`) this response occurs; on any other
 * it is a safe bound.
 * Assumes: any deadlines, jitter and blocking; sporadic or periodic arrivals of unknown phase.
 * Source: Joseph and Pandya 1986; Lehoczky 1990; Audsley et al. 1993; Tindell, Burns and Wellings 1994; Shin and Lee 2003.
 */

import { larger, positivePart } from "../../numeric/integer.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";
import { busyWindow } from "./busy-window.ts";
import { compareLoad, levelDemand, levelOf } from "./level.ts";

/** A worst-case response time in ticks, measured from the nominal arrival. */
export type FpResponse =
  | FpBound
  /** The level asks for more than the supply's rate: later jobs wait ever longer. */
  | { readonly kind: "unbounded" }
  | Undetermined;

export interface FpBound {
  readonly kind: "bounded";
  readonly response: bigint;
  /** The job of the busy window that attains it, from 0. */
  readonly job: bigint;
  /** From the critical instant to that job's completion, and the work supplied in between. */
  readonly window: bigint;
  readonly demand: bigint;
}

/** The effort was spent first. */
export interface Undetermined {
  readonly kind: "undetermined";
  /** The response is at least this, found so far or climbing at job `job`. */
  readonly atLeast: bigint;
  readonly job: bigint;
  readonly reason: string;
  /** The limit of the effort that was passed. */
  readonly limit: number;
}

/** The first job that misses its deadline, in ticks. */
export type FirstMiss =
  | {
      readonly kind: "miss";
      readonly job: bigint;
      /** From the critical instant to the absolute deadline of the job; not positive where jitter exceeds the deadline. */
      readonly window: bigint;
      /** What must be supplied in that window for the job to be in time, and the lesser amount that is. */
      readonly demand: bigint;
      readonly supply: bigint;
    }
  | { readonly kind: "none" }
  | Undetermined;

/** The response of a task without work. */
export const NO_WORK: FpBound = { kind: "bounded", response: 0n, job: 0n, window: 0n, demand: 0n };

/**
 * The worst-case response time of `tasks[index]`, the tasks being in priority order, highest first. A task without work
 * has nothing to wait for: its response is 0.
 */
export function responseTime(
  tasks: readonly TickTask[],
  index: number,
  supply: SupplyBound,
  effort: Effort,
): FpResponse {
  const level = levelOf(tasks, index);
  const { wcet, period, jitter } = level.task;
  if (wcet === 0n) return NO_WORK;
  if (compareLoad([...level.higher, level.task], supply.rate) > 0) return { kind: "unbounded" };
  let worst = NO_WORK;
  for (const completion of busyWindow(level, supply, effort, () => null)) {
    if (completion.kind === "exhausted") {
      const climbing = completion.window + jitter - completion.job * period;
      return undetermined(larger(worst.response, climbing), completion.job, effort);
    }
    if (completion.kind !== "complete") return { kind: "unbounded" };
    const { job, window, demand } = completion;
    const response = window + jitter - job * period;
    if (response > worst.response) worst = { kind: "bounded", response, job, window, demand };
  }
  return worst;
}

/**
 * The first job of `tasks[index]` after a critical instant that cannot be complete by its deadline, or "none". Decides
 * sooner than `responseTime`, and also where the response is unbounded.
 */
export function firstMiss(
  tasks: readonly TickTask[],
  index: number,
  supply: SupplyBound,
  effort: Effort,
): FirstMiss {
  const level = levelOf(tasks, index);
  const { wcet, period, jitter, deadline } = level.task;
  if (wcet === 0n) return { kind: "none" };
  const due = (job: bigint): bigint => job * period + deadline - jitter;
  for (const completion of busyWindow(level, supply, effort, due)) {
    const { job } = completion;
    if (completion.kind === "exhausted") {
      return undetermined(larger(completion.window + jitter - job * period, 0n), job, effort);
    }
    if (completion.kind === "complete" && completion.window <= due(job)) continue;
    const window = due(job);
    return {
      kind: "miss",
      job,
      window,
      demand: levelDemand(level, job, window),
      supply: supply.sbf(positivePart(window)),
    };
  }
  return { kind: "none" };
}

/** States how far the search came. */
export function undetermined(atLeast: bigint, job: bigint, effort: Effort): Undetermined {
  return {
    kind: "undetermined",
    atLeast,
    job,
    reason: `the busy window of the priority level did not end within ${effort.limit} steps`,
    limit: effort.limit,
  };
}
