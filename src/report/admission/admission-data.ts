import type { Claim } from "../../certificate/claim.ts";
import type { Verdict } from "../../certificate/verdict.ts";
import type { Duration, Work } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";
import type { TimeUnit } from "../../numeric/unit.ts";

export type AdmissionWord = "admitted" | "rejected" | "not-proved";

export interface JudgementData {
  readonly verdict: AdmissionWord;
  readonly reason: string | null;
  readonly decisive: Claim | null;
  readonly changes: readonly {
    readonly id: string;
    readonly before: Claim | null;
    readonly after: Claim | null;
  }[];
}

export interface LimitsData {
  readonly separation: Duration | null;
  /** Null where the separation is exact. */
  readonly separationGrid: Duration | null;
  readonly cost: Work | null;
  readonly costHalf: "topHalf" | "bottomHalf";
  /** Null where the cost is exact. */
  readonly costGrid: Work | null;
  readonly costUnlimited: boolean;
  readonly burst: bigint | null;
  readonly burstUnlimited: boolean;
}

export interface RemedyData {
  readonly kind: string;
  readonly path: readonly string[];
  readonly value: { readonly seconds: Rational } | { readonly word: string };
  readonly cost: Rational;
}

/** All that `admit` has to tell. Plain data, so that the reports need no analysis. */
export interface AdmissionData {
  readonly system: string;
  readonly timeUnit: TimeUnit;
  readonly verdict: AdmissionWord;
  readonly before: Verdict;
  readonly open: readonly Claim[];
  readonly sources: readonly {
    readonly name: string;
    readonly judgement: JudgementData;
    readonly limits: LimitsData | null;
    readonly remedies: readonly RemedyData[];
  }[];
  readonly together: JudgementData;
  readonly subsets: {
    readonly greedy: readonly string[];
    readonly largest: readonly (readonly string[])[] | null;
  } | null;
  readonly stretch: Rational | null;
  /** Null where the stretch is exact. */
  readonly stretchGrid: Rational | null;
}

export interface FrontierData {
  readonly names: readonly [string, string];
  /** Null where the frontier is exact. */
  readonly grids: readonly [Duration, Duration] | null;
  readonly points: readonly { readonly first: Duration | null; readonly second: Duration | null }[];
}
