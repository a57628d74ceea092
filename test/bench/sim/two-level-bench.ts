/** How long an event takes in a VMM over three guests, trace on and off, beside the calibration loop in the same process. */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { allowDeepInlining } from "../../../src/cli/deep-inlining.ts";
import { UsageError } from "../options.ts";
import { calibrationLoop } from "./calibration.ts";
import { leastNs } from "./kernels.ts";
import { buildTwoLevels, HOSTS, type Host } from "./two-level.ts";
import { readSimTasks, type SimTask } from "./workload.ts";

export const TWO_LEVELS = "sim-two-level";

const DEFAULT_HORIZON = 3e8;
const DEFAULT_REPEAT = 5;
const CALIBRATION_STEPS = 1e6;

/** Nanoseconds of CPU time per event, the least of several runs. */
export interface TwoLevelTiming {
  readonly host: Host;
  readonly traced: number;
  readonly untraced: number;
  readonly calibration: number;
}

/** Runs every host, all in one process, so that no call has one target only, and compiled as the command line has it. */
export function timeTwoLevels(tasks: readonly SimTask[], horizon: number, repeat: number): TwoLevelTiming[] {
  const run = (host: Host, traced: boolean): number => {
    const { engine } = buildTwoLevels(host, tasks, traced);
    engine.run(horizon);
    return engine.jobs.events;
  };
  allowDeepInlining();
  for (const traced of [true, false]) for (const host of HOSTS) run(host, traced);
  return HOSTS.map((host) => ({
    host,
    traced: leastNs(repeat, () => run(host, true)),
    untraced: leastNs(repeat, () => run(host, false)),
    calibration: leastNs(repeat, () => calibrationLoop(CALIBRATION_STEPS)),
  }));
}

/** Prints the table if the arguments ask for it (`--kernel sim-two-level`), or for everything. False if for something else. */
export function twoLevelBench(args: readonly string[]): boolean {
  const { kernel, workload, horizon, repeat, json } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      kernel: { type: "string", multiple: true },
      workload: { type: "string", multiple: true },
      horizon: { type: "string" },
      repeat: { type: "string" },
      json: { type: "boolean" },
    },
  }).values;
  const asked = kernel?.[0] === TWO_LEVELS;
  if (!asked && (kernel ?? workload ?? json) !== undefined) return false;
  if (json === true) throw new UsageError(`${TWO_LEVELS} prints a table only: leave out --json`);
  const file = asked ? workload?.[0] : undefined;
  const tasks = readSimTasks(typeof file === "string" ? file : FIXTURE);
  if (tasks.length < 30) throw new UsageError(`${TWO_LEVELS} needs a workload of 30 tasks or more`);
  const timings = timeTwoLevels(tasks, number(horizon, DEFAULT_HORIZON), number(repeat, DEFAULT_REPEAT));
  process.stdout.write(tableOf(timings));
  return asked;
}

const FIXTURE = fileURLToPath(new URL("../../../fixtures/bench-sim/n50-s1.json", import.meta.url));

function number(text: string | boolean | undefined, otherwise: number): number {
  return typeof text === "string" ? Number(text) : otherwise;
}

/** `on/off` is what the trace costs; `ratio` is the time with the trace on over a step of the calibration loop. */
function tableOf(timings: readonly TwoLevelTiming[]): string {
  const rows = timings.map(({ host, traced, untraced, calibration }) =>
    row(
      host,
      traced.toFixed(1),
      untraced.toFixed(1),
      (traced / untraced).toFixed(2),
      calibration.toFixed(1),
      (traced / calibration).toFixed(2),
    ),
  );
  const head = row("two levels", "ns/event", "no trace", "on/off", "loop", "ratio");
  return `${[head, ...rows].join("\n")}\n`;
}

function row(name: string, ...figures: string[]): string {
  return [name.padEnd(40), ...figures.map((cell) => cell.padStart(10))].join("");
}
