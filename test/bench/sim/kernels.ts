/**
 * How long the simulator takes per event (one release or one completion), in CPU time, beside a plain simulator in the
 * same process, so that a noisy machine does not blur the ratio.
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type FlatPolicy, simulateTasks } from "../../../src/simulator/flat/simulate-flat.ts";
import { simulatePlainly } from "./plain.ts";
import { asFlatTasks, readSimTasks, type SimTask } from "./workload.ts";

export const SIM_KERNELS: Readonly<Record<string, FlatPolicy>> = {
  "sim-fp": "fixed-priority",
  "sim-edf": "edf",
};

const DEFAULT_HORIZON = 1e9;
const DEFAULT_REPEAT = 5;

/** The plain simulator is slow, and as slow per event on a shorter horizon. */
const PLAIN_SHARE = 1 / 20;

/** What `--json` prints. */
export interface SimReport {
  readonly kernel: string;
  readonly events: number;
  readonly jobs: number;
  readonly nsPerEvent: number;
  readonly baselineNsPerEvent: number;
  readonly ratio: number;
  readonly maxResponse: readonly number[];
  readonly misses: number;
}

export function benchFlat(
  kernel: string,
  tasks: readonly SimTask[],
  horizon: number,
  repeat: number,
): SimReport {
  const policy = SIM_KERNELS[kernel]!;
  const flat = asFlatTasks(tasks);
  const result = simulateTasks(flat, policy, horizon);
  const nsPerEvent = leastNs(repeat, () => simulateTasks(flat, policy, horizon).events);
  const baselineNsPerEvent = leastNs(repeat, () => {
    return simulatePlainly(tasks, policy === "edf", horizon * PLAIN_SHARE).events;
  });
  const { events, jobs, misses, mostResponse } = result;
  const ratio = nsPerEvent / baselineNsPerEvent;
  return {
    kernel,
    events,
    jobs,
    nsPerEvent,
    baselineNsPerEvent,
    ratio,
    maxResponse: Array.from(mostResponse),
    misses,
  };
}

/** The least CPU time per event of several runs. */
export function leastNs(repeat: number, run: () => number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeat; i++) {
    const before = process.cpuUsage();
    const events = run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, ((user + system) * 1000) / events);
  }
  return Math.round(least * 10) / 10;
}

/**
 * Runs the simulator's kernels if the arguments ask for them: `--kernel sim-fp|sim-edf --workload FILE [--horizon T]
 * [--repeat R] [--json]`. False if they ask for something else.
 */
export function simBench(args: readonly string[]): boolean {
  const { kernel, workload, horizon, repeat, json } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      kernel: { type: "string" },
      workload: { type: "string" },
      horizon: { type: "string" },
      repeat: { type: "string" },
      json: { type: "boolean" },
    },
  }).values;
  if (typeof kernel !== "string" || !Object.hasOwn(SIM_KERNELS, kernel)) return false;
  const length = horizon === undefined ? DEFAULT_HORIZON : Number(horizon);
  const passes = repeat === undefined ? DEFAULT_REPEAT : Number(repeat);
  const files = typeof workload === "string" ? [workload] : [fixture("n10-s1.json"), fixture("n50-s1.json")];
  for (const file of files) {
    const report = benchFlat(kernel, readSimTasks(file), length, passes);
    if (json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
    else print(`${kernel} ${basename(file)}`, report.nsPerEvent, report.baselineNsPerEvent);
  }
  return true;
}

function print(name: string, ns: number, baseline: number): void {
  const ratio = (ns / baseline).toFixed(2);
  process.stdout.write(
    `${name.padEnd(52)} ${ns.toFixed(1).padStart(8)} ns ${baseline.toFixed(1).padStart(8)} ns  ${ratio}\n`,
  );
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../../fixtures/bench-sim/${name}`, import.meta.url));
}
