import type { Duration } from "../numeric/quantity.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import type { Assumption } from "./assumption.ts";
import type { Claim } from "./claim.ts";
import type { Verdict } from "./verdict.ts";

/** Something worth knowing that is no claim: the place in the description and what to think of it. */
export interface Warning {
  readonly path: string;
  readonly message: string;
}

/** How long an interrupt source without a deadline keeps its events waiting, at most: worth knowing, and no claim. */
export interface SourceLatency {
  readonly source: string;
  readonly core: number;
  /** The VM that handles it; null where the one that runs does. */
  readonly vm: string | null;
  /** Whether it speaks only of the events that the source's shaper admits, as it drops others. */
  readonly admittedOnly: boolean;
  /** From an arrival to the start and to the end of its handler; null where no bound is known. */
  readonly start: Duration | null;
  readonly end: Duration | null;
  /** Why no bound is known; null where one is. */
  readonly reason: string | null;
}

/** All that was found out about a system. Plain data: it can be stored, printed and checked without any analysis. */
export interface Findings {
  readonly system: string;
  readonly timeUnit: TimeUnit;
  readonly verdict: Verdict;
  readonly claims: readonly Claim[];
  /** Of the sources without a deadline; left out where it was not asked for. */
  readonly latencies?: readonly SourceLatency[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
}
