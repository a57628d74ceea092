/**
 * The argument in goal structuring notation (GSN Community Standard 3): claims are goals, theorems strategies, hypotheses
 * assumptions, evaluated inequalities solutions. What has no evidence stays undeveloped.
 */
import { type Certified, type CertifiedClaim, isShown } from "../certified.ts";
import { type Branch, code, paragraph, type Section, strong, type Text } from "../model/document.ts";
import { claimReference } from "./anchor.ts";
import { count, subjectWords, VERDICT } from "./plain-words.ts";

export type GoalKind = "goal" | "strategy" | "assumption" | "solution";

export interface GoalNode {
  readonly id: string;
  readonly kind: GoalKind;
  readonly text: string;
  readonly undeveloped: boolean;
}

export interface GoalGraph {
  readonly nodes: readonly GoalNode[];
  /** A goal or strategy is supported by goals, strategies and solutions, and stands in the context of assumptions. */
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly kind: "supported" | "context";
  }[];
}

export function goalGraph(certified: Certified): GoalGraph {
  const { claims, hypotheses, system } = certified;
  const goal = (id: string): string => `G${claims.findIndex((claim) => claim.id === id) + 1}`;
  const known = new Set(claims.map(({ id }) => id));
  const nodes: GoalNode[] = [
    { id: "G0", kind: "goal", text: `${system}: every claim holds`, undeveloped: claims.length === 0 },
    ...hypotheses.map(({ text, evidence }, index) => ({
      id: `A${index + 1}`,
      kind: "assumption" as const,
      text,
      undeveloped: evidence === "",
    })),
  ];
  const edges: GoalGraph["edges"][number][] = [];
  for (const claim of claims) {
    const id = goal(claim.id);
    edges.push({ from: "G0", to: id, kind: "supported" });
    nodes.push({ id, kind: "goal", text: goalText(claim), undeveloped: claim.verdict !== "proved" });
    if (claim.verdict !== "proved" || claim.theorem === null) continue;
    const strategy = id.replace("G", "S");
    nodes.push({ id: strategy, kind: "strategy", text: `by ${claim.theorem}`, undeveloped: false });
    edges.push({ from: id, to: strategy, kind: "supported" });
    for (const used of claim.hypotheses)
      edges.push({
        from: strategy,
        to: `A${hypotheses.findIndex((each) => each.id === used) + 1}`,
        kind: "context",
      });
    for (const rest of claim.rests.filter((each) => known.has(each)))
      edges.push({ from: strategy, to: goal(rest), kind: "supported" });
    if (claim.ledger.count === 0) continue;
    const solution = id.replace("G", "Sn");
    nodes.push({
      id: solution,
      kind: "solution",
      text: `${count(claim.ledger.count, "inequality").replace("inequalitys", "inequalities")} evaluated by the checker`,
      undeveloped: false,
    });
    edges.push({ from: strategy, to: solution, kind: "supported" });
  }
  return { nodes, edges };
}

const goalText = ({ id, verdict }: CertifiedClaim): string =>
  `${subjectWords(id)}${verdict === "proved" ? "" : ` (${VERDICT[verdict]})`}`;

export function goalSection(certified: Certified): Section {
  const { claims, hypotheses, system } = certified;
  return {
    id: "gsn",
    title: "Appendix: goal structure",
    blocks: [
      paragraph(
        "In goal structuring notation: G goals, S strategies, A assumptions, Sn solutions. The same as a graph: ",
        code("hyperbound report … --gsn FILE.dot"),
        ", for Graphviz.",
      ),
      {
        kind: "tree",
        branches: [
          {
            text: [strong("G0"), ` ${system}: every claim holds`],
            below: claims.map((claim, index) => claimBranch(certified, claim, index + 1)),
          },
          ...hypotheses.map(
            ({ text, evidence }, index): Branch => ({
              text: [
                strong(`A${index + 1}`),
                ` ${text}`,
                evidence === "" ? " (undeveloped: no evidence)" : ` Evidence: ${evidence}`,
              ],
              below: [],
            }),
          ),
        ],
      },
    ],
    sections: [],
  };
}

function claimBranch(certified: Certified, claim: CertifiedClaim, number: number): Branch {
  const text: Text = [
    strong(`G${number} `),
    claimReference(certified, claim.id),
    claim.verdict === "proved" ? "" : ` (${isShown(claim) ? "" : "undeveloped: "}${VERDICT[claim.verdict]})`,
  ];
  if (claim.verdict !== "proved") return { text, below: [] };
  const { hypotheses, claims } = certified;
  const assumed = claim.hypotheses.map((used) => `A${hypotheses.findIndex((each) => each.id === used) + 1}`);
  const goals = claim.rests
    .map((rest) => `G${claims.findIndex(({ id }) => id === rest) + 1}`)
    .filter((goal) => goal !== "G0");
  const parts = [
    `S${number} by ${claim.theorem}`,
    ...(assumed.length === 0 ? [] : [`in the context of ${assumed.join(", ")}`]),
    ...(goals.length === 0 ? [] : [`supported by ${goals.join(", ")}`]),
    ...(claim.ledger.count === 0
      ? []
      : [`Sn${number}: ${count(claim.ledger.count, "inequality").replace("inequalitys", "inequalities")}`]),
  ];
  return { text, below: [{ text: parts.join("; "), below: [] }] };
}
