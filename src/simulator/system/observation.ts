import type { Duration, Instant } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";
import type { TraceRing } from "../engine/trace-ring.ts";

/** What was seen of a system in one run. It refutes or it does not; it proves nothing. */
export interface SimulationResult {
  readonly horizon: Duration;
  /** The length of a tick in seconds, in which the trace is written. */
  readonly tick: Rational;
  /** Releases and completions. */
  readonly events: number;
  readonly misses: number;
  /** VM by VM as described; within a VM in the order of priority, where there is one. */
  readonly tasks: readonly TaskObservation[];
  readonly vms: readonly VmObservation[];
  /** In the order of the description. */
  readonly sources: readonly SourceObservation[];
  /** Of guests with a kernel, in the order of the description. */
  readonly kernels: readonly KernelObservation[];
  readonly trace: ObservedTrace | null;
}

export interface KernelObservation {
  readonly vm: string;
  /** Ticks that the guest has accounted for, and those that it never will. */
  readonly ticks: number;
  readonly lost: number;
  /** From the highest priority to the lowest. */
  readonly sleepers: readonly SleeperObservation[];
}

export interface SleeperObservation {
  readonly sleeper: string;
  /** From call to return; null if no call has returned. */
  readonly elapsed: DelayObservation | null;
}

export interface TaskObservation {
  /** Null for load that belongs to no VM. */
  readonly vm: string | null;
  readonly task: string;
  readonly released: number;
  readonly completed: number;
  /** Jobs that ended late, or are unfinished at the horizon although their deadline is not after it. */
  readonly missed: number;
  readonly preempted: number;
  /** From arrival to completion; null if no job was completed. */
  readonly response: ResponseObservation | null;
}

export interface DelayObservation {
  readonly least: Duration;
  readonly mean: Duration;
  /** Not exceeded by 95 (99) in 100, rounded up by at most 1/32. */
  readonly p95: Duration;
  readonly p99: Duration;
  readonly greatest: Duration;
  /** When the first of the greatest ended. */
  readonly greatestAt: Instant;
}

export interface ResponseObservation extends DelayObservation {
  /** The number, from 0, of the first job with the greatest response. */
  readonly greatestJob: number;
}

export interface SourceObservation {
  readonly source: string;
  /** Events of the device. */
  readonly raised: number;
  /** Those of them that its shaper dropped; and that found no place to wait, or no VM to go to. */
  readonly refused: number;
  readonly lost: number;
  /** Interrupts taken, and looks of the VMM that found something. */
  readonly interrupts: number;
  /** From arrival to the end of the bottom half; null if there was none. */
  readonly latency: DelayObservation | null;
}

export interface VmObservation {
  readonly vm: string;
  /** How long the VM had its core, idling within a budget included. */
  readonly supplied: Duration;
  /** The longest time that the VM wanted its core and did not have it. */
  readonly longestWait: Duration;
  /** How often it got its core. */
  readonly switches: number;
  /** The time of the VMM that it caused. */
  readonly overhead: Duration;
}

/** The last records of a run, with the names of what their numbers stand for. */
export interface ObservedTrace {
  readonly ring: TraceRing;
  readonly tasks: readonly string[];
  readonly vms: readonly string[];
  readonly nodes: readonly string[];
}
