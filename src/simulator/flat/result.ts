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
  const released = Float64Array.from(pending, (open, task) => open + record.completed[task]!);
  let jobs = 0;
  let events = 0;
  let misses = 0;
  let busy = 0;
  for (let task = 0; task < period.length; task++) {
    const late = Math.floor((horizon - deadline[task]! - arrival[task]!) / period[task]!) + 1;
    record.overdue[task] = Math.max(0, Math.min(late, pending[task]!));
    events += released[task]! + record.completed[task]!;
    jobs += record.completed[task]!;
    misses += record.missed[task]!;
    busy += record.completed[task]! * wcet[task]!;
    if (pending[task]! > 0) busy += wcet[task]! - remaining[task]!;
  }
  return { ...record, events, released, jobs, misses, busy };
}
