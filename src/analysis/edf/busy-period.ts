import { dedicated, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { ceilDiv } from "../../numeric/integer.ts";
import { Duration } from "../../numeric/quantity.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { compile } from "../compile.ts";
import { Effort } from "../effort.ts";
import { type DueSequence, dueSequences } from "./deadlines.ts";

/**
 * The synchronous busy period: the least w > 0 with w = timeToSupply(B + Σ ⌈(w + J_i)/T_i⌉ C_i), by iteration from below.
 * Null where it does not end before `limit` (no limit: null) and within the effort. In ticks.
 */
export function busyPeriod(
  sequences: readonly DueSequence[],
  supply: SupplyBound,
  blocking: bigint,
  limit: bigint | null,
  effort: Effort,
): bigint | null {
  let work = blocking;
  for (const { wcet } of sequences) work += wcet;
  let window = supply.timeToSupply(work);
  while (window !== null && (limit === null || window < limit) && effort.spend(sequences.length)) {
    work = blocking;
    for (const { period, jitter, wcet } of sequences) work += ceilDiv(window + jitter, period) * wcet;
    const next = supply.timeToSupply(work);
    if (next === window) return window;
    window = next;
  }
  return null;
}

/**
 * How long a processor may have work without a break when all tasks are released together after their whole jitter;
 * zero where nothing is asked for, null where it never ends or was not found within `effort` elementary steps.
 */
export function synchronousBusyPeriod(given: {
  readonly tasks: readonly Task[];
  readonly supply?: Supply;
  readonly effort?: number;
}): Duration | null {
  const { tasks, supply, timebase } = compile(given.tasks, given.supply ?? dedicated());
  const sequences = dueSequences(tasks);
  if (sequences.length === 0) return Duration.zero;
  const window = busyPeriod(sequences, supply, 0n, null, new Effort(given.effort));
  return window === null ? null : new Duration(timebase.toSeconds(window));
}
