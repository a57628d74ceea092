import Table from "cli-table3";
import type { TimeUnit } from "../../numeric/unit.ts";
import { percent, withUnit } from "../../numeric/unit-text.ts";
import type { SynthesisData, SynthesisInterface, SynthesisRow } from "../synthesis-data.ts";
import { NO_RULES } from "./no-rules.ts";
import { faint, heading, type Style, verdictWord } from "./style.ts";

/** What was chosen beside what is written, as people read it; then the table, the verdicts and what is left open. */
export function synthesisTables(data: SynthesisData, style: Style): string {
  const { timeUnit: unit, vms, before, after, why, table } = data;
  const verdicts = `as written ${verdictWord(before, style)}, ${after === null ? "nothing chosen" : `as chosen ${verdictWord(after, style)}`}`;
  const searched = vms.filter(({ method }) => method === "search");
  const text = [
    `${heading(data.system, style)}: ${verdicts}`,
    ...(vms.length === 0 ? [] : [interfaces(vms, unit)]),
    ...(table === null
      ? []
      : [`${heading(`table of ${withUnit(unit, table.frame)}`, style)}\n${windows(table, unit)}`]),
    ...(why === null ? [] : [why]),
    ...data.open.map(({ id, reason }) => `still open: ${id}: ${reason ?? ""}`),
    ...searched.map(
      ({ vm, grid }) =>
        `${vm}: searched in steps of ${grid === null ? "" : withUnit(unit, grid)} with the analyses of check, which see more than a plain budget there`,
    ),
    ...vms.flatMap(({ vm, atLeast }) =>
      atLeast === null
        ? []
        : [
            `${vm}: proved, but perhaps not the least: the search ended at its effort, and no budget below ${withUnit(unit, atLeast)} will do`,
          ],
    ),
    ...(data.written ? ["The values were put back into the file."] : []),
  ].join("\n\n");
  const rounded = faint("≈ rounded for print; --json has the exact numbers", style);
  return text.includes("≈") ? `${text}\n\n${rounded}` : text;
}

function interfaces(vms: readonly SynthesisRow[], unit: TimeUnit): string {
  const rows = columns(["VM", "written", "chosen", "share written", "chosen", "saved", "decided by"], 3);
  for (const { vm, written, chosen, bandwidth, decidedBy, atLeast } of vms) {
    rows.push([
      vm,
      written === null ? "windows" : interfaceText(written, unit),
      interfaceText(chosen, unit),
      percent(bandwidth.written),
      percent(bandwidth.chosen),
      percent(bandwidth.saved),
      decidedBy === null
        ? atLeast === null
          ? "the utilization"
          : "not decided"
        : decidedText(decidedBy, unit),
    ]);
  }
  return rows.toString();
}

function interfaceText({ period, budget, deadline }: SynthesisInterface, unit: TimeUnit): string {
  const due = deadline.equals(period) ? "" : ` by ${withUnit(unit, deadline)}`;
  return `${withUnit(unit, budget)} every ${withUnit(unit, period)}${due}`;
}

function decidedText(
  { task, interrupt, window, demand }: NonNullable<SynthesisRow["decidedBy"]>,
  unit: TimeUnit,
): string {
  const needs = demand === null ? "" : `: ${withUnit(unit, demand)}`;
  const within = window === null ? "" : ` in ${withUnit(unit, window)}`;
  return `${task ?? (interrupt === null ? "all tasks" : `interrupt ${interrupt}`)}${needs}${within}`;
}

function windows({ slots }: NonNullable<SynthesisData["table"]>, unit: TimeUnit): string {
  const rows = columns(["VM", "core", "start", "length"], 1);
  for (const { vm, core, start, length } of slots) {
    rows.push([vm, String(core), withUnit(unit, start), withUnit(unit, length)]);
  }
  return rows.toString();
}

/** Columns without rules; from the given one on numbers, aligned to the right. */
function columns(head: string[], numbersFrom: number): Table.Table {
  return new Table({
    head,
    colAligns: head.map((name, index) => (index < numbersFrom || name === "decided by" ? "left" : "right")),
    style: { head: [], border: [], "padding-left": 1, "padding-right": 1 },
    chars: NO_RULES,
  });
}
