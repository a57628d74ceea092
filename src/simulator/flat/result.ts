import type { FlatRecord, FlatResult, FlatTasks } from "./flat-tasks.ts";

/** How a run stands at its horizon. */
interface Standing {
  /** By task: the jobs that are not done, the arrival of the first of them, and what it has left. */
  readonly pending: Int32Array;
  readonly arrival: Float64Array;
  readonly remaining: Float64Array;
}

/** Adds what only the end of a run tells: totals, and the jobs that are overdue at the horizon. */
export function flatResult(
  { wcet, period, deadline }: FlatTasks,
  horizon: number,
  record: FlatRecord,
  { pending, arrival, remaining }: Standing,
): FlatResult {
  for (let task = 0; task < period.length; task++) {
    const done = record.completed[task]!;
    const open = pending[task]!;
    const late = Math.floor((horizon - deadline[task]! - arrival[task]!) / period[task]!) + 1;
    record.overdue[task] = Math.max(0, Math.min(late, open));
    record.released[task] = open + done;
    record.events += open + 2 * done;
    record.jobs += done;
    record.misses += record.missed[task]!;
    record.busy += done * wcet[task]!;
    if (open > 0) record.busy += wcet[task]! - remaining[task]!;
  }
  return record;
}
