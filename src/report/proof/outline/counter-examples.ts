/** Chapter 9: for each refuted claim the course of events in which the deadline is missed. */
import { Rational } from "../../../numeric/rational.ts";
import { type Certified, type CertifiedClaim, numberOf } from "../certified.ts";
import { ganttDrawing, ganttFrom } from "../figure/gantt.ts";
import { type Block, columns, paragraph, type Section, type Text } from "../model/document.ts";
import { type Refutation, refutationOf } from "../refutation.ts";
import { claimAnchor, claimReference } from "./anchor.ts";
import { subjectWords } from "./plain-words.ts";

/** Rows of a course that are printed, up to the miss. */
const MOST_ROWS = 24;

export function counterExamplesSection(certified: Certified): Section {
  const refuted = certified.claims.filter(({ verdict }) => verdict === "refuted");
  return {
    id: "counter-examples",
    title: "9 Counter-examples",
    blocks: [
      paragraph(
        refuted.length === 0
          ? "No claim is refuted."
          : "Each is a course of events that the model allows. Unless something else is said, all tasks are released together at instant 0, every job takes its full execution time, and what runs above comes as densely as it may. The checker replayed it; the charts come from a second replay, written apart from the checker, which found the same miss.",
      ),
    ],
    sections: refuted.map((claim) => ({
      id: `counter-${claimAnchor(certified, claim.id)}`,
      title: claim.id,
      blocks: courseBlocks(certified, claim),
      sections: [],
    })),
  };
}

function courseBlocks(certified: Certified, claim: CertifiedClaim): Block[] {
  const refutation = refutationOf(certified, claim);
  const refuted = paragraph(
    "Refuted: ",
    claimReference(certified, claim.id),
    `, that ${subjectWords(claim.id)}.`,
  );
  if (refutation === null) return [refuted, ...toldBlocks(certified, claim)];
  const { course, late, best, some, scale: parts } = refutation;
  const { scale } = certified;
  const time = (at: bigint): string => scale.time(Rational.of(at, parts));
  const row = course.rows[late.row];
  const from = ganttFrom(refutation);
  const caption = `The course up to the missed deadline of ${row?.name}${from > 0n ? `, from ${time(from)} on` : ""}`;
  const wanted = claim.id.endsWith("server") || claim.id.startsWith("core/") ? "Budget" : "Job";
  return [
    refuted,
    paragraph(
      `${wanted} ${late.job} of ${row?.name} arrives at ${time(late.arrival)} and is due at ${time(late.due)}. Until ${time(course.due)} ${unfinished(refutation, time)}`,
      best
        ? " The supply is the most favourable one that any legal supply could be, and there is more work for it than it serves: no legal supply avoids a miss."
        : "",
      some
        ? " The checker counted the work due by then; which job is late depends on who is served, here by deadline."
        : "",
    ),
    {
      kind: "figure",
      caption,
      drawing: ganttDrawing(refutation, scale, caption),
      facts: rowsOf(refutation, time).map((cells) => cells.join("  ")),
    },
    {
      kind: "table",
      caption: "Who runs, the last pieces before the deadline",
      columns: columns("from*2", "to*2", "runs*4"),
      rows: rowsOf(refutation, time) as Text[][],
    },
  ];
}

/** What the checker found on a course that is not drawn. */
const toldBlocks = ({ scale }: Certified, { ledger, proof }: CertifiedClaim): Block[] => [
  ...(proof?.["kind"] === "starvation"
    ? [
        paragraph(
          `Interrupts of ${proof["source"]} take from the VM the rest of each of its turns: the first at ${scale.time(numberOf(proof, "first") ?? 0n)}, then one per ${scale.time(numberOf(proof, "period") ?? 0n)}, for ever.`,
        ),
      ]
    : []),
  paragraph("The checker followed this course; the report draws no chart of it. What the checker found:"),
  {
    kind: "list",
    ordered: false,
    items: [
      ...ledger.facts.filter((fact) => !/^refuted by /.test(fact)),
      ...ledger.inequalities.map(({ what, less, more }) => `${what}: ${less} ≤ ${more}`),
    ],
  },
];

/** How much of the late job had been served when it was due. */
function unfinished({ course, late }: Refutation, time: (at: bigint) => string): string {
  const row = course.rows[late.row];
  const served = course.pieces
    .filter((piece) => piece.row === late.row)
    .reduce((sum, { from, to }) => sum + to - from, 0n);
  const cost = row?.cost ?? 0n;
  const own = served - late.job * cost;
  return own < 0n
    ? `not even the jobs of ${row?.name} before it have ended: of ${time((late.job + 1n) * cost)} of work, ${time(served)} are done.`
    : `it has got ${time(own)} of the ${time(cost)} that it needs.`;
}

function rowsOf({ course }: Refutation, time: (at: bigint) => string): string[][] {
  return course.pieces
    .slice(-MOST_ROWS)
    .map(({ row, from, to }) => [
      time(from),
      time(to),
      row === null ? "nothing to do" : (course.rows[row]?.name ?? ""),
    ]);
}
