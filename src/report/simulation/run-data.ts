import type { Rational } from "../../numeric/rational.ts";
import type { TimeUnit } from "../../numeric/unit.ts";

/**
 * What a simulated run hands to the reports: plain data in which every time is an integer number of ticks. The numbers
 * of VMs, tasks and sources in records and figures are indices into the lists of the cast.
 */
export interface Cast {
  readonly system: string;
  /** The unit that people and documents read. */
  readonly timeUnit: TimeUnit;
  /** The length of a tick, in seconds. */
  readonly tick: Rational;
  readonly cores: number;
  readonly vms: readonly VmRole[];
  readonly tasks: readonly TaskRole[];
  readonly sources: readonly SourceRole[];
  /** Of guests that tell the time by ticks. */
  readonly kernels: readonly KernelRole[];
}

export interface KernelRole {
  readonly vm: number;
  readonly sleepers: readonly SleeperRole[];
}

export interface SleeperRole {
  readonly name: string;
  /** From a call to its return; null where it has none. */
  readonly deadline: number | null;
}

export interface VmRole {
  readonly name: string;
  readonly core: number;
}

export interface TaskRole {
  readonly name: string;
  /** NONE for a task outside every VM. */
  readonly vm: number;
  /** From a job's arrival; null where the task has none. */
  readonly deadline: number | null;
  /** The least distance of arrivals; null where jobs come from outside. */
  readonly period: number | null;
  /** Job k arrives at firstArrival + k·period; null where arrivals are drawn or come from outside. */
  readonly firstArrival: number | null;
}

export interface SourceRole {
  readonly name: string;
  /** NONE where the source belongs to no VM. */
  readonly vm: number;
  readonly deadline: number | null;
  /** The long-term distance of its events; null where it is not known. */
  readonly period: number | null;
}

/** When a job is due, where that is known before it ends. */
export function dueAt({ firstArrival, period, deadline }: TaskRole, job: number): number | null {
  if (firstArrival === null || period === null || deadline === null) return null;
  return firstArrival + job * period + deadline;
}

/** No VM, no core, no subject. */
export const NONE = -1;

/** One line of a trace. The kinds are those of the simulator's trace; a report passes over kinds that it does not know. */
export interface RunRecord {
  readonly time: number;
  readonly kind: string;
  readonly core: number;
  readonly vm: number;
  readonly subject: number;
  readonly value: number;
}

/**
 * How many values lay in [from, to]. The width to − from + 1 is a power of two of which `from` is a multiple, and no
 * smaller value lies in a wider bucket: so buckets can be merged into bins of equal width without a guess.
 */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What was observed of a kind of delay: responses of a task, latencies of a source. Null where nothing was. */
export interface Delays {
  readonly count: number;
  readonly least: number | null;
  readonly total: number;
  /** The least value that 95 (99) % of all do not exceed, rounded up to the end of its bucket. */
  readonly p95: number | null;
  readonly p99: number | null;
  readonly most: number | null;
  /** When the greatest delay ended, the first of several. */
  readonly mostAt: number | null;
  /** Ascending and disjoint, without the empty ones. */
  readonly buckets: readonly Bucket[];
}

export interface TaskFigures {
  readonly released: number;
  readonly responses: Delays;
  /** The number of the job with the greatest response. */
  readonly mostJob: number | null;
  /** Jobs that ended late, and jobs still unfinished at the end of the run although their deadline had come. */
  readonly misses: number;
  readonly preemptions: number;
}

export interface SourceFigures {
  /** Events of the device, and those of them that were lost: to the shaper, for want of room, or of a VM to go to. */
  readonly raised: number;
  readonly dropped: number;
  /** From an event to the end of its bottom half. */
  readonly latencies: Delays;
  /** How many were longer than the deadline, at least: a bucket that the deadline cuts counts as in time. */
  readonly misses: number;
}

export interface KernelFigures {
  /** Ticks that the guest has accounted for, and those that it never will. */
  readonly ticks: number;
  readonly lost: number;
  readonly sleepers: readonly SleeperFigures[];
}

export interface SleeperFigures {
  /** From a call to its return. */
  readonly sleeps: Delays;
  /** How many were longer than the deadline, at least: a bucket that the deadline cuts counts as in time. */
  readonly misses: number;
}

export interface VmFigures {
  /** Time that the VM had its core. */
  readonly supplied: number;
  /** The longest time that it wanted the core and did not have it. */
  readonly longestWait: number;
  readonly switches: number;
  /** Time of the VMM that it caused. */
  readonly overhead: number;
}

/** A job that ended late. */
export interface Miss {
  readonly task: number;
  readonly at: number;
  readonly late: number;
}

/** The outcome of one run. */
export interface RunFigures {
  readonly seed: number;
  /** How long was asked for, and how long was simulated: less after an interruption. */
  readonly horizon: number;
  readonly simulated: number;
  /** Releases and completions. */
  readonly events: number;
  /** By the indices of the cast. */
  readonly tasks: readonly TaskFigures[];
  readonly sources: readonly SourceFigures[];
  readonly vms: readonly VmFigures[];
  readonly kernels: readonly KernelFigures[];
  readonly firstMiss: Miss | null;
}

/** One of the phasings of a sweep. */
export interface PhasingFigures {
  /** 0 is the one where all arrive together. */
  readonly phasing: number;
  /** The first arrival of each task. */
  readonly offsets: readonly number[];
  /** The first event of each source; null where it is recorded. */
  readonly sourceOffsets: readonly (number | null)[];
  readonly figures: RunFigures;
}
