import type { Duration } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { duration } from "../numeric/unit.ts";

/*
 * The parameters of Xen's schedulers, as a simulator needs them. No bound rests on them: they are optional parts of a
 * system, and where they are left out Xen's own values hold.
 */

/** Xen's SEDF. */
export interface SedfSettings {
  readonly kind: "sedf";
  /** A VM that blocks and wakes within its period goes on with its slice (Masrur et al. 2010); in Xen it has lost it. */
  readonly keepsBudget: boolean;
  /** Extratime is handed out for this long at a time, and no gap that is shorter. */
  readonly extraQuantum: Duration;
}

/** Xen's Credit. */
export interface CreditSettings {
  readonly kind: "credit";
  readonly timeslice: Duration;
  /** How often the VM that runs loses its boost, and is charged if accounting is sampled. */
  readonly tick: Duration;
  /** How often credit is handed out. */
  readonly accounting: Duration;
  /** A VM that has run for less is not preempted; zero for no limit. */
  readonly ratelimit: Duration;
  /** Who runs at a tick pays for all of it; else VMs pay for what they use. */
  readonly sampled: boolean;
  /** A VM with credit that wakes goes first. */
  readonly boost: boolean;
}

/** Borrowed virtual time. */
export interface BvtSettings {
  readonly kind: "bvt";
  /** The minimum charging unit. */
  readonly mcu: Duration;
  /** For how long a VM runs on beyond the virtual time of the next. */
  readonly contextAllowance: Duration;
}

export interface SedfShare {
  readonly kind: "sedf";
  readonly extratime: boolean;
  /** Among those that take extratime; null where the VM's utilization counts. */
  readonly weight: number | null;
}

export interface CreditShare {
  readonly kind: "credit";
  readonly weight: number;
  /** In percent of the core; 0 for no limit. */
  readonly cap: number;
}

export interface BvtShare {
  readonly kind: "bvt";
  /** By how much virtual time advances per unit: the inverse of a weight. */
  readonly advance: number;
  /** By how much virtual time is held to be earlier. */
  readonly warp: number;
  /** For how long the VM may run warped. */
  readonly warpLimit: Duration;
  /** For how long it is not warped after that; zero for ever. */
  readonly unwarp: Duration;
}

/** What a VM is given under one of these schedulers, beside its supply. */
export type VmShare = SedfShare | CreditShare | BvtShare;

export const XEN_SEDF: SedfSettings = {
  kind: "sedf",
  keepsBudget: false,
  extraQuantum: duration("500 us"),
};

const RATE_LIMIT = duration("1 ms");

/** As Xen sets them for a timeslice, of 30 ms where nothing is said: three ticks, one accounting. */
export function creditSettings(timeslice: Duration): CreditSettings {
  return {
    kind: "credit",
    timeslice,
    tick: timeslice.times(Rational.from("1/3")),
    accounting: timeslice,
    ratelimit: timeslice.lessThan(RATE_LIMIT) ? timeslice : RATE_LIMIT,
    sampled: false,
    boost: true,
  };
}

export const XEN_CREDIT: CreditSettings = creditSettings(duration("30 ms"));

export const XEN_BVT: BvtSettings = {
  kind: "bvt",
  mcu: duration("100 us"),
  contextAllowance: duration("5 ms"),
};

export const XEN_CREDIT_SHARE: CreditShare = { kind: "credit", weight: 256, cap: 0 };

export const XEN_BVT_SHARE: BvtShare = {
  kind: "bvt",
  advance: 10,
  warp: 0,
  warpLimit: duration("2000 ms"),
  unwarp: duration("1000 ms"),
};

/** A VM without a slice lives on extratime; one with a slice takes none unless it is said. */
export function xenSedfShare(hasSlice: boolean): SedfShare {
  return { kind: "sedf", extratime: !hasSlice, weight: hasSlice ? null : 1 };
}
