import type { Claim } from "../certificate/claim.ts";
import type { Verdict } from "../certificate/verdict.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import type { System } from "../model/system.ts";
import type { Duration } from "../numeric/quantity.ts";
import type { AdmissionVerdict, Judgement } from "./judge.ts";
import { leastStretch, limitsOf, type SourceLimits, type Stretch } from "./limits.ts";
import { findRemedies } from "./remedies/find.ts";
import type { Remedy } from "./remedies/remedy.ts";
import { admissibleSubsets, type Subsets } from "./subsets.ts";
import { Trial, type TrialOptions } from "./trial.ts";

export interface AdmitOptions extends TrialOptions {
  /** What separations are searched on; by default a power of ten, in seconds, at most a thousandth of the written one. */
  readonly grid?: Duration;
  /** Verdicts only: no limits, no subsets, no changes that would help. */
  readonly verdictsOnly?: boolean;
}

/** What was found about one candidate on its own. */
export interface SourceAdmission {
  readonly name: string;
  readonly judgement: Judgement;
  /** Null where only verdicts were asked for, and for a system that is refuted as it stands. */
  readonly limits: SourceLimits | null;
  readonly remedies: readonly Remedy[];
}

export interface Admission extends Stretch {
  /** The worst of the candidates and of all of them together. */
  readonly verdict: AdmissionVerdict;
  readonly before: Verdict;
  /** The claims that are open without any candidate: they block nothing. */
  readonly open: readonly Claim[];
  readonly sources: readonly SourceAdmission[];
  readonly together: Judgement;
  /** Where not all are admitted together. */
  readonly subsets: Subsets | null;
  readonly trial: Trial;
}

/**
 * May these sources be added to the system, each alone and all together, and how far could each go?
 * Throws `InputError` where system and sources contradict each other.
 */
export function admit(
  system: System,
  sources: readonly InterruptSource[],
  options: AdmitOptions = {},
): Admission {
  const trial = new Trial(system, options);
  const { grid } = options;
  const searching = options.verdictsOnly !== true && trial.before.verdict !== "refuted";
  const each = sources.map((source): SourceAdmission => {
    const judgement = trial.judge([source]);
    return {
      name: source.name,
      judgement,
      limits: searching ? limitsOf(trial, source, grid === undefined ? {} : { grid }) : null,
      remedies: searching ? findRemedies(trial, source, judgement, grid ?? null) : [],
    };
  });
  const [only] = each;
  const together = each.length === 1 && only !== undefined ? only.judgement : trial.judge(sources);
  return {
    verdict: worst([...each.map(({ judgement }) => judgement.verdict), together.verdict]),
    before: trial.before.verdict,
    open: trial.before.claims.filter(({ verdict }) => verdict !== "proved"),
    sources: each,
    together,
    subsets:
      searching && sources.length > 1 && together.verdict !== "admitted"
        ? admissibleSubsets(trial, sources)
        : null,
    ...(searching ? leastStretch(trial, sources) : { stretch: null, stretchGrid: null }),
    trial,
  };
}

const SEVERITY: readonly AdmissionVerdict[] = ["admitted", "not-proved", "rejected"];

function worst(verdicts: readonly AdmissionVerdict[]): AdmissionVerdict {
  return verdicts.reduce((a, b) => (SEVERITY.indexOf(b) > SEVERITY.indexOf(a) ? b : a), "admitted");
}
