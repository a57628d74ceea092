import { VERSION } from "../contract/version.ts";
import type { LoadedSystem } from "../description/load-system.ts";
import type { Json } from "../report/json.ts";
import { outcomeOf } from "../report/simulation/outcome.ts";
import type { PhasingFigures, RunFigures } from "../report/simulation/run-data.ts";
import { statisticsToJson, sweepToJson } from "../report/simulation/statistics-json.ts";
import { statisticsText } from "../report/simulation/statistics-text.ts";
import { sweepText } from "../report/simulation/sweep-text.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readSystemFile } from "./input.ts";
import { watchInterruption } from "./interruption.ts";
import { progressBar } from "./progress.ts";
import { SimulateFiles } from "./simulate-files.ts";
import {
  foregroundOf,
  type Phasings,
  phasingsOf,
  runTimes,
  type SimulateOptions,
} from "./simulate-options.ts";
import type { Watch } from "./simulated-run.ts";
import { type Simulation, simulationOf } from "./simulation.ts";
import type { Terminal } from "./terminal.ts";
import { unsuitable } from "./unsuitable.ts";

const DEFAULT_SEED = 1;

/**
 * `hyperbound simulate SYSTEM --for TIME`: runs a system and tells what was seen. Ends with 0 where no deadline was missed,
 * which proves nothing, with 1 where one was, and with 130 after Ctrl-C.
 */
export async function simulateCommand(
  file: string,
  options: SimulateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const phasings = phasingsOf(options);
  const loaded = await readSystemFile(file);
  try {
    return await simulate(loaded, phasings, options, terminal);
  } catch (error) {
    throw unsuitable(error, file, loaded);
  }
}

async function simulate(
  { system, warnings }: LoadedSystem,
  phasings: Phasings,
  options: SimulateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.quiet !== true) {
    for (const { path, message } of warnings) terminal.err(`warning: ${path}: ${message}`);
  }
  const simulation = simulationOf(system, {
    seed: options.seed ?? DEFAULT_SEED,
    random: options.random === true,
    supply: options.supply ?? null,
    foreground: foregroundOf(options, system),
  });
  const times = runTimes(options, simulation.cast.tick, system.processor.clock);
  const files = new SimulateFiles(options);
  const watch: Watch = {
    interruption: watchInterruption(),
    progress: progressBar("simulating", terminal, options.quiet === true),
  };
  const show = (json: () => Json, text: () => string): void => {
    watch.progress.stop();
    if (options.json === true) terminal.out(JSON.stringify(json(), null, 2));
    else if (options.quiet !== true) terminal.out(text());
  };
  try {
    if (phasings.kind === "sweep") {
      const { cast } = simulation;
      const runs = await sweep(simulation, phasings.count, times.horizon, watch);
      show(
        () => sweepToJson(cast, runs, VERSION),
        () => sweepText(cast, runs),
      );
      return exitCodeAfter(
        runs.map((run) => run.figures),
        watch,
      );
    }
    const phased = simulation.phased(phasings.kind === "phasing" ? phasings.number : null);
    const { cast } = phased;
    const run = await files.run(phased, times, watch);
    const figures = run.figures(cast, simulation.seed, times.horizon);
    await files.draw(phased, figures, times, watch);
    files.keep();
    show(
      () => statisticsToJson(cast, figures, VERSION),
      () => statisticsText(cast, figures),
    );
    return exitCodeAfter([figures], watch);
  } finally {
    watch.progress.stop();
    watch.interruption.release();
    files.discard();
  }
}

/** One run after the other; an interruption leaves out what has not begun. */
async function sweep(
  simulation: Simulation,
  count: number,
  horizon: number,
  { interruption, progress }: Watch,
): Promise<PhasingFigures[]> {
  const runs: PhasingFigures[] = [];
  const silent = { report: () => {}, stop: () => {} };
  for (let phasing = 0; phasing <= count; phasing++) {
    const { cast, offsets, sourceOffsets, start } = simulation.phased(phasing);
    const run = start();
    const done = await run.to(horizon, { interruption, progress: silent });
    runs.push({ phasing, offsets, sourceOffsets, figures: run.figures(cast, simulation.seed, horizon) });
    if (!done) break;
    progress.report(phasing, count + 1);
  }
  return runs;
}

function exitCodeAfter(runs: readonly RunFigures[], { interruption }: Watch): ExitCode {
  if (interruption.requested) return EXIT.interrupted;
  return outcomeOf(runs) === "deadline-missed" ? EXIT.refuted : EXIT.proved;
}
