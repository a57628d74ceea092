import type { SupplyPattern } from "../../model/supply-pattern.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";

/**
 * Which of the courses that a description allows is played. Everything left out takes the first of its words, and then
 * a run needs no chance at all. Every choice is legal: what a run shows, the described system may do.
 */
export interface Play {
  /** Jobs take their wcet, or a random time from `leastExecution` (a share of it, 0 where left out) to it. */
  readonly execution?: "worst" | "random";
  readonly leastExecution?: Rational;
  /**
   * Sporadic tasks come as densely as they may, and a task with jitter and without a fixed offset begins with a job that
   * has suffered all of it, which is the densest pattern; or separations and jitter are drawn.
   */
  readonly arrivals?: "densest" | "random";
  /** Tasks without a fixed offset first arrive at 0 (or −jitter, see above), or at a random point of their first period. */
  readonly phases?: "synchronous" | "random";
  /** How promised supplies are played where no VMM provides them. */
  readonly supply?: SupplyMode;
  /** The supply of single VMs, in place of `supply`. */
  readonly patterns?: ReadonlyMap<string, SupplyPattern>;
  /** Whether the VMM is in its longest non-preemptible section whenever a VM is to be switched away from. */
  readonly vmmSections?: "always" | "never";
  /** Whether best-effort guests without tasks always want the core. */
  readonly bestEffort?: "busy" | "idle";
  /** Which VMs the user brings to the foreground, in turn: `active` devices serve them. Left out: always the target. */
  readonly foreground?: Foreground;
  readonly seed?: number;
}

/** VMs by name, each in the foreground for `stay` before the next is; after the last comes the first. */
export interface Foreground {
  readonly vms: readonly string[];
  readonly stay: Duration;
}

/**
 * `benign`: each budget at the start of its period, tables as written from time 0. `worst`: the least supply that keeps
 * the promise, from time 0. `random`: any legal one.
 */
export type SupplyMode = "benign" | "worst" | "random";
