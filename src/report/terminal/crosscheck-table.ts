import Table from "cli-table3";
import type { TimeUnit } from "../../numeric/unit.ts";
import { readable, withUnit } from "../../numeric/unit-text.ts";
import type { ComparisonData, CrosscheckData, ViolationData } from "../crosscheck-data.ts";
import { NO_RULES } from "./no-rules.ts";
import { faint, heading, type Style } from "./style.ts";

/** A cross-check as people read it. It never says that anything is proved: runs can only fail to find a counter-example. */
export function crosscheckText(data: CrosscheckData, unit: TimeUnit, style: Style): string {
  const { system, comparisons, violations } = data;
  return [
    `${heading(system, style)}: ${outcome(data)}`,
    ...(comparisons.length === 0 ? [] : [table(comparisons, unit)]),
    ...violations.map((each) => violationText(each, unit)),
    faint(effort(data), style),
  ].join("\n\n");
}

function outcome({ comparisons, violations, replays, windows }: CrosscheckData): string {
  if (violations.length > 0) {
    return `${violations.length} contradiction${violations.length > 1 ? "s" : ""} between analysis and simulator`;
  }
  if (comparisons.length + replays + windows === 0) return "nothing to compare: there is no bound";
  return "no counter-example found";
}

function effort({ runs, jobs, replays, windows, seed }: CrosscheckData): string {
  return (
    `${runs} runs with ${jobs} jobs, ${replays} scenarios replayed, ${windows} windows of supply; seed ${seed}.\n` +
    "A search can refute a bound, never confirm one: what a bound rests on is its theorem (hyperbound check --explain)."
  );
}

function table(comparisons: readonly ComparisonData[], unit: TimeUnit): string {
  const rows = new Table({
    head: ["task or source", "observed", "bound", "tightness"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [], "padding-left": 1, "padding-right": 1 },
    chars: NO_RULES,
  });
  for (const { id, limit, kind, observed, tightness } of comparisons) {
    rows.push([
      id,
      observed === null ? "none" : withUnit(unit, observed),
      `${withUnit(unit, limit)}${kind === "deadline" ? " (deadline)" : ""}`,
      tightness === null ? "" : readable(tightness),
    ]);
  }
  return rows.toString();
}

function violationText({ claim, what, limit, observed, course }: ViolationData, unit: TimeUnit): string {
  return [
    `CONTRADICTION at ${claim}: ${what}`,
    ...(limit === null ? [] : [`  analysis:  ${withUnit(unit, limit)}`]),
    ...(observed === null ? [] : [`  simulator: ${withUnit(unit, observed)}`]),
    ...(course === null ? [] : [`  course:    ${JSON.stringify(course)}`]),
  ].join("\n");
}
