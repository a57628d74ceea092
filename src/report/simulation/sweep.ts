import type { Cast, Delays, PhasingFigures } from "./run-data.ts";

/** The least and the greatest of a figure over all phasings in which there was one. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface DelayRanges {
  readonly least: Range | null;
  readonly mean: Range | null;
  readonly p95: Range | null;
  readonly p99: Range | null;
  readonly most: Range | null;
  readonly missed: Range | null;
  /** The first phasing with the greatest delay; null where none was seen in any. */
  readonly worst: number | null;
}

/** Over the phasings of a sweep, between which values each figure of each task lay, and where the maximum was. */
export function sweepRanges(cast: Cast, phasings: readonly PhasingFigures[]): DelayRanges[] {
  return cast.tasks.map((_, task) =>
    rangesOf(
      phasings.map(({ phasing, figures }) => ({
        phasing,
        delays: figures.tasks[task]!.responses,
        misses: figures.tasks[task]!.misses,
      })),
    ),
  );
}

/** Likewise of each source. */
export function sourceRanges(cast: Cast, phasings: readonly PhasingFigures[]): DelayRanges[] {
  return cast.sources.map((_, source) =>
    rangesOf(
      phasings.map(({ phasing, figures }) => ({
        phasing,
        delays: figures.sources[source]!.latencies,
        misses: figures.sources[source]!.misses,
      })),
    ),
  );
}

interface Seen {
  readonly phasing: number;
  readonly delays: Delays;
  readonly misses: number;
}

function rangesOf(all: readonly Seen[]): DelayRanges {
  const over = (pick: (delays: Delays) => number | null): Range | null =>
    rangeOf(all.map(({ delays }) => pick(delays)));
  const most = over((delays) => delays.most);
  return {
    least: over((delays) => delays.least),
    mean: over(({ count, total }) => (count === 0 ? null : Math.round(total / count))),
    p95: over((delays) => delays.p95),
    p99: over((delays) => delays.p99),
    most,
    missed: rangeOf(all.map(({ misses }) => misses)),
    worst: most === null ? null : all.find(({ delays }) => delays.most === most.to)!.phasing,
  };
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
