/** Chapter 6: every claim that was shown, step by step, each step with its theorem and its numbers. */
import { type Certified, type CertifiedClaim, isShown, vmOfClaim } from "../certified.ts";
import type { Formulas } from "../formula.ts";
import { chain } from "../formula.ts";
import { type Block, code, math, paragraph, type Section } from "../model/document.ts";
import { claimAnchor, claimReference, listed } from "./anchor.ts";
import { coverSteps } from "./argument-edf.ts";
import { responseSteps } from "./argument-fp.ts";
import { serverSteps } from "./argument-server.ts";
import { count, MEANING, subjectWords, VERDICT } from "./plain-words.ts";
import type { Step } from "./step.ts";
import { worldAnchor, worldSection } from "./world-section.ts";

export function argumentSection(certified: Certified, formulas: Formulas): Section {
  const guests = certified.model.vms.filter(({ tasks }) => tasks.length > 0);
  return {
    id: "argument",
    title: "6 The argument",
    blocks: [
      paragraph(
        `All numbers of this chapter are ticks of ${certified.scale.time(1n)} unless a unit stands beside them. Formulas were evaluated exactly, and compared with what the checker had computed.`,
      ),
    ],
    sections: [
      ...(certified.model.beyond.length > 0 ? [] : guests.map((vm) => worldSection(certified, vm))),
      ...lemmaSections(certified),
      ...certified.claims.map((claim) => claimSection(certified, claim, formulas)),
    ],
  };
}

function lemmaSections({ lemmas, scale }: Certified): Section[] {
  if (lemmas.length === 0) return [];
  return [
    {
      id: "lemmas",
      title: "Lemmas: the VMM's part of each interrupt",
      blocks: [
        paragraph(
          "From arrival to the end of what the VMM does for it at once, on the source's core, below the other sources there. Event n is done within the least window that supplies n of them; the longest wait over all n of a busy window is the bound (Le Boudec and Thiran 2001).",
        ),
        {
          kind: "list",
          ordered: false,
          items: lemmas.map(
            ({ source, delay, windows }) =>
              `${source}: at most ${delay} ticks = ${scale.time(delay)}, from ${count(windows.length, "event")}`,
          ),
        },
      ],
      sections: [],
    },
  ];
}

function claimSection(certified: Certified, claim: CertifiedClaim, formulas: Formulas): Section {
  const blocks: Block[] = isShown(claim)
    ? [conclusion(certified, claim), ...numbered(stepsOf(certified, claim, formulas))]
    : [
        paragraph(
          `That ${subjectWords(claim.id)} is ${VERDICT[claim.verdict]}. ${MEANING[claim.verdict]}`,
          claim.reason === "" ? "" : ` Told by the analysis, not checked: ${claim.reason}.`,
        ),
      ];
  return {
    id: claimAnchor(certified, claim.id),
    title: `${claim.id}: ${VERDICT[claim.verdict]}`,
    blocks,
    sections: [],
  };
}

function conclusion(
  certified: Certified,
  { id, theorem, hypotheses, rests, verdict }: CertifiedClaim,
): Block {
  const numbers = hypotheses.map(
    (used) => `H${certified.hypotheses.findIndex((each) => each.id === used) + 1}`,
  );
  return paragraph(
    verdict === "proved" ? `Claim: ${subjectWords(id)}. ` : `Refuted: that ${subjectWords(id)}. `,
    "Theorem ",
    code(theorem ?? ""),
    numbers.length === 0 ? "; no hypothesis" : `; hypotheses ${numbers.join(", ")}`,
    ...(rests.length === 0
      ? []
      : ["; rests on ", ...listed(rests.map((each) => claimReference(certified, each)))]),
    ".",
  );
}

function numbered(steps: readonly Step[]): Block[] {
  return steps.flatMap(({ text, lines }, index): Block[] => [
    { kind: "paragraph", text: [`${index + 1}. `, ...(Array.isArray(text) ? text : [text])] },
    ...(lines === undefined || lines.length === 0 ? [] : [{ kind: "formulas" as const, lines }]),
  ]);
}

function stepsOf(certified: Certified, claim: CertifiedClaim, formulas: Formulas): Step[] {
  const { model, derived, scale } = certified;
  const { proof, id, rests } = claim;
  if (claim.verdict === "refuted")
    return [
      {
        text: "A legal course of events in which the deadline is missed is given in chapter 9; no theorem is needed to follow it.",
      },
      ...claim.ledger.facts
        .filter((fact) => !/^(proved|refuted) by /.test(fact))
        .map((fact) => ({ text: `Replayed by the checker: ${fact}.` })),
    ];
  const vm = vmOfClaim(model, id);
  const world = vm === undefined ? null : derived.world(vm);
  switch (proof?.["kind"]) {
    case "by-demand":
      return [
        {
          text: [
            "All jobs of the VM end by their deadlines, as ",
            ...listed(rests.slice(0, 1).map((each) => claimReference(certified, each))),
            " shows; the jobs of this task are among them.",
          ],
        },
      ];
    case "fp-windows":
    case "fp-phases":
    case "fp-starts":
      if (vm !== undefined && world !== null) {
        const where: Step = {
          text: [
            "The supply and what runs above the tasks: ",
            { kind: "reference", to: worldAnchor(certified, vm), text: `what VM ${vm.name} may count on` },
            ".",
          ],
        };
        return [where, ...responseSteps(certified, vm, world, claim, formulas)];
      }
      break;
    case "edf-cover":
      if (vm !== undefined && world !== null && id.endsWith("/tasks")) {
        const where: Step = {
          text: [
            "The supply and what runs above the tasks: ",
            { kind: "reference", to: worldAnchor(certified, vm), text: `what VM ${vm.name} may count on` },
            ".",
          ],
        };
        return [where, ...coverSteps(vm, world, derived.tasks(vm), claim, formulas)];
      }
      break;
  }
  if (proof?.["kind"] === "server-window" && vm !== undefined)
    return serverSteps(certified, vm, claim, formulas);
  const parts: Step = {
    text: [
      "The latency has two parts: what the VMM does at once, bounded in the ",
      { kind: "reference", to: "lemmas", text: "lemmas" },
      ", and, where the bottom half waits for a VM, the windows below.",
    ],
  };
  return [...(proof?.["kind"] === "latency" ? [parts] : []), ...ledgerSteps(claim, scale.time(1n))];
}

/** How many inequalities of a claim are told in the argument; the rest stands in chapter 7. */
const MOST_TOLD = 6;

/** The inequalities as the checker tells them: what is compared, and both sides. */
function ledgerSteps({ ledger, theorem }: CertifiedClaim, tick: string): Step[] {
  const { inequalities, tightest, count: all } = ledger;
  const told = inequalities.length > MOST_TOLD ? inequalities.slice(0, MOST_TOLD - 1) : inequalities;
  const last = tightest !== null && !told.includes(tightest) ? [tightest] : [];
  return [
    ...[...told, ...last].map(
      ({ what, less, more }): Step => ({
        text: [`The checker evaluated: ${what}: `, math(chain(less, "≤", more)), "."],
      }),
    ),
    ...(all > told.length + last.length
      ? [
          {
            text: `All ${all} inequalities of the claim hold; the tightest is the last one here. Chapter 7 lists them; ticks of ${tick}.`,
          },
        ]
      : []),
    { text: `With these, ${theorem ?? "the theorem"} gives the claim.` },
  ];
}
