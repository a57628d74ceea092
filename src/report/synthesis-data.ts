import type { Claim } from "../certificate/claim.ts";
import type { Verdict } from "../certificate/verdict.ts";
import type { Slot } from "../model/system.ts";
import type { Duration, Work } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import type { TimeUnit } from "../numeric/unit.ts";

/** A budget in every period, due `deadline` after the start of each. */
export interface SynthesisInterface {
  readonly period: Duration;
  readonly budget: Work;
  readonly deadline: Duration;
}

/** What was chosen for one VM, beside what is written. */
export interface SynthesisRow {
  readonly vm: string;
  /** Null where the VM has windows of a table rather than a budget. */
  readonly written: SynthesisInterface | null;
  readonly chosen: SynthesisInterface;
  /** Of one core: the budget per period, or the windows of each frame. */
  readonly bandwidth: { readonly written: Rational; readonly chosen: Rational; readonly saved: Rational };
  /** Inverted exactly, or searched on a grid with the analyses of `check`. */
  readonly method: "inversion" | "search";
  readonly grid: Work | null;
  /** No smaller budget will do, where the least one was not found; null where the chosen one is the least. */
  readonly atLeast: Work | null;
  /** What forbids a smaller budget; null where the utilization does. */
  readonly decidedBy: {
    readonly task: string | null;
    /** The interrupt that would be handled too late. */
    readonly interrupt: string | null;
    readonly window: Duration | null;
    readonly demand: Work | null;
  } | null;
}

/** All that `synthesize` has to tell. Plain data, so that the reports need no analysis. */
export interface SynthesisData {
  readonly system: string;
  readonly timeUnit: TimeUnit;
  readonly outcome: "chosen" | "infeasible" | "undetermined";
  /** Why nothing, or nothing that works, was chosen; null where that is not so. */
  readonly why: string | null;
  readonly before: Verdict;
  /** Of the system with what was chosen; null where nothing was. */
  readonly after: Verdict | null;
  readonly vms: readonly SynthesisRow[];
  /** The new table; null where the VMM has none. */
  readonly table: { readonly frame: Duration; readonly slots: readonly Slot[] } | null;
  /** The claims that the changed system leaves open. */
  readonly open: readonly Claim[];
  /** Whether the values were put back into the file. */
  readonly written: boolean;
}
