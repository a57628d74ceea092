import { InputError } from "../../contract/errors.ts";
import { bucketOf } from "../engine/histogram.ts";
import { NEVER, ticks } from "../engine/time.ts";

/** One task set, alone on one core, in priority order under fixed priorities: integer ticks, one array per field. */
export interface FlatTasks {
  readonly wcet: Float64Array;
  readonly period: Float64Array;
  readonly deadline: Float64Array;
  /** The first releases. */
  readonly offset: Float64Array;
}

/** What was seen of each task; the same figures as in engine/task-table.ts. */
export interface FlatResult {
  readonly events: number;
  readonly jobs: number;
  readonly misses: number;
  readonly released: Float64Array;
  readonly completed: Float64Array;
  readonly missed: Float64Array;
  readonly preempted: Float64Array;
  readonly leastResponse: Float64Array;
  readonly totalResponse: Float64Array;
  readonly mostResponse: Float64Array;
  /** The number of the first job with the greatest response, and when it ended. */
  readonly mostResponseJob: Float64Array;
  readonly mostResponseAt: Float64Array;
  /** `buckets` counts per task (engine/histogram.ts). */
  readonly histogram: Float64Array;
  readonly buckets: number;
  /** Jobs pending at the horizon whose deadline is not after it. */
  readonly overdue: Float64Array;
  /** How often the core went from idle to busy, and for how long it was busy. */
  readonly busyPeriods: number;
  readonly busy: number;
}

/** The most tasks of a set: a bitmap of 32 words has one summary word. */
export const MOST_FLAT_TASKS = 1024;

/** The factor that packs a task beside a time: the least power of two that leaves room for every task. */
export function radixFor(tasks: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, tasks)));
}

/**
 * Whether every time up to the horizon, deadlines included, can be packed beside a task. Jobs without work are left to the
 * engine: they end at the instant of their release, at which the order of events matters.
 */
export function fitsFlat({ wcet, period, deadline, offset }: FlatTasks, horizon: number): boolean {
  const size = wcet.length;
  if (size === 0 || size > MOST_FLAT_TASKS || wcet.includes(0)) return false;
  let beyond = 0;
  for (let i = 0; i < size; i++) beyond = Math.max(beyond, period[i]! + deadline[i]! + offset[i]!);
  return (horizon + beyond) * radixFor(size) < 2 ** 53;
}

/** @throws InputError for what the flat path cannot run. */
export function checkFlatTasks(tasks: FlatTasks, horizon: number): void {
  const { wcet, period, deadline, offset } = tasks;
  ticks(horizon, "the horizon");
  for (const column of [period, deadline, offset]) {
    if (column.length !== wcet.length)
      throw new InputError(`columns of ${wcet.length} and ${column.length} values`);
  }
  for (let i = 0; i < wcet.length; i++) {
    ticks(wcet[i]!, `tasks[${i}].wcet`, 1);
    ticks(period[i]!, `tasks[${i}].period`, 1);
    ticks(deadline[i]!, `tasks[${i}].deadline`, 1);
    ticks(offset[i]!, `tasks[${i}].offset`);
  }
  if (!fitsFlat(tasks, horizon)) {
    throw new InputError(
      `${wcet.length} tasks for ${horizon} ticks: at most ${MOST_FLAT_TASKS}, and together below 2^53`,
    );
  }
}

/** The arrays that a flat run fills; made once, so that many runs allocate nothing. */
export class FlatRecord implements FlatResult {
  events = 0;
  jobs = 0;
  misses = 0;
  busy = 0;
  readonly released: Float64Array;
  readonly completed: Float64Array;
  readonly missed: Float64Array;
  readonly preempted: Float64Array;
  readonly leastResponse: Float64Array;
  readonly totalResponse: Float64Array;
  readonly mostResponse: Float64Array;
  readonly mostResponseJob: Float64Array;
  readonly mostResponseAt: Float64Array;
  readonly histogram: Float64Array;
  readonly buckets: number;
  readonly overdue: Float64Array;
  busyPeriods = 0;

  /** No response is longer than the run, so that a short one needs few buckets. */
  constructor(tasks: number, horizon: number) {
    this.released = new Float64Array(tasks);
    this.completed = new Float64Array(tasks);
    this.missed = new Float64Array(tasks);
    this.preempted = new Float64Array(tasks);
    this.leastResponse = new Float64Array(tasks).fill(NEVER);
    this.totalResponse = new Float64Array(tasks);
    this.mostResponse = new Float64Array(tasks).fill(-1);
    this.mostResponseJob = new Float64Array(tasks);
    this.mostResponseAt = new Float64Array(tasks);
    this.buckets = bucketOf(horizon) + 1;
    this.histogram = new Float64Array(tasks * this.buckets);
    this.overdue = new Float64Array(tasks);
  }
}
