import type { ServerKind } from "../../model/supply.ts";
import type { BvtSpec } from "../policy/bvt-spec.ts";
import type { CreditSpec } from "../policy/credit-spec.ts";
import type { SedfSpec } from "../policy/sedf-spec.ts";

/**
 * What an engine runs: plain data in integer ticks. `system/compile.ts` makes one from a described system; tests,
 * searches and devices may write or alter one by hand. `engine/build.ts` turns it into an engine.
 */
export interface Specification {
  /** The root of each core's tree, by core; null for a core that stays idle. */
  readonly cores: readonly (NodeSpec | null)[];
  readonly costs?: CostSpec;
}

/** Time of the core that the VMM takes; 0 where left out. */
export interface CostSpec {
  /** From one VM to another, before the latter runs; charged to the latter, outside its budget. Nothing preempts it. */
  readonly vmSwitch?: number;
  /** Each hypercall of a job, as work of that job. */
  readonly hypercall?: number;
  /** How long a VM that is to be switched away from may still run on, because the VMM is in a section: it always does. */
  readonly vmmSection?: number;
  /**
   * After each switch from one VM to another, as work of the latter: of whichever of its tasks run next, before their own,
   * until it is done. It does not add up: a VM that is switched away from in the middle starts from the beginning.
   */
  readonly cacheRefill?: number;
}

/** A scheduler with its children; tasks are the leaves. Nodes below a `vm` belong to that VM. */
export type NodeSpec =
  | TaskSpec
  | VmSpec
  | FixedPrioritySpec
  | EdfSpec
  | RoundRobinSpec
  | TableSpec
  | SedfSpec
  | CreditSpec
  | BvtSpec
  | ServerSpec
  | SupplySpec;

/** Everything below runs in the VM `name`. VMs do not nest. */
export interface VmSpec {
  readonly kind: "vm";
  readonly name: string;
  readonly child: NodeSpec;
  /** From one task of the VM to another, as work of the latter. */
  readonly guestSwitch?: number;
}

/** The first ready child runs; preemptive, but for sections. */
export interface FixedPrioritySpec {
  readonly kind: "fixed-priority";
  readonly children: readonly NodeSpec[];
}

/** The ready child with the earliest absolute deadline runs, the one of the lower slot at a tie. */
export interface EdfSpec {
  readonly kind: "edf";
  readonly children: readonly NodeSpec[];
}

/** Ready children take turns, each at most its quantum; who becomes ready joins the tail, who becomes idle leaves. */
export interface RoundRobinSpec {
  readonly kind: "round-robin";
  readonly children: readonly NodeSpec[];
  /** By slot. */
  readonly quanta: readonly number[];
  /** A scheduler that acts at ticks only, and whose turns interrupts may cut short (policy/ticked-round-robin.ts). */
  readonly ticked?: TickedTurnsSpec;
}

/** Quanta are whole ticks. A device may seize the core for its VM until the tick or the end of the turn that it cuts short. */
export interface TickedTurnsSpec {
  readonly tick: number;
  readonly seizedUntil: "tick" | "quantum";
  /** Then the turns go on with the next VM in the queue, or the VM that was cut short has its turn. */
  readonly afterwards: "round-robin" | "victim";
}

/** A cyclic table (TDMA, ARINC 653): a window that its child does not use stays idle. */
export interface TableSpec {
  readonly kind: "table";
  readonly frame: number;
  /** Sorted, disjoint, within the frame: [start, end) for the child of that slot. */
  readonly windows: readonly { readonly start: number; readonly end: number; readonly child: number }[];
  readonly children: readonly NodeSpec[];
}

/** A budget for one child (policy/server.ts). */
export interface ServerSpec {
  readonly kind: "server";
  readonly server: ServerKind;
  readonly period: number;
  readonly budget: number;
  /** From each replenishment. */
  readonly deadline: number;
  /** The first replenishment. */
  readonly offset?: number;
  /** Xen RTDS, below EDF: instead of running out, the budget is renewed for a lower level (policy/grid-server.ts). */
  readonly extratime?: boolean;
  readonly child: NodeSpec;
}

/** The child has the core in the windows of a pattern and never outside (supply/pattern.ts). */
export interface SupplySpec {
  readonly kind: "supply";
  readonly pattern: PatternSpec;
  readonly child: NodeSpec;
}

/** When a supply is there. */
export type PatternSpec =
  /** Nothing before `start`; then the windows [from, to) of each `cycle`. */
  | {
      readonly kind: "cyclic";
      readonly start: number;
      readonly cycle: number;
      readonly windows: readonly { readonly from: number; readonly to: number }[];
    }
  /** In each [k·period − phase, k·period − phase + deadline): `budget` in one or two pieces at random places. */
  | {
      readonly kind: "random";
      readonly period: number;
      readonly budget: number;
      readonly deadline: number;
      readonly phase: number;
    };

/**
 * A recurring task. Job k arrives at arrival(k) = offset + k·period, or later by `slack` chosen at random per gap, is
 * released `jitter` after that, at the latest, and in order: release(k) ≥ release(k − 1) + minDistance.
 */
export interface TaskSpec {
  readonly kind: "task";
  readonly name: string;
  /** NEVER: jobs come only through Engine.releaseJob. */
  readonly period: number;
  /** The first arrival. May be negative: the job is then released at 0, having suffered jitter. */
  readonly offset?: number;
  /** Relative to the arrival. */
  readonly deadline: number;
  /** Each job takes `wcet`, or a random time from `bcet` to `wcet`. NEVER: one job that never ends. */
  readonly wcet: number;
  readonly bcet?: number;
  /** Up to this much, at random per job. */
  readonly jitter?: number;
  /** Up to this much, at random per gap between arrivals. */
  readonly slack?: number;
  readonly minDistance?: number;
  /** Run through in this order from the start of each job; a shorter job leaves out the last. */
  readonly sections?: readonly SectionSpec[];
  readonly hypercalls?: number;
}

/** A stretch of a job during which siblings from slot `ceiling` on cannot preempt it; 0 means none of them can. */
export interface SectionSpec {
  readonly length: number;
  readonly ceiling: number;
}
