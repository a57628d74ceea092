import type { Bucket, Cast, Delays, Miss, RunFigures, RunRecord } from "../report/simulation/run-data.ts";
import { bucketTop, quantile } from "../simulator/engine/histogram.ts";
import { NEVER } from "../simulator/engine/time.ts";
import type { TraceRing } from "../simulator/engine/trace-ring.ts";
import type { Machine } from "../simulator/guest/machine.ts";
import type { Interruption } from "./interruption.ts";
import type { Progress } from "./progress.ts";

/** Releases and completions between two looks at the keyboard. */
const EVENTS_PER_SLICE = 100_000;

/** Of the ring, how much a slice is to fill, so that the next one does not overrun it. */
const WANTED_FILL = 1 / 16;

/** A slice wrote more than the ring holds: what was lost cannot be handed out. Run again in smaller slices. */
export class RingOverrun extends Error {
  override readonly name = "RingOverrun";
}

/** Who watches a run and may end it. */
export interface Watch {
  readonly progress: Progress;
  readonly interruption: Interruption;
}

/** An engine on its way, in slices between which the process hears of Ctrl-C. */
export class SimulatedRun {
  readonly #engine: Machine["engine"];
  readonly #ring: TraceRing;
  readonly #devices: Machine["devices"];
  readonly #kernels: Machine["kernels"];
  #firstMiss: Miss | null = null;

  constructor({ engine, devices, kernels }: Machine, ring: TraceRing) {
    this.#engine = engine;
    this.#ring = ring;
    this.#devices = devices;
    this.#kernels = kernels;
  }

  get now(): number {
    return this.#engine.now;
  }

  /** Runs to `until` and tells whether it got there. The ring keeps the last records. */
  async to(until: number, watch: Watch): Promise<boolean> {
    return this.#inSlices(until, watch, until, EVENTS_PER_SLICE, () => 1);
  }

  /**
   * Likewise, handing every record to `take`: first those that the ring still holds, then all that come, none left out.
   * `caution` is the power of two by which the slices start smaller.
   * @throws RingOverrun
   */
  async record(
    until: number,
    watch: Watch,
    take: (record: RunRecord) => void,
    caution = 0,
  ): Promise<boolean> {
    const ring = this.#ring;
    const events = Math.max(1, Math.floor((ring.capacity * WANTED_FILL) / 2 ** caution));
    const step = Math.max(1, Math.floor((until - this.now) / 1000 / 2 ** caution));
    let taken = ring.lost;
    const drain = (): number => {
      const fresh = ring.written - taken;
      if (ring.lost > taken) throw new RingOverrun();
      let skipped = ring.written - ring.lost - fresh;
      for (const record of ring.records()) if (skipped-- <= 0) take(record);
      taken = ring.written;
      return Math.min(2, (ring.capacity * WANTED_FILL) / Math.max(1, fresh));
    };
    drain();
    return this.#inSlices(until, watch, step, events, drain);
  }

  /** `afterSlice` says by how much longer the next slice is to be. */
  async #inSlices(
    until: number,
    { progress, interruption }: Watch,
    firstStep: number,
    events: number,
    afterSlice: () => number,
  ): Promise<boolean> {
    const engine = this.#engine;
    let step = firstStep;
    while (engine.now < until) {
      const untilMiss = this.#firstMiss === null;
      const halt = engine.run(Math.min(until, engine.now + Math.ceil(step)), { events, untilMiss });
      if (halt === "miss") this.#noteMiss();
      step = Math.max(1, step * afterSlice());
      await interruption.listen();
      if (interruption.requested) return false;
      progress.report(Math.floor((100 * engine.now) / until), 100);
    }
    return true;
  }

  #noteMiss(): void {
    for (const { kind, time, subject, value } of this.#ring.records()) {
      if (kind !== "miss" || this.#firstMiss !== null) continue;
      this.#firstMiss = { task: subject, at: time, late: value };
    }
  }

  /** What has been observed until now. */
  figures(cast: Cast, seed: number, horizon: number): RunFigures {
    const { tasks, vms, jobs, now } = this.#engine;
    return {
      seed,
      horizon,
      simulated: now,
      events: jobs.events,
      firstMiss: this.#firstMiss,
      tasks: cast.tasks.map((_, task) => ({
        released: tasks.released[task]!,
        responses: delays(
          {
            count: tasks.completed[task]!,
            total: tasks.totalResponse[task]!,
            least: tasks.leastResponse[task]!,
            most: tasks.mostResponse[task]!,
            mostAt: tasks.mostResponseAt[task]!,
          },
          tasks.histogramOf(task),
        ),
        mostJob: tasks.completed[task] === 0 ? null : tasks.mostResponseJob[task]!,
        misses: tasks.missed[task]! + tasks.overdue(task, now),
        preemptions: tasks.preempted[task]!,
      })),
      sources: this.#devices.map(({ latency, arrived, refused, dropped, unrouted }, source) => {
        const latencies = delays(latency, latency.histogram);
        return {
          raised: arrived,
          dropped: refused + dropped + unrouted,
          latencies,
          misses: lateAtLeast(latencies, cast.sources[source]!.deadline),
        };
      }),
      kernels: this.#kernels.map(({ accounted, lost, sleepers }, kernel) => ({
        ticks: accounted,
        lost,
        sleepers: sleepers.map(({ elapsed }, index) => {
          const sleeps = delays(elapsed, elapsed.histogram);
          return { sleeps, misses: lateAtLeast(sleeps, cast.kernels[kernel]!.sleepers[index]!.deadline) };
        }),
      })),
      vms: cast.vms.map((_, vm) => ({
        supplied: vms.suppliedBy(vm, now),
        longestWait: vms.longestWaitBy(vm, now),
        switches: vms.switchedIn[vm]!,
        overhead: vms.overhead[vm]!,
      })),
    };
  }
}

/** How many delays were certainly longer than the deadline: those in buckets beyond it, and the greatest. */
function lateAtLeast({ most, buckets }: Delays, deadline: number | null): number {
  if (deadline === null || most === null || most <= deadline) return 0;
  const beyond = buckets.filter(({ from }) => from > deadline);
  return Math.max(
    1,
    beyond.reduce((sum, { count }) => sum + count, 0),
  );
}

/** Observations as the simulator keeps them. */
interface Observed {
  readonly count: number;
  readonly total: number;
  readonly least: number;
  readonly most: number;
  readonly mostAt: number;
}

export function delays({ count, total, least, most, mostAt }: Observed, histogram: Float64Array): Delays {
  if (count === 0) {
    return { count, total, least: null, p95: null, p99: null, most: null, mostAt: null, buckets: [] };
  }
  const share = (part: number): number => Math.min(most, quantile(histogram, part) ?? NEVER);
  return {
    count,
    total,
    least,
    p95: share(0.95),
    p99: share(0.99),
    most,
    mostAt,
    buckets: bucketsOf(histogram),
  };
}

function bucketsOf(histogram: Float64Array): Bucket[] {
  const buckets: Bucket[] = [];
  for (const [bucket, count] of histogram.entries()) {
    if (count === 0) continue;
    buckets.push({ from: bucket === 0 ? 0 : bucketTop(bucket - 1) + 1, to: bucketTop(bucket), count });
  }
  return buckets;
}
