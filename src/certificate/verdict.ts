/**
 * The four answers. `proved` and `refuted` are certain; a sufficient test that fails says `not-proved`; `no-bound` is
 * for schedulers that promise nothing.
 */
export type Verdict = "proved" | "refuted" | "not-proved" | "no-bound";

/** From best to worst. A no-bound outranks a not-proved: no better analysis could mend it, only another system. */
const SEVERITY: readonly Verdict[] = ["proved", "not-proved", "no-bound", "refuted"];

/** A system's verdict is the worst of its claims; of no claims, `proved`. */
export function worstOf(verdicts: Iterable<Verdict>): Verdict {
  let worst = 0;
  for (const verdict of verdicts) worst = Math.max(worst, SEVERITY.indexOf(verdict));
  return SEVERITY[worst] as Verdict;
}
