import { ganttSvg } from "../report/simulation/gantt-svg.ts";
import { histogramSvg } from "../report/simulation/histogram-svg.ts";
import { histogramText } from "../report/simulation/histogram-text.ts";
import { shownInterval } from "../report/simulation/interval.ts";
import type { Cast, RunFigures, RunRecord } from "../report/simulation/run-data.ts";
import { ScheduleReader } from "../report/simulation/schedule.ts";
import { CsvTrace } from "../report/simulation/trace-csv.ts";
import { ChromeTrace } from "../report/simulation/trace-json.ts";
import { OutputFile } from "./output-file.ts";
import type { RunTimes, SimulateOptions } from "./simulate-options.ts";
import { RingOverrun, type SimulatedRun, type Watch } from "./simulated-run.ts";
import type { Phased } from "./simulation.ts";

/** Every time that is halved once more, a slice is shorter than a tick of any system. */
const MOST_CAUTION = 40;

/** The files that a run was asked for, open from the start and under their names only at the end. */
export class SimulateFiles {
  readonly #gantt: OutputFile | null;
  readonly #histogram: { readonly file: OutputFile; readonly asText: boolean } | null;
  readonly #trace: { readonly path: string; file: OutputFile } | null;
  /** Whether the Gantt chart is drawn to its end: an interruption may come before. */
  #drawn = false;

  /** @throws CommandFailure (cannot write); nothing is left open then. */
  constructor({ gantt, histogram, trace }: SimulateOptions) {
    const opened: OutputFile[] = [];
    const open = (path: string): OutputFile => {
      const file = new OutputFile(path);
      opened.push(file);
      return file;
    };
    try {
      this.#gantt = gantt === undefined ? null : open(gantt);
      this.#histogram =
        histogram === undefined ? null : { file: open(histogram), asText: histogram.endsWith(".txt") };
      this.#trace = trace === undefined ? null : { path: trace, file: open(trace) };
    } catch (error) {
      for (const file of opened) file.discard();
      throw error;
    }
  }

  /** Runs to the horizon or to an interruption, writing the trace on the way. */
  async run(
    { cast, start }: Phased,
    { horizon, from = 0, to = horizon }: RunTimes,
    watch: Watch,
  ): Promise<SimulatedRun> {
    const trace = this.#trace;
    if (trace === null) {
      const run = start();
      await run.to(horizon, watch);
      return run;
    }
    return withoutOverrun(async (caution) => {
      const run = start();
      const writer = traceWriter(trace.path, cast, from, to);
      trace.file.restart();
      trace.file.write(writer.head);
      await run.record(horizon, watch, (record) => trace.file.write(writer.text(record)), caution);
      trace.file.write(writer.tail(Math.min(run.now, to)));
      return run;
    });
  }

  /** Draws what was seen. The interval of the Gantt chart is run again: the trace ring may hold it no longer. */
  async draw({ cast, start }: Phased, figures: RunFigures, times: RunTimes, watch: Watch): Promise<void> {
    const histogram = this.#histogram;
    histogram?.file.write(
      histogram.asText ? `${histogramText(cast, figures)}\n` : histogramSvg(cast, figures),
    );
    if (this.#gantt === null || watch.interruption.requested) return;
    const { from, to } = shownInterval(cast, figures.simulated, times, figures.firstMiss);
    const reader = await withoutOverrun(async (caution) => {
      const run = start();
      const read = new ScheduleReader(cast, from, to);
      await run.to(from, watch);
      await run.record(to, watch, (record) => read.take(record), caution);
      return read;
    });
    if (watch.interruption.requested) return;
    this.#gantt.write(ganttSvg(cast, reader.close()));
    this.#drawn = true;
  }

  /** Gives the files their names, but for a chart that was interrupted. */
  keep(): void {
    for (const file of this.#files) if (file !== this.#gantt || this.#drawn) file.keep();
  }

  /** Leaves nothing of what has not been kept. */
  discard(): void {
    for (const file of this.#files) file.discard();
  }

  get #files(): OutputFile[] {
    return [this.#gantt, this.#histogram?.file, this.#trace?.file].filter(
      (file) => file !== null && file !== undefined,
    );
  }
}

/** Again in smaller slices for as long as a slice overruns the ring. A run is a function of system and seed. */
async function withoutOverrun<T>(attempt: (caution: number) => Promise<T>): Promise<T> {
  for (let caution = 0; ; caution += 5) {
    try {
      return await attempt(caution);
    } catch (error) {
      if (!(error instanceof RingOverrun) || caution >= MOST_CAUTION) throw error;
    }
  }
}

interface TraceWriter {
  readonly head: string;
  readonly text: (record: RunRecord) => string;
  readonly tail: (end: number) => string;
}

function traceWriter(path: string, cast: Cast, from: number, to: number): TraceWriter {
  if (path.endsWith(".csv")) {
    const csv = new CsvTrace(cast);
    const within = ({ time }: RunRecord): boolean => time >= from && time <= to;
    return {
      head: csv.head(),
      text: (record) => (within(record) ? csv.line(record) : ""),
      tail: () => "",
    };
  }
  const chrome = new ChromeTrace(cast, from);
  return {
    head: chrome.head(),
    text: (record) => (record.time <= to ? chrome.text(record) : ""),
    tail: (end) => chrome.tail(end),
  };
}
