/**
 * May a source be let in? By what `check` says before and after.
 *
 * Admitted: every claim that was proved is proved with the source, and every claim that is new (the source's own deadline)
 * is proved, too. Rejected: a claim is refuted with the source, by a scenario. Not proved: anything else. A claim that was
 * open before blocks nothing unless the source refutes it; a system that is refuted as it stands lets nothing in.
 */
import type { Claim } from "../certificate/claim.ts";
import type { Findings } from "../certificate/findings.ts";

export type AdmissionVerdict = "admitted" | "rejected" | "not-proved";

/** One claim without the source and with it; null where there is no such claim. */
export interface ClaimChange {
  readonly id: string;
  readonly before: Claim | null;
  readonly after: Claim | null;
}

export interface Judgement {
  readonly verdict: AdmissionVerdict;
  /** The deciding fact in one sentence; null where admitted. */
  readonly reason: string | null;
  /** The claim that decides against the source; null where admitted, and where the claim is gone with its proof. */
  readonly decisive: Claim | null;
  /** Every claim of either, in the order of `check`. */
  readonly changes: readonly ClaimChange[];
  /** All that was found out about the system with the source. */
  readonly after: Findings;
}

export function judge(before: Findings, after: Findings): Judgement {
  const changes = changesOf(before, after);
  const standing = before.claims.find(({ verdict }) => verdict === "refuted");
  if (standing !== undefined) {
    const reason = `the system is refuted as it stands: ${standing.id}: ${standing.reason ?? "refuted"}`;
    return { verdict: "rejected", reason, decisive: standing, changes, after };
  }
  const against = changes.filter(blocks);
  const refuted = against.find((change) => change.after?.verdict === "refuted");
  const decisive = refuted ?? against.find((change) => change.after !== null) ?? against[0];
  if (decisive === undefined) return { verdict: "admitted", reason: null, decisive: null, changes, after };
  return {
    verdict: refuted === undefined ? "not-proved" : "rejected",
    reason: `${decisive.id}: ${decisive.after?.reason ?? "its proof is lost"}`,
    decisive: decisive.after,
    changes,
    after,
  };
}

function blocks({ before, after }: ClaimChange): boolean {
  if (after === null) return before?.verdict === "proved";
  if (after.verdict === "proved") return false;
  return before === null || before.verdict === "proved" || after.verdict === "refuted";
}

function changesOf(before: Findings, after: Findings): ClaimChange[] {
  const old = new Map(before.claims.map((claim) => [claim.id, claim]));
  const now = new Set(after.claims.map(({ id }) => id));
  const gone = before.claims.filter(({ id }) => !now.has(id));
  return [
    ...after.claims.map((claim) => ({ id: claim.id, before: old.get(claim.id) ?? null, after: claim })),
    ...gone.map((claim) => ({ id: claim.id, before: claim, after: null })),
  ];
}
