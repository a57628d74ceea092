import { Rational } from "../../numeric/rational.ts";
import { percent } from "../../numeric/unit-text.ts";
import { columns } from "./columns.ts";
import { misses } from "./outcome.ts";
import { type Cast, type Delays, NONE, type RunFigures } from "./run-data.ts";
import { TickScale } from "./tick-scale.ts";

const NOTHING = "–";

/** What a run showed, as people read it: the outcome first, then a table per VM. */
export function statisticsText(cast: Cast, figures: RunFigures): string {
  const scale = new TickScale(cast.tick, cast.timeUnit);
  const blocks = [
    outcomeText(cast, figures, scale),
    ...cast.vms.map((_, vm) => vmText(cast, figures, vm, scale)),
    taskTable(cast, figures, NONE, scale),
    sourceTable(cast, figures, scale),
  ].filter((block) => block !== "");
  const body = blocks.join("\n\n");
  return `${body}\n\n${footnote(body, cast)}`;
}

function outcomeText(cast: Cast, figures: RunFigures, scale: TickScale): string {
  const { simulated, horizon, seed, firstMiss } = figures;
  const count = misses(figures);
  const span = `${scale.span(simulated)} (seed ${seed})`;
  const lines = [
    count === 0
      ? `${cast.system}: no counter-example found in ${span}`
      : `${cast.system}: ${plural(count, "DEADLINE MISSED", "DEADLINES MISSED")} in ${span}`,
  ];
  if (simulated < horizon) lines.push(`interrupted: ${scale.span(horizon)} were asked for`);
  if (firstMiss !== null) {
    const { task, at, late } = firstMiss;
    lines.push(
      `first: a job of ${pathOf(cast, task)} ended at ${scale.readable(at)} ${scale.unit}, ${scale.readable(late)} ${scale.unit} late`,
    );
  }
  if (count === 0) lines.push("A simulation can refute but never prove: `hyperbound check` decides.");
  return lines.join("\n");
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function pathOf(cast: Cast, task: number): string {
  const { name, vm } = cast.tasks[task]!;
  return vm === NONE ? name : `${cast.vms[vm]!.name}/${name}`;
}

function vmText(cast: Cast, figures: RunFigures, vm: number, scale: TickScale): string {
  const { supplied, longestWait, switches, overhead } = figures.vms[vm]!;
  const share =
    figures.simulated === 0 ? "" : ` (${percent(Rational.of(BigInt(supplied), BigInt(figures.simulated)))})`;
  const time = (ticks: number): string => `${scale.readable(ticks)} ${scale.unit}`;
  const heading = [
    `VM ${cast.vms[vm]!.name} on core ${cast.vms[vm]!.core}: ran ${time(supplied)}${share}`,
    `longest wait ${time(longestWait)}`,
    plural(switches, "switch", "switches"),
    ...(overhead === 0 ? [] : [`VMM overhead ${time(overhead)}`]),
  ].join(", ");
  return [heading, taskTable(cast, figures, vm, scale), kernelText(cast, figures, vm, scale)]
    .filter((part) => part !== "")
    .join("\n");
}

/** The ticks of a guest that tells the time by them, and how long its sleepers slept. */
function kernelText(cast: Cast, figures: RunFigures, vm: number, scale: TickScale): string {
  const kernel = cast.kernels.findIndex((each) => each.vm === vm);
  const found = figures.kernels[kernel];
  if (found === undefined) return "";
  const heading = `${plural(found.ticks, "tick", "ticks")} accounted for, ${found.lost} lost`;
  const rows = cast.kernels[kernel]!.sleepers.map(({ name, deadline }, index) => {
    const { sleeps, misses: missed } = found.sleepers[index]!;
    return [name, ...delayCells(sleeps, scale), cell(deadline, scale), String(missed)];
  });
  if (rows.length === 0) return heading;
  return `${heading}\n${columns(["sleeps of", "calls", ...DELAY_HEAD, "deadline", "missed"], rows)}`;
}

function taskTable(cast: Cast, figures: RunFigures, vm: number, scale: TickScale): string {
  const rows = cast.tasks.flatMap((task, index) => {
    if (task.vm !== vm) return [];
    const { responses, misses: missed } = figures.tasks[index]!;
    return [[task.name, ...delayCells(responses, scale), cell(task.deadline, scale), String(missed)]];
  });
  if (rows.length === 0) return "";
  return columns(["task", "jobs", ...DELAY_HEAD, "deadline", "missed"], rows);
}

function sourceTable(cast: Cast, figures: RunFigures, scale: TickScale): string {
  if (cast.sources.length === 0) return "";
  const rows = cast.sources.map((source, index) => {
    const { latencies, dropped, misses: missed } = figures.sources[index]!;
    return [
      source.name,
      ...delayCells(latencies, scale),
      cell(source.deadline, scale),
      String(missed),
      String(dropped),
    ];
  });
  return `Interrupts, from arrival to the end of the bottom half\n${columns(["source", "served", ...DELAY_HEAD, "deadline", "missed", "lost"], rows)}`;
}

const DELAY_HEAD = ["min", "mean", "p95", "p99", "max", "max at"];

function delayCells({ count, least, total, p95, p99, most, mostAt }: Delays, scale: TickScale): string[] {
  const mean = count === 0 ? null : Math.round(total / count);
  return [String(count), ...[least, mean, p95, p99, most, mostAt].map((value) => cell(value, scale))];
}

function cell(ticks: number | null, scale: TickScale): string {
  return ticks === null ? NOTHING : scale.readable(ticks);
}

function footnote(body: string, cast: Cast): string {
  return [
    `Times in ${cast.timeUnit}; p95 and p99 are rounded up by at most 1/32.`,
    ...(body.includes("≈") ? ["≈ rounded for print; --json has the exact numbers."] : []),
  ].join(" ");
}
