import type { Cast, Delays, PhasingFigures } from "./run-data.ts";

/** The least and the greatest of a figure over all phasings in which there was one. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface TaskRanges {
  readonly task: number;
  readonly least: Range | null;
  readonly mean: Range | null;
  readonly p95: Range | null;
  readonly p99: Range | null;
  readonly most: Range | null;
  readonly missed: Range | null;
  /** The first phasing with the greatest response; null where no job ended in any. */
  readonly worst: number | null;
}

/** Over the phasings of a sweep, between which values each figure of each task lay, and where the maximum was. */
export function sweepRanges(cast: Cast, phasings: readonly PhasingFigures[]): TaskRanges[] {
  return cast.tasks.map((_, task) => {
    const all = phasings.map(({ phasing, figures }) => ({ phasing, ...figures.tasks[task]! }));
    const over = (pick: (delays: Delays) => number | null): Range | null =>
      rangeOf(all.map(({ responses }) => pick(responses)));
    const most = over((delays) => delays.most);
    return {
      task,
      least: over((delays) => delays.least),
      mean: over(({ count, total }) => (count === 0 ? null : Math.round(total / count))),
      p95: over((delays) => delays.p95),
      p99: over((delays) => delays.p99),
      most,
      missed: rangeOf(all.map(({ misses }) => misses)),
      worst: most === null ? null : all.find(({ responses }) => responses.most === most.to)!.phasing,
    };
  });
}

function rangeOf(values: readonly (number | null)[]): Range | null {
  const there = values.filter((value) => value !== null);
  return there.length === 0
    ? null
    : {
        from: there.reduce((least, value) => Math.min(least, value)),
        to: there.reduce((most, value) => Math.max(most, value)),
      };
}
