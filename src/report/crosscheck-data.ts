import type { Duration } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";

/** How a run went, as plain data that repeats it. */
export type CourseData = object;

/** A bound beside the longest response that any run has shown. */
export interface ComparisonData {
  readonly id: string;
  readonly limit: Duration;
  readonly kind: "bound" | "deadline";
  readonly observed: Duration | null;
  /** observed / limit. */
  readonly tightness: Rational | null;
  readonly course: CourseData | null;
}

export interface ViolationData {
  readonly claim: string;
  readonly what: string;
  readonly limit: Duration | null;
  readonly observed: Duration | null;
  readonly course: CourseData | null;
}

/** A finished cross-check as the reports show it. */
export interface CrosscheckData {
  readonly system: string;
  readonly seed: number;
  readonly runs: number;
  readonly jobs: number;
  readonly replays: number;
  readonly windows: number;
  readonly comparisons: readonly ComparisonData[];
  readonly violations: readonly ViolationData[];
}
