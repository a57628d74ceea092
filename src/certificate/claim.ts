import type { Duration, Instant, Work } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import type { AssumptionId } from "./assumption.ts";
import type { Scenario } from "./scenario.ts";
import type { TheoremId } from "./theorem.ts";
import type { Verdict } from "./verdict.ts";

/** What a claim speaks of; the parts that do not apply are absent. */
export interface Subject {
  readonly core?: number;
  readonly vm?: string;
  readonly task?: string;
  readonly source?: string;
  readonly sleeper?: string;
}

/** An exact value that a witness may hold. Quantities are printed in the system's time unit. */
export type WitnessValue = Duration | Work | Instant | Rational | string | number | readonly WitnessValue[];

/** The numbers that decide a claim: its kind, and exact values under the names that its theorem uses. */
export interface Witness {
  readonly kind: string;
  readonly [name: string]: WitnessValue;
}

/** One question with its answer and the evidence for it. */
export interface Claim {
  /** Unique and stable: `vm/rtos/task/control`. */
  readonly id: string;
  readonly subject: Subject;
  /** The claim in words. */
  readonly statement: string;
  readonly verdict: Verdict;
  readonly method: TheoremId;
  readonly assumptions: readonly AssumptionId[];
  /** The bound that was derived, where there is one. */
  readonly bound?: Duration;
  readonly deadline?: Duration;
  /** How much later the bound could be and still hold; negative where it is exceeded. */
  readonly margin?: Duration;
  readonly witness: Witness;
  /** The deciding fact in one sentence; always there unless the claim is proved. */
  readonly reason?: string;
  /** What change would make the claim provable, where one is known. */
  readonly advice?: string;
  /** Always there where the verdict is `refuted`. */
  readonly scenario?: Scenario;
}
