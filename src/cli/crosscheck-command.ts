import { VERSION } from "../contract/version.ts";
import { type CrossCheck, CrossChecking, crosscheck, type Violation } from "../crosscheck/crosscheck.ts";
import { shrunk } from "../crosscheck/shrink.ts";
import { renderYaml } from "../description/render-yaml.ts";
import type { System } from "../model/system.ts";
import { crosscheckToJson } from "../report/crosscheck-json.ts";
import { crosscheckText } from "../report/terminal/crosscheck-table.ts";
import { type CrosscheckOptions, planOf } from "./crosscheck-options.ts";
import { Parts, searchHere, searchInThreads } from "./crosscheck-pool.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readSystemFile } from "./input.ts";
import { watchInterruption } from "./interruption.ts";
import { OutputFile } from "./output-file.ts";
import { progressBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { unsuitable } from "./unsuitable.ts";

/** Runs per attempt to make a violating system smaller, and releases per run. */
const SHRINKING = { runs: 40, releases: 400 };

/** Where a violating system is stored if nothing else is said. */
const DEFAULT_FILE = "hyperbound-violation.yaml";

/**
 * `hyperbound crosscheck SYSTEM`: searches for a run in which a bound is exceeded. Ends with 0 where no counter-example was
 * found, which proves nothing, with 1 where analysis and simulator contradict each other, with 2 where nothing can be
 * compared, and with 130 after Ctrl-C.
 */
export async function crosscheckCommand(
  file: string,
  options: CrosscheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const plan = planOf(options);
  const quiet = options.quiet === true;
  const loaded = await readSystemFile(file);
  const { system } = loaded;
  const interruption = watchInterruption();
  const progress = progressBar("cross-checking", terminal, quiet);
  try {
    const checking = new CrossChecking(system, plan.seed, options.effort);
    const parts = new Parts(plan, checking, interruption, progress);
    const { seed, workers } = plan;
    if (workers === 1) await searchHere(parts, checking, interruption);
    else await searchInThreads(parts, workers, { file, seed, effort: options.effort });
    const outcome = checking.outcome();
    const [violation] = outcome.violations;
    const shrunken = violation === undefined ? null : smallest(system, violation, outcome, options);
    progress.stop();
    if (shrunken !== null) store(shrunken, options.save ?? DEFAULT_FILE, quiet, terminal);
    show(outcome, system, shrunken, options, terminal);
    if (interruption.requested) return EXIT.interrupted;
    if (violation !== undefined) return EXIT.refuted;
    return checking.comparable ? EXIT.proved : EXIT.notProved;
  } catch (error) {
    throw unsuitable(error, file, loaded);
  } finally {
    progress.stop();
    interruption.release();
  }
}

/** The smallest system found with a violation of the same kind, as a description that tells what it is. */
function smallest(
  system: System,
  { claim, what, course }: Violation,
  { seed }: CrossCheck,
  { effort }: CrosscheckOptions,
): string {
  const options = { seed, ...SHRINKING, ...(effort === undefined ? {} : { effort }) };
  const kind = (text: string): string => text.split(" ").slice(0, 2).join(" ");
  const fails = (smaller: System): boolean =>
    crosscheck(smaller, options).violations.some((each) => kind(each.what) === kind(what));
  const yaml = renderYaml(shrunk(system, fails));
  return [
    `# Analysis and simulator contradict each other: ${what} (${claim}).`,
    `# Seed ${seed}${course === null ? "" : `; seen in ${JSON.stringify(course)}`}.`,
    `# Shrunken from ${JSON.stringify(system.name)}; hyperbound ${VERSION}.`,
    yaml,
  ].join("\n");
}

function store(text: string, path: string, quiet: boolean, terminal: Terminal): void {
  const file = new OutputFile(path);
  file.write(`${text}\n`);
  file.keep();
  if (!quiet) terminal.err(`the shrunken system is in ${path}`);
}

function show(
  outcome: CrossCheck,
  { timeUnit }: System,
  shrunken: string | null,
  { json, quiet }: CrosscheckOptions,
  terminal: Terminal,
): void {
  if (json === true) {
    terminal.out(JSON.stringify(crosscheckToJson(outcome, timeUnit, VERSION, shrunken), null, 2));
  } else if (quiet !== true) {
    terminal.out(crosscheckText(outcome, timeUnit, terminal.style));
    if (shrunken !== null) terminal.out(`\n${shrunken}`);
  }
}
