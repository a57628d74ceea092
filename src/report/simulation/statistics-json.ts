import { Rational } from "../../numeric/rational.ts";
import type { Json } from "../json.ts";
import { misses, outcomeOf } from "./outcome.ts";
import { type Cast, type Delays, NONE, type PhasingFigures, type RunFigures } from "./run-data.ts";
import { type DelayRanges, sourceRanges, sweepRanges } from "./sweep.ts";
import { TickScale } from "./tick-scale.ts";

/** A run as one JSON document in a fixed order of keys; every time is an exact string in the document's unit. */
export function statisticsToJson(cast: Cast, figures: RunFigures, version: string): Json {
  const scale = new TickScale(cast.tick, cast.timeUnit);
  const { firstMiss } = figures;
  return {
    ...preamble(cast, [figures], version, scale),
    events: figures.events,
    misses: misses(figures),
    firstMiss:
      firstMiss === null
        ? null
        : {
            ...subjectOf(cast, firstMiss.task),
            at: scale.exact(firstMiss.at),
            late: scale.exact(firstMiss.late),
          },
    vms: cast.vms.map(({ name, core }, index) => {
      const { supplied, longestWait, switches, overhead } = figures.vms[index]!;
      return {
        name,
        core,
        supplied: scale.exact(supplied),
        longestWait: scale.exact(longestWait),
        switches,
        overhead: scale.exact(overhead),
      };
    }),
    tasks: cast.tasks.map((task, index) => {
      const { released, responses, mostJob, misses: missed, preemptions } = figures.tasks[index]!;
      return {
        ...subjectOf(cast, index),
        deadline: task.deadline === null ? null : scale.exact(task.deadline),
        released,
        completed: responses.count,
        missed,
        preemptions,
        response: { ...delaysToJson(responses, scale), maxJob: mostJob },
      };
    }),
    sources: cast.sources.map((source, index) => {
      const { raised, dropped, latencies, misses: missed } = figures.sources[index]!;
      return {
        source: source.name,
        ...(source.vm === NONE ? {} : { vm: cast.vms[source.vm]!.name }),
        deadline: source.deadline === null ? null : scale.exact(source.deadline),
        raised,
        served: latencies.count,
        dropped,
        missed,
        latency: delaysToJson(latencies, scale),
      };
    }),
    ...(cast.kernels.length === 0 ? {} : { kernels: kernelsToJson(cast, figures, scale) }),
  };
}

function kernelsToJson(cast: Cast, figures: RunFigures, scale: TickScale): Json {
  return cast.kernels.map(({ vm, sleepers }, kernel) => {
    const { ticks, lost, sleepers: seen } = figures.kernels[kernel]!;
    return {
      vm: cast.vms[vm]!.name,
      ticks,
      lost,
      sleepers: sleepers.map(({ name, deadline }, index) => {
        const { sleeps, misses: missed } = seen[index]!;
        return {
          sleeper: name,
          deadline: deadline === null ? null : scale.exact(deadline),
          returned: sleeps.count,
          missed,
          sleep: delaysToJson(sleeps, scale),
        };
      }),
    };
  });
}

/** A sweep likewise: the range of every figure over the phasings, and the offsets of those that gave a maximum. */
export function sweepToJson(cast: Cast, phasings: readonly PhasingFigures[], version: string): Json {
  const scale = new TickScale(cast.tick, cast.timeUnit);
  const tasks = sweepRanges(cast, phasings);
  const sources = sourceRanges(cast, phasings);
  const worst = new Set([...tasks, ...sources].map((ranges) => ranges.worst));
  return {
    ...preamble(
      cast,
      phasings.map(({ figures }) => figures),
      version,
      scale,
    ),
    phasings: phasings.length,
    misses: phasings.reduce((sum, { figures }) => sum + misses(figures), 0),
    missingPhasings: phasings.filter(({ figures }) => misses(figures) > 0).map(({ phasing }) => phasing),
    tasks: tasks.map((ranges, task) => ({ ...subjectOf(cast, task), ...rangesToJson(ranges, scale) })),
    sources: sources.map((ranges, source) => ({
      source: cast.sources[source]!.name,
      ...rangesToJson(ranges, scale),
    })),
    offsets: phasings
      .filter(({ phasing }) => worst.has(phasing))
      .map(({ phasing, offsets, sourceOffsets }) => ({
        phasing,
        offsets: [
          ...offsets.map((offset, task) => ({ ...subjectOf(cast, task), offset: scale.exact(offset) })),
          ...sourceOffsets.map((offset, source) => ({
            source: cast.sources[source]!.name,
            offset: offset === null ? null : scale.exact(offset),
          })),
        ],
      })),
  };
}

function rangesToJson(ranges: DelayRanges, scale: TickScale): { [key: string]: Json } {
  const { least, mean, p95, p99, most, missed, worst } = ranges;
  return {
    min: rangeToJson(least, scale),
    mean: rangeToJson(mean, scale),
    p95: rangeToJson(p95, scale),
    p99: rangeToJson(p99, scale),
    max: rangeToJson(most, scale),
    missed: missed === null ? null : { from: missed.from, to: missed.to },
    maxPhasing: worst,
  };
}

function preamble(
  cast: Cast,
  runs: readonly RunFigures[],
  version: string,
  scale: TickScale,
): { [key: string]: Json } {
  const { seed, horizon } = runs[0]!;
  const simulated = Math.min(...runs.map((run) => run.simulated));
  return {
    hyperbound: version,
    system: cast.system,
    timeUnit: cast.timeUnit,
    outcome: outcomeOf(runs),
    seed,
    horizon: scale.exact(horizon),
    simulated: scale.exact(simulated),
    interrupted: simulated < horizon,
    tick: scale.exact(1),
  };
}

function subjectOf(cast: Cast, index: number): { [key: string]: Json } {
  const { name, vm } = cast.tasks[index]!;
  return vm === NONE ? { task: name } : { vm: cast.vms[vm]!.name, task: name };
}

function delaysToJson(delays: Delays, scale: TickScale): { [key: string]: Json } {
  const exact = (ticks: number | null): string | null => (ticks === null ? null : scale.exact(ticks));
  const { count, least, total, p95, p99, most, mostAt, buckets } = delays;
  return {
    min: exact(least),
    mean:
      count === 0
        ? null
        : scale
            .inUnit(total)
            .dividedBy(Rational.of(BigInt(count)))
            .toString(),
    p95: exact(p95),
    p99: exact(p99),
    max: exact(most),
    maxAt: exact(mostAt),
    histogram: buckets.map(({ from, to, count: counted }) => [scale.exact(from), scale.exact(to), counted]),
  };
}

function rangeToJson(range: { from: number; to: number } | null, scale: TickScale): Json {
  return range === null ? null : { from: scale.exact(range.from), to: scale.exact(range.to) };
}
