import type { TimeUnit } from "../numeric/unit.ts";
import type { Assumption } from "./assumption.ts";
import type { Claim } from "./claim.ts";
import type { Verdict } from "./verdict.ts";

/** Something worth knowing that is no claim: the place in the description and what to think of it. */
export interface Warning {
  readonly path: string;
  readonly message: string;
}

/** All that was found out about a system. Plain data: it can be stored, printed and checked without any analysis. */
export interface Findings {
  readonly system: string;
  readonly timeUnit: TimeUnit;
  readonly verdict: Verdict;
  readonly claims: readonly Claim[];
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
}
