/**
 * The bench runner: how long one task set takes on the tick entry, beside a plain implementation of the same test in
 * the same process. Timed from the integers in memory to the result.
 */

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { admissionBench } from "./admission/kernel.ts";
import { KERNELS, type KernelName, type Result, type Workload } from "./kernels.ts";
import { type Options, readOptions, USAGE, UsageError } from "./options.ts";
import { simBench } from "./sim/kernels.ts";
import { twoLevelBench } from "./sim/two-level-bench.ts";
import { type NsPerSet, timeInTurns } from "./timing.ts";
import { readWorkload } from "./workload.ts";

/** What `--json` prints. */
export interface BenchReport {
  readonly kernel: KernelName;
  readonly sets: number;
  readonly nsPerSet: NsPerSet;
  /** Null where the plain test is not run. */
  readonly baselineNsPerSet: NsPerSet | null;
  /** Median over median. */
  readonly ratio: number | null;
  readonly results: readonly Result[];
}

export function bench(name: KernelName, sets: readonly Workload[], options: Options): BenchReport {
  const mostTasks = Math.max(...sets.map(({ set }) => set.size));
  const kernel = KERNELS[name](mostTasks, options.supply);
  const results = sets.map(kernel.result);
  const [nsPerSet, plain] = timeInTurns(sets, kernel.run, kernel.baseline ?? kernel.run, options.repeat);
  if (kernel.baseline === null) {
    return { kernel: name, sets: sets.length, nsPerSet, baselineNsPerSet: null, ratio: null, results };
  }
  const ratio = Math.round((nsPerSet.median / plain.median) * 1000) / 1000;
  return { kernel: name, sets: sets.length, nsPerSet, baselineNsPerSet: plain, ratio, results };
}

function main(args: readonly string[]): void {
  const options = readOptions(args);
  if (options.json) {
    const report = bench(options.kernels[0]!, readWorkload(options.workloads[0]!), options);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  const files = options.workloads.length > 0 ? options.workloads : fixtures();
  process.stdout.write(`${row("kernel", "workload", "ns/set", "p99", "baseline", "p99", "ratio")}\n`);
  for (const name of options.kernels) {
    for (const file of files) {
      const { nsPerSet, baselineNsPerSet, ratio } = bench(name, readWorkload(file), options);
      const cells = [nsPerSet.median, nsPerSet.p99, baselineNsPerSet?.median, baselineNsPerSet?.p99];
      const figures = cells.map((ns) => ns?.toFixed(0) ?? "-");
      process.stdout.write(`${row(name, basename(file, ".json"), ...figures, ratio?.toFixed(2) ?? "-")}\n`);
    }
  }
}

/** Workloads are `NAME.json`; `NAME.fp.json` and the like are their reference results. */
function fixtures(): string[] {
  const folder = fileURLToPath(new URL("../../fixtures/bench/", import.meta.url));
  return readdirSync(folder)
    .filter((file) => /^[^.]+-u0\.\d+\.json$/.test(file))
    .map((file) => join(folder, file));
}

function row(kernel: string, workload: string, ...figures: string[]): string {
  return [kernel.padEnd(16), workload.padEnd(24), ...figures.map((cell) => cell.padStart(10))].join("");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const args = process.argv.slice(2);
    if (!admissionBench(args) && !simBench(args) && !twoLevelBench(args)) main(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`bench: ${error.message}\n${USAGE}\n`);
    process.exitCode = 64;
  }
}
