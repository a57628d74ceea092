import type { Load } from "../model/supply.ts";
import type { SupplyPattern } from "../model/supply-pattern.ts";
import type { Duration, Instant, Work } from "../numeric/quantity.ts";

/**
 * How the jobs of one task arrive and are released: job k arrives at `firstArrival` + k·`period` and is released at
 * once, but never before instant 0 (so a first job that arrives at −jitter has suffered its full jitter).
 */
export interface ReleasePattern {
  readonly task: string;
  readonly firstArrival: Instant;
  readonly period: Duration;
  readonly wcet: Work;
}

/** The first job that is late in a scenario. */
export interface MissedJob {
  readonly task: string;
  /** Counted from 0. */
  readonly job: number;
  readonly arrival: Instant;
  readonly deadline: Instant;
  /** When it ends, where that is known; null where it is only known to be unfinished at its deadline. */
  readonly finish: Instant | null;
}

/** A job of lower priority that has just entered a section when the scenario starts, a moment before instant 0. */
export interface Blocker {
  readonly task: string;
  readonly section: Work;
}

/** Interrupts of one source, from a first one on. */
export interface InterruptCourse {
  readonly source: string;
  readonly first: Instant;
  readonly period: Duration;
}

/**
 * A legal course of events in which a deadline is missed; the evidence of every `refuted`. It can be replayed without
 * any scheduling theory.
 */
export interface Scenario {
  readonly releases: readonly ReleasePattern[];
  /** Load above the guest, each source arriving from instant 0 on as densely as its model allows. */
  readonly interference: readonly Load[];
  readonly supply: SupplyPattern;
  readonly blocker: Blocker | null;
  /** Why the supply is what it is, where single interrupts make it so. */
  readonly interrupts?: readonly InterruptCourse[];
  readonly miss: MissedJob;
}
