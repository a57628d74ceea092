/** Chapters 7 and 8: everything that the checker compared, and what is left over. */

import { Rational } from "../../../numeric/rational.ts";
import { percent } from "../../../numeric/unit-text.ts";
import { type Certified, isShown } from "../certified.ts";
import { slackOf } from "../inequality.ts";
import { type Block, code, columns, paragraph, type Section, type Text } from "../model/document.ts";
import { claimAnchor, claimReference } from "./anchor.ts";
import { leftOf, type Margin, marginOf } from "./margin.ts";
import { plotOf } from "./plots.ts";

export function inequalitiesSection(certified: Certified): Section {
  const { claims, lemmas, scale, model } = certified;
  const subjects = [
    ...lemmas.map(({ source, ledger }, index) => ({
      id: `table-lemma-${index + 1}`,
      title: `lemma on ${source}`,
      ledger,
    })),
    ...claims
      .filter((claim) => isShown(claim) && claim.ledger.count > 0)
      .map((claim) => ({
        id: `table-${claimAnchor(certified, claim.id)}`,
        title: claim.id,
        ledger: claim.ledger,
      })),
  ];
  const plots = model.beyond.length > 0 ? [] : model.vms.flatMap((vm) => plotOf(certified, vm));
  return {
    id: "inequalities",
    title: "7 Inequalities",
    blocks: [
      paragraph(
        `As the checker evaluated them: demand on the left, supply on the right, in ticks of ${scale.time(1n)}. Rows without slack compare counts or cycles, or slopes and lines as the least whole numbers in their ratio.`,
      ),
    ],
    sections: [
      ...(plots.length === 0
        ? []
        : [{ id: "plots", title: "Supply and demand", blocks: plots, sections: [] }]),
      ...subjects.map(
        ({ id, title, ledger }): Section => ({ id, title, blocks: tableOf(ledger), sections: [] }),
      ),
    ],
  };
}

function tableOf({ inequalities, count }: Certified["claims"][number]["ledger"]): Block[] {
  const rows = inequalities.map((each) => [
    each.what,
    String(each.less),
    String(each.more),
    each.inTicks ? String(slackOf(each)) : "",
  ]);
  return [
    { kind: "table", caption: "", columns: columns("compared*6", ">left*2", ">right*2", ">slack*2"), rows },
    ...(count > inequalities.length
      ? [
          paragraph(
            `${count} inequalities were evaluated; the first ones and the tightest stand here, `,
            code("hyperbound verify CERTIFICATE --explain"),
            " prints all.",
          ),
        ]
      : []),
  ];
}

export function marginsSection(certified: Certified): Section {
  const all = certified.claims.flatMap((claim) => {
    const margin = marginOf(certified, claim);
    return margin === null ? [] : [{ id: claim.id, margin }];
  });
  const times = all.filter(({ margin }) => margin.of !== "demand");
  const demands = all.filter(({ margin }) => margin.of === "demand");
  const tableOf = (rows: typeof all, caption: string): Block => ({
    kind: "table",
    caption: `${caption}, in ${certified.scale.unit}; the share is of what is allowed, rounded`,
    columns: columns("claim*4", "of*2", ">shown*2", ">allowed*2", ">left*2", ">share*1"),
    rows: rows.map(({ id, margin }) => marginRow(certified, id, margin)),
  });
  return {
    id: "margins",
    title: "8 Margins",
    blocks: [
      ...(all.length === 0
        ? [paragraph("No claim is proved by an inequality between times, so there is no margin to state.")]
        : [
            paragraph(
              "What each proof leaves over. No margin says how much an execution time could grow; that needs another certificate.",
            ),
          ]),
      ...(times.length === 0
        ? []
        : [tableOf(times, "Between the response, latency or budget shown and its deadline")]),
      ...(demands.length === 0
        ? []
        : [
            paragraph(
              "Proofs by demand: the least slack of the inequalities that were evaluated. A cover is chosen as coarse as it may be, so 0 is common there and does not mean that the processor is full.",
            ),
            tableOf(demands, "Demand and supply in the tightest window evaluated"),
          ]),
    ],
    sections: [],
  };
}

function marginRow(certified: Certified, id: string, margin: Margin): Text[] {
  const { scale } = certified;
  const left = leftOf(margin);
  return [
    claimReference(certified, id),
    margin.of,
    scale.number(margin.shown),
    scale.number(margin.limit),
    scale.number(left),
    margin.limit === 0n ? "" : percent(Rational.of(left, margin.limit)),
  ];
}
