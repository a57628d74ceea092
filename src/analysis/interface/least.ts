import type { Ratio } from "../../numeric/ratio.ts";

/** The least parameter of a family with which all deadlines are met; in ticks. */
export type Least =
  /** Nothing is asked for: every parameter will do. */
  | { readonly kind: "nothing" }
  | { readonly kind: "least"; readonly parameter: Ratio; readonly deciding: Deciding }
  /** No parameter will do; `deciding` forbids it. */
  | { readonly kind: "infeasible"; readonly deciding: Deciding }
  | Exhausted;

/** What forbids any smaller parameter. */
export type Deciding =
  | DecidingWindow
  /** The load of all tasks must not exceed the rate. */
  | { readonly kind: "utilization" };

/** The demand of a window that ends at a deadline of the task must be supplied. */
export interface DecidingWindow {
  readonly kind: "window";
  readonly task: number;
  readonly window: bigint;
  readonly demand: bigint;
}

/** The effort was spent first. */
export interface Exhausted {
  readonly kind: "undetermined";
  /** No smaller parameter will do; null where nothing is known. */
  readonly atLeast: Ratio | null;
  /** With this one all deadlines are met; null where none was found. */
  readonly atMost: Ratio | null;
  readonly reason: string;
  readonly limit: number;
}
