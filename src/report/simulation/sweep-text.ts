import { columns } from "./columns.ts";
import { misses } from "./outcome.ts";
import { type Cast, NONE, type PhasingFigures } from "./run-data.ts";
import { type DelayRanges, type Range, sourceRanges, sweepRanges } from "./sweep.ts";
import { TickScale } from "./tick-scale.ts";

/** What a sweep over phasings showed: the range of every figure, and the phasing of each maximum. */
export function sweepText(cast: Cast, phasings: readonly PhasingFigures[]): string {
  const scale = new TickScale(cast.tick, cast.timeUnit);
  const range = (each: Range | null): string =>
    each === null
      ? "–"
      : each.from === each.to
        ? scale.readable(each.to)
        : `${scale.readable(each.from)} … ${scale.readable(each.to)}`;
  const rowOf = (name: string, { least, mean, p99, most, missed, worst }: DelayRanges): string[] => [
    name,
    ...[least, mean, p99, most].map(range),
    worst === null ? "–" : `#${worst}`,
    missed === null ? "–" : missed.from === missed.to ? String(missed.to) : `${missed.from} … ${missed.to}`,
  ];
  const rows = [
    ...sweepRanges(cast, phasings).map((ranges, task) => rowOf(nameOf(cast, task), ranges)),
    ...sourceRanges(cast, phasings).map((ranges, source) =>
      rowOf(`interrupt ${cast.sources[source]!.name}`, ranges),
    ),
  ];
  const first = cast.sources.length === 0 ? "task" : "task or interrupt";
  const table = columns([first, "min", "mean", "p99", "max", "worst", "missed"], rows);
  return [
    headline(cast, phasings, scale),
    table,
    `Times in ${scale.unit}; p99 is rounded up by at most 1/32; "worst" is the phasing of the maximum, #0 the one where all` +
      "\narrive together. `--offsets phasing K` runs one of them again, for a picture or a trace.",
  ].join("\n\n");
}

function headline(cast: Cast, phasings: readonly PhasingFigures[], scale: TickScale): string {
  const { seed, horizon } = phasings[0]!.figures;
  const span = `${phasings.length} phasings of ${scale.span(horizon)} each (seed ${seed})`;
  const missing = phasings.filter(({ figures }) => misses(figures) > 0);
  return missing.length === 0
    ? `${cast.system}: no counter-example found in ${span}`
    : `${cast.system}: DEADLINES MISSED in ${missing.length} of ${span}; the first is #${missing[0]!.phasing}`;
}

function nameOf(cast: Cast, task: number): string {
  const { name, vm } = cast.tasks[task]!;
  return vm === NONE ? name : `${cast.vms[vm]!.name}/${name}`;
}
