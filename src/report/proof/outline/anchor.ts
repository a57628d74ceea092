/** Names of places in the report, and references to them. */
import type { Certified } from "../certified.ts";
import { reference, type Span } from "../model/document.ts";

/** The place where a claim is argued; names of systems may hold letters that no anchor may. */
export function claimAnchor({ claims }: Certified, id: string): string {
  return `claim-${claims.findIndex((claim) => claim.id === id) + 1}`;
}

export function claimReference(certified: Certified, id: string): Span {
  return certified.claims.some((claim) => claim.id === id)
    ? reference(claimAnchor(certified, id), id)
    : { kind: "code", text: id };
}

/** References with commas between them. */
export const listed = (spans: readonly Span[]): readonly Span[] =>
  spans.length === 0 ? ["none"] : spans.flatMap((span, index) => (index === 0 ? [span] : [", ", span]));
