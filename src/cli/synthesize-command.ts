import { chmodSync, readFileSync, realpathSync, statSync } from "node:fs";
import { type Synthesis, type SynthesisOptions, synthesize } from "../analysis/system/synthesize.ts";
import { InputError } from "../contract/errors.ts";
import { VERSION } from "../contract/version.ts";
import { type LoadedSystem, readSystem } from "../description/load-system.ts";
import { rewrite } from "../description/rewrite.ts";
import type { SynthesisData } from "../report/synthesis-data.ts";
import { synthesisToJson } from "../report/synthesis-json.ts";
import { synthesisTables } from "../report/terminal/synthesis-table.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-code.ts";
import { filesBeside, readSystemFile } from "./input.ts";
import { OutputFile } from "./output-file.ts";
import { progressBar } from "./progress.ts";
import { type CertificateFolder, openCertificates } from "./synthesize-certify.ts";
import { changesOf, isAsChosen } from "./synthesize-changes.ts";
import { type CurveFile, openCurve } from "./synthesize-curve.ts";
import { type SynthesizeOptions, synthesisOptions } from "./synthesize-options.ts";
import { synthesisData } from "./synthesize-report.ts";
import type { Terminal } from "./terminal.ts";
import { unsuitable } from "./unsuitable.ts";

/**
 * `hyperbound synthesize SYSTEM`: the least interfaces with which the system is proved. Ends with 0 where it then is,
 * 1 where no interface can do it or something else is refuted, and 2 where it is not known.
 */
export async function synthesizeCommand(
  file: string,
  options: SynthesizeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const curve = openCurve(options.curve);
  let certificates: CertificateFolder | null = null;
  try {
    certificates = openCertificates(options.certify);
    const loaded = await readSystemFile(file);
    const given = synthesisOptions(options, loaded.system.processor.clock);
    try {
      return await run(file, loaded, { options, given, curve, certificates }, terminal);
    } catch (error) {
      throw unsuitable(error, file, loaded);
    }
  } finally {
    curve?.discard();
    certificates?.discard();
  }
}

/** What was asked for, and where it goes. */
interface Request {
  readonly options: SynthesizeOptions;
  readonly given: SynthesisOptions;
  readonly curve: CurveFile | null;
  readonly certificates: CertificateFolder | null;
}

async function run(
  file: string,
  loaded: LoadedSystem,
  { options, given, curve, certificates }: Request,
  terminal: Terminal,
): Promise<ExitCode> {
  const { system } = loaded;
  const progress = progressBar("synthesizing", terminal, options.quiet === true);
  let found: Synthesis;
  try {
    found = synthesize(system, { ...given, onProgress: progress.report });
  } finally {
    progress.stop();
  }
  curve?.write(system, found);
  const certified = certificates?.write(found, options.effort) ?? [];
  const written = options.write === true && (await putBack(file, loaded, found, options, terminal));
  curve?.keep();
  certificates?.keep();
  if (options.quiet !== true) for (const line of certified) terminal.err(line);
  const data: SynthesisData = { ...synthesisData(system, found), written };
  if (options.json === true) terminal.out(JSON.stringify(synthesisToJson(data, VERSION), null, 2));
  else if (options.quiet !== true) terminal.out(synthesisTables(data, terminal.style));
  return exitCodeFor(data);
}

function exitCodeFor({ outcome, after }: SynthesisData): ExitCode {
  if (outcome === "infeasible") return EXIT.refuted;
  return after === null ? EXIT.notProved : exitCodeOf(after);
}

/** Puts what was chosen back into the file, if that proves the system; true if the file was written. */
async function putBack(
  file: string,
  { system }: LoadedSystem,
  found: Synthesis,
  { quiet }: SynthesizeOptions,
  terminal: Terminal,
): Promise<boolean> {
  if (found.kind !== "chosen" || found.after.verdict !== "proved") {
    if (quiet !== true)
      terminal.err(`${file} was left as it is: the system is not proved with what was found`);
    return false;
  }
  const changes = changesOf(system, found);
  if (changes.length === 0) {
    if (quiet !== true) terminal.err(`${file} was left as it is: what is written is what was chosen`);
    return false;
  }
  const text = rewrite(readFileSync(file, "utf8"), changes, system.timeUnit);
  const read = await readSystem(text, file, filesBeside(file));
  if ("issues" in read || !isAsChosen(read.system, found)) {
    throw new InputError(
      "the values cannot be put back: the file shares them between VMs, by an anchor perhaps",
    );
  }
  replaceFile(file, text);
  return true;
}

/** All or nothing; a link still leads to the file, and the file keeps its permissions. */
function replaceFile(file: string, text: string): void {
  const path = realpathSync(file);
  const { mode } = statSync(path);
  const output = new OutputFile(path);
  try {
    output.write(text);
    output.keep();
    chmodSync(path, mode);
  } finally {
    output.discard();
  }
}
