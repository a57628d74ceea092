/** Chapter 1: the answer, what it speaks of, how close it is, and all that was not shown. */
import { type Certified, isShown } from "../certified.ts";
import { type Block, columns, paragraph, type Section, strong } from "../model/document.ts";
import { claimReference } from "./anchor.ts";
import { leftOf, type Margin, marginOf } from "./margin.ts";
import { count, MEANING, policyWords, subjectWords, VERDICT } from "./plain-words.ts";

/** Rows of the first page, so that it stays one page. */
const TIGHTEST = 8;
const MOST_OPEN = 10;

export function verdictSection(certified: Certified): Section {
  const { claims, verdict, scale, model, hypotheses } = certified;
  const shown = claims.filter(isShown).length;
  const blocks: Block[] = [
    paragraph(strong(VERDICT[verdict]), ` ${MEANING[verdict]}`),
    paragraph(
      `${count(claims.length, "claim")}: ${tally(certified)}. The independent checker accepted the certificate; it verified ${shown} of ${claims.length}. `,
      `The verdict of the system is the worst of its claims.`,
    ),
    paragraph(
      strong("Scope. "),
      `${count(model.vms.length, "VM")} on ${count(certified.cores, "core")}, ${count(model.sources.length, "interrupt source")}; VMM: ${policyWords(model.policy)}. `,
      `All that is shown holds of the model of chapter 2 and under the ${count(hypotheses.length, "hypothesis").replace("hypothesiss", "hypotheses")} of chapter 3, which this tool cannot check.`,
    ),
    ...(model.beyond.length === 0
      ? []
      : [
          paragraph(
            strong("Outside of all rules: "),
            `${model.beyond.join(", ")}. Nothing is shown about a system with it.`,
          ),
        ]),
  ];
  const margins = claims
    .flatMap((claim) => {
      const margin = marginOf(certified, claim);
      return margin === null || margin.of === "demand" ? [] : [{ claim, margin }];
    })
    .sort((a, b) => byShare(a.margin, b.margin));
  if (margins.length > 0) {
    blocks.push({
      kind: "table",
      caption: `The least margins to a deadline (${Math.min(TIGHTEST, margins.length)} of ${margins.length}; all of them, and the slack of demand, in chapter 8), in ${scale.unit}`,
      columns: columns("claim*4", ">shown*2", ">allowed*2", ">margin*2"),
      rows: margins
        .slice(0, TIGHTEST)
        .map(({ claim, margin }) => [
          claimReference(certified, claim.id),
          scale.number(margin.shown),
          scale.number(margin.limit),
          scale.number(leftOf(margin)),
        ]),
    });
  }
  const open = claims.filter((claim) => claim.verdict !== "proved");
  if (open.length === 0) blocks.push(paragraph(strong("Not proved: "), "nothing; every claim is proved."));
  else {
    blocks.push(
      paragraph(
        strong("Not proved:"),
        open.length > MOST_OPEN ? ` ${open.length} claims, the first of them` : "",
      ),
      {
        kind: "table",
        caption: "",
        columns: columns("claim*4", "verdict*2", "what is not shown*5"),
        rows: open
          .slice(0, MOST_OPEN)
          .map((claim) => [
            claimReference(certified, claim.id),
            VERDICT[claim.verdict],
            `${subjectWords(claim.id)}${claim.reason === "" ? "" : ` (told by the analysis: ${claim.reason})`}`,
          ]),
      },
    );
  }
  return { id: "verdict", title: "1 Verdict and scope", blocks, sections: [] };
}

function tally({ claims }: Certified): string {
  const kinds = ["proved", "refuted", "not-proved", "no-bound", "uncertified"] as const;
  const parts = kinds.flatMap((kind) => {
    const number = claims.filter(({ verdict }) => verdict === kind).length;
    return number === 0 ? [] : [`${number} ${VERDICT[kind].toLowerCase()}`];
  });
  return parts.length === 0 ? "none" : parts.join(", ");
}

/** By what is left of the limit, the least share first. */
function byShare(a: Margin, b: Margin): number {
  const [x, y] = [leftOf(a) * b.limit, leftOf(b) * a.limit];
  return x < y ? -1 : x > y ? 1 : 0;
}
