/** Chapters 3 and 5: the hypotheses with those who vouch for them, and the theorems with those who proved them. */
import type { Certified } from "../certified.ts";
import { code, columns, paragraph, type Section, strong } from "../model/document.ts";
import { claimReference, listed } from "./anchor.ts";
import { count } from "./plain-words.ts";

/** What can happen where a hypothesis is false. */
const CONSEQUENCE: Readonly<Record<string, string>> = {
  "tasks-keep-their-word":
    "Responses and demand may exceed every bound here; deadlines of this task and of those below it may be missed.",
  "guest-work-conserving":
    "A guest that idles with work pending loses supply that the proofs count on; its deadlines may be missed.",
  "vmm-enforces-budgets":
    "One VM may take time that others were promised; no claim about any VM of the core holds.",
  "vmm-costs": "Every supply may be less than computed; any deadline may be missed.",
  "interrupts-keep-their-word":
    "More time may be stolen than computed; claims of the VMs on the source's core and of its target fail.",
  "contract-honoured": "The guest has no supply that was checked; none of its claims holds.",
  "contract-is-periodic-server":
    "Budget that is kept or moved can make longer gaps; claims that rest on the contract fail.",
  "sporadic-server-correct":
    "The server may take more than its budget from those below it, or get less; their claims fail.",
  "resource-protocol": "Blocking is not bounded by one section; responses may exceed every bound here.",
};

/** From this many claims on they are counted, not listed. */
const MOST_LISTED = 6;

export function hypothesesSection(certified: Certified): Section {
  const { hypotheses, claims, scale: _ } = certified;
  const used = (id: string): readonly string[] =>
    claims.filter((claim) => claim.hypotheses.includes(id)).map((claim) => claim.id);
  return {
    id: "hypotheses",
    title: "3 Hypotheses register",
    blocks: [
      paragraph(
        "Facts about the real system that no analysis can see. Each needs somebody who vouches for it and evidence; where the evidence is empty, the argument is undeveloped there. ",
        "Execution times, periods and costs of chapter 2 are hypotheses in the same sense: they come from the description, and so does their evidence.",
      ),
      ...(hypotheses.length === 0 ? [paragraph("None: nothing is proved or refuted.")] : []),
    ],
    sections: hypotheses.map(({ id, text, owner, status, evidence }, index) => ({
      id: `hypothesis-${index + 1}`,
      title: `H${index + 1} ${id}`,
      blocks: [
        paragraph(text),
        {
          kind: "list",
          ordered: false,
          items: [
            [strong("Owner: "), owner],
            [strong("Status: "), status],
            [strong("Evidence: "), evidence === "" ? "none given (undeveloped)" : evidence],
            [strong("If false: "), CONSEQUENCE[id] ?? "The claims that use it do not hold."],
            [
              strong("Used by: "),
              ...(used(id).length > MOST_LISTED
                ? [count(used(id).length, "claim")]
                : listed(used(id).map((claim) => claimReference(certified, claim)))),
            ],
          ],
        },
      ],
      sections: [],
    })),
  };
}

export function theoremsSection({ theorems, claims }: Certified): Section {
  return {
    id: "theorems",
    title: "5 Theorems used",
    blocks: [
      paragraph(
        "In the words that the checker demands of every certificate, with their conditions. They are cited from the papers and not mechanised; the checker evaluates their conditions on the model.",
      ),
      ...(theorems.length === 0
        ? [paragraph("None: nothing is proved or refuted.")]
        : [
            {
              kind: "table" as const,
              caption: "",
              columns: columns("theorem*3", "statement and conditions*6", "source*4", ">claims*1"),
              rows: theorems.map(({ id, statement, source }) => [
                code(id),
                statement,
                source,
                String(claims.filter((claim) => claim.theorem === id).length),
              ]),
            },
          ]),
    ],
    sections: [],
  };
}
