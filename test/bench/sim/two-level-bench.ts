/** How long an event takes in a VMM over three guests, trace on and off, beside the calibration loop in the same process. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { allowDeepInlining } from "../../../src/cli/deep-inlining.ts";
import { UsageError } from "../options.ts";
import { calibrationLoop } from "./calibration.ts";
import { leastNs } from "./kernels.ts";
import { buildTwoLevels, HOSTS, type Host } from "./two-level.ts";
import { readSimTasks, type SimTask } from "./workload.ts";

export const TWO_LEVELS = "sim-two-level";

const DEFAULT_HORIZON = 1e9;
const DEFAULT_REPEAT = 4;
const CALIBRATION_STEPS = 1e6;

/** Nanoseconds of CPU time, the least of several runs. */
export interface TwoLevelTiming {
  readonly host: Host;
  readonly traced: boolean;
  readonly perEvent: number;
  readonly calibration: number;
}

/** What is timed in one process: a system is simulated with the trace or without, so all that is timed is run before. */
export type Runs = readonly (readonly [host: Host, traced: boolean])[];

const ALL: Runs = HOSTS.flatMap((host) => [[host, true] as const, [host, false] as const]);

/** Times one run after the other, when all of them have run, compiled as the command line has it. */
export function timeTwoLevels(
  runs: Runs,
  tasks: readonly SimTask[],
  horizon: number,
  repeat: number,
): TwoLevelTiming[] {
  allowDeepInlining();
  const run = (host: Host, traced: boolean): number => {
    const { engine } = buildTwoLevels(host, tasks, traced);
    engine.run(horizon);
    return engine.jobs.events;
  };
  for (const [host, traced] of runs) run(host, traced);
  return runs.map(([host, traced]) => ({
    host,
    traced,
    perEvent: leastNs(repeat, () => run(host, traced)),
    calibration: leastNs(repeat, () => calibrationLoop(CALIBRATION_STEPS)),
  }));
}

/**
 * Prints the table if the arguments ask for it (`--kernel sim-two-level`), or for everything. False if for something else.
 * Each run has a process of its own, as a system has that is simulated; with `--together` all are in one, so that no call
 * has one target only.
 */
export function twoLevelBench(args: readonly string[]): boolean {
  const { kernel, workload, horizon, repeat, json, host, untraced, together } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      kernel: { type: "string", multiple: true },
      workload: { type: "string", multiple: true },
      horizon: { type: "string" },
      repeat: { type: "string" },
      json: { type: "boolean" },
      host: { type: "string" },
      untraced: { type: "boolean" },
      together: { type: "boolean" },
    },
  }).values;
  const asked = kernel?.[0] === TWO_LEVELS;
  if (!asked && (kernel ?? workload ?? json) !== undefined) return false;
  if (json === true) throw new UsageError(`${TWO_LEVELS} prints a table only: leave out --json`);
  const file = asked ? workload?.[0] : undefined;
  const tasks = readSimTasks(typeof file === "string" ? file : FIXTURE);
  if (tasks.length < 30) throw new UsageError(`${TWO_LEVELS} needs a workload of 30 tasks or more`);
  const timed = (runs: Runs): TwoLevelTiming[] =>
    timeTwoLevels(runs, tasks, number(horizon, DEFAULT_HORIZON), number(repeat, DEFAULT_REPEAT));
  if (host !== undefined) process.stdout.write(JSON.stringify(timed([[hostOf(host), untraced !== true]])));
  else print(together === true ? timed(ALL) : inOwnProcesses(asked ? args : ["--kernel", TWO_LEVELS]));
  return asked;
}

const FIXTURE = fileURLToPath(new URL("../../../fixtures/bench-sim/n50-s1.json", import.meta.url));
const BENCH = fileURLToPath(new URL("../run.ts", import.meta.url));

function inOwnProcesses(args: readonly string[]): TwoLevelTiming[] {
  return ALL.flatMap(([host, traced]) => {
    const own = [...args, "--host", host, ...(traced ? [] : ["--untraced"])];
    const told = execFileSync(process.execPath, ["--import", "tsx", BENCH, ...own], { encoding: "utf8" });
    return JSON.parse(told) as TwoLevelTiming[];
  });
}

function hostOf(name: string | boolean): Host {
  const found = HOSTS.find((each) => each === name);
  if (found === undefined) throw new UsageError(`--host ${name}: write one of ${HOSTS.join(", ")}`);
  return found;
}

function number(text: string | boolean | undefined, otherwise: number): number {
  return typeof text === "string" ? Number(text) : otherwise;
}

/** `on/off` is what the trace costs; `ratio` is the time with the trace on over a step of the calibration loop. */
function print(timings: readonly TwoLevelTiming[]): void {
  const lines = HOSTS.map((host) => {
    const [on, off] = [true, false].map((traced) =>
      timings.find((timing) => timing.host === host && timing.traced === traced),
    ) as [TwoLevelTiming, TwoLevelTiming];
    return row(
      host,
      on.perEvent.toFixed(1),
      off.perEvent.toFixed(1),
      (on.perEvent / off.perEvent).toFixed(2),
      on.calibration.toFixed(1),
      (on.perEvent / on.calibration).toFixed(2),
    );
  });
  const head = row("two levels", "ns/event", "no trace", "on/off", "loop", "ratio");
  process.stdout.write(`${[head, ...lines].join("\n")}\n`);
}

function row(name: string, ...figures: string[]): string {
  return [name.padEnd(40), ...figures.map((cell) => cell.padStart(10))].join("");
}
