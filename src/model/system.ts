import type { Duration, Work } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import type { Guest } from "./guest.ts";
import type { InterruptSource } from "./interrupt.ts";
import type { BvtSettings, CreditSettings, SedfSettings, VmShare } from "./scheduler.ts";
import type { Supply } from "./supply.ts";

export interface Processor {
  readonly cores: number;
  /** In hertz, where declared. */
  readonly clock: Rational | null;
}

/** A slot of the VMM's cyclic table: `vm` has `core` during [start, start + length) of every frame. */
export interface Slot {
  readonly vm: string;
  readonly core: number;
  readonly start: Duration;
  readonly length: Duration;
}

/** Schedulers that share a processor without promising anything that a deadline could rest on. */
export type BestEffortScheduler = "credit" | "credit2" | "bvt" | "cfs";

export const BEST_EFFORT_SCHEDULERS: readonly BestEffortScheduler[] = ["credit", "credit2", "bvt", "cfs"];

/** How the VMM shares each core among the VMs placed on it. */
export type VmmPolicy =
  /** One VM per core. */
  | { readonly kind: "static" }
  /** A cyclic table (TDMA, ARINC 653): nothing of a slot is given to another VM. */
  | { readonly kind: "table"; readonly frame: Duration; readonly slots: readonly Slot[] }
  /** Preemptive fixed priorities over VMs and servers. */
  | { readonly kind: "fixed-priority" }
  /** Earliest deadline first over servers; VMs without one run in the background. */
  | { readonly kind: "edf" }
  /**
   * Each VM in turn for its quantum; one that blocks forfeits the rest and joins the tail. With a `tick` the VMM schedules
   * at its multiples only, unless a VM blocks: quanta are multiples of it, and an interrupt that takes the rest of the
   * quantum has it until the next tick.
   */
  | { readonly kind: "round-robin"; readonly tick?: Duration }
  /** Xen's SEDF: a slice per period; a VM that blocks loses the rest of its slice. */
  | { readonly kind: "sedf"; readonly settings?: SedfSettings }
  | {
      readonly kind: "best-effort";
      readonly scheduler: BestEffortScheduler;
      /** Of this scheduler; left out where Xen's own values hold. */
      readonly settings?: CreditSettings | BvtSettings;
    };

/** What the VMM's own work costs, in time of the core that it happens on. */
export interface VmmCosts {
  readonly vmSwitch: Work;
  /** Added to the top half of every interrupt. */
  readonly interruptEntry: Work;
  readonly hypercall: Work;
  /** The longest section of the VMM that nothing can preempt. */
  readonly longestNonPreemptible: Work;
  /**
   * After each switch from one VM to another: what the guest of the latter spends to refill its caches before its own work,
   * in its own turn, window or budget. No work of the VMM.
   */
  readonly cacheRefill?: Work;
}

export interface Vmm {
  readonly policy: VmmPolicy;
  readonly costs: VmmCosts;
}

export interface Vm {
  readonly name: string;
  readonly core: number;
  readonly guest: Guest;
  /** A contract or server; null where the VM has just what the VMM's policy gives it. */
  readonly supply: Supply | null;
  /** Under a fixed-priority VMM; 1 is the highest. */
  readonly priority: number | null;
  /** Under round robin. */
  readonly quantum: Duration | null;
  /** How often the VMM switches the VM in within one period of its server, fresh budget included; the VMM enforces it. */
  readonly activationsPerPeriod: number | null;
  /** Under SEDF, Credit or BVT; left out where Xen's own values hold. */
  readonly share?: VmShare;
}

/** A system: what is there, with no claim about it. Analysis and simulation start from this and share nothing else. */
export interface System {
  readonly name: string;
  /** The unit that answers are printed in. */
  readonly timeUnit: TimeUnit;
  readonly processor: Processor;
  /** Null where only guests on promised supplies are described. */
  readonly vmm: Vmm | null;
  readonly vms: readonly Vm[];
  readonly interrupts: readonly InterruptSource[];
}
