import Table from "cli-table3";
import type { Claim } from "../../certificate/claim.ts";
import type { Findings, SourceLatency } from "../../certificate/findings.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { withUnit } from "../../numeric/unit-text.ts";
import { NO_RULES } from "./no-rules.ts";
import { faint, heading, type Style, verdictWord } from "./style.ts";

/** The findings as people read them in a terminal or a CI log: the verdict first, then a table per VM and the host. */
export function verdictTables(findings: Findings, style: Style): string {
  const { timeUnit: unit } = findings;
  const shown = [
    ...findings.claims.flatMap(({ bound, deadline, margin }) => [bound, deadline, margin]),
    ...(findings.latencies ?? []).flatMap(({ start, end }) => [start ?? undefined, end ?? undefined]),
  ];
  const rounded = shown.some(
    (quantity) => quantity !== undefined && withUnit(unit, quantity).startsWith("≈"),
  );
  return [
    `${heading(findings.system, style)}: ${verdictWord(findings.verdict, style)} ${faint(count(findings.claims), style)}`,
    ...[...groups(findings.claims)].map(
      ([title, claims]) => `${heading(title, style)}\n${table(claims, unit, style)}`,
    ),
    ...latencies(findings.latencies ?? [], unit, style),
    ...reasons(findings.claims),
    ...findings.warnings.map(({ path, message }) => `warning: ${path}: ${message}`),
    ...(rounded ? [faint("≈ rounded for print; --json has the exact numbers", style)] : []),
  ].join("\n\n");
}

function count(claims: readonly Claim[]): string {
  const proved = claims.filter((claim) => claim.verdict === "proved").length;
  return claims.length === 0
    ? "(nothing to prove: no task has a deadline)"
    : `(${proved} of ${claims.length} claims proved)`;
}

/** One group per VM in order of appearance, after those of the host. */
function groups(claims: readonly Claim[]): Map<string, Claim[]> {
  const found = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { vm, core, task, source, sleeper } = claim.subject;
    const ofHost =
      [task, source, sleeper].every((each) => each === undefined) && !claim.id.endsWith("/tasks");
    const title = ofHost ? "VMM" : vm === undefined ? `core ${core ?? 0}` : `VM ${vm}`;
    const group = found.get(title);
    if (group === undefined) found.set(title, [claim]);
    else group.push(claim);
  }
  return found;
}

function table(claims: readonly Claim[], unit: TimeUnit, style: Style): string {
  const time = (quantity: Duration | undefined): string =>
    quantity === undefined ? "" : withUnit(unit, quantity);
  const rows = new Table({
    head: ["claim", "bound", "deadline", "margin", "verdict"],
    colAligns: ["left", "right", "right", "right", "left"],
    style: { head: [], border: [], "padding-left": 1, "padding-right": 1 },
    chars: NO_RULES,
  });
  for (const claim of claims) {
    rows.push([
      nameOf(claim),
      time(claim.bound),
      time(claim.deadline),
      time(claim.margin),
      verdictWord(claim.verdict, style),
    ]);
  }
  return rows.toString();
}

/** Bounds to know, below all that is claimed; `--json` also says where there is none, and why. */
function latencies(found: readonly SourceLatency[], unit: TimeUnit, style: Style): string[] {
  const bounded = found.flatMap(({ source, start, end }) =>
    start === null || end === null ? [] : [{ source, start, end }],
  );
  if (bounded.length === 0) return [];
  const rows = new Table({
    head: ["interrupt", "starts within", "ends within"],
    colAligns: ["left", "right", "right"],
    style: { head: [], border: [], "padding-left": 1, "padding-right": 1 },
    chars: NO_RULES,
  });
  for (const { source, start, end } of bounded) {
    rows.push([source, withUnit(unit, start), withUnit(unit, end)]);
  }
  return [`${heading("Interrupts without a deadline", style)}\n${rows.toString()}`];
}

function nameOf({ id, subject }: Claim): string {
  const { task, source, sleeper, vm, core } = subject;
  if (task !== undefined) return task;
  if (sleeper !== undefined) return `sleep of ${sleeper}`;
  if (source !== undefined) return `interrupt ${source}`;
  const part = id.split("/").at(-1) as string;
  return vm !== undefined && part !== "tasks"
    ? `${part} of ${vm}`
    : vm === undefined
      ? `${part} of core ${core ?? 0}`
      : "all tasks";
}

function reasons(claims: readonly Claim[]): string[] {
  const failed = claims.filter((claim) => claim.verdict !== "proved");
  return failed.map(
    (claim) =>
      `${claim.id}: ${claim.reason ?? ""}${claim.advice === undefined ? "" : `\n  what would help: ${claim.advice}`}`,
  );
}
