import { type Frontier, frontierOf } from "../admission/frontier.ts";
import type { Trial } from "../admission/trial.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import type { Duration } from "../numeric/quantity.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { frontierSvg } from "../report/admission/frontier-svg.ts";
import { frontierCsv, frontierToJson } from "../report/admission/frontier-text.ts";
import type { AdmitOptions } from "./admit-options.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { OutputFile } from "./output-file.ts";

/** A frontier that was asked for, and the file that it goes to. */
export interface FrontierFile {
  write(trial: Trial, grid: Duration | null, unit: TimeUnit): void;
  /** Gives the file its name. */
  keep(): void;
  /** Leaves nothing behind unless it was kept. */
  discard(): void;
}

const FORMS: Readonly<Record<string, (frontier: Frontier, unit: TimeUnit) => string>> = {
  svg: (frontier) => frontierSvg(frontier),
  csv: frontierCsv,
  json: (frontier, unit) => `${JSON.stringify(frontierToJson(frontier, unit), null, 2)}\n`,
};

/** Opens the file of `--frontier A,B FILE` before the search starts; null where none was asked for. */
export function openFrontier(
  { frontier }: AdmitOptions,
  sources: readonly InterruptSource[],
): FrontierFile | null {
  if (frontier === undefined) return null;
  const [pair = "", file, ...more] = frontier;
  const [first, second, ...others] = pair.split(",").map((name) => sourceOf(name.trim(), sources));
  if (
    first === undefined ||
    second === undefined ||
    others.length > 0 ||
    file === undefined ||
    more.length > 0
  )
    throw usage("write the names of two candidates and a file: --frontier camera,radio frontier.svg");
  if (first === second) throw usage("the frontier is between two different candidates");
  const form = FORMS[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ""];
  if (form === undefined) throw usage(`${file} ends in none of .svg, .csv and .json`);
  const output = new OutputFile(file);
  return {
    write: (trial, grid, unit) => output.write(form(frontierOf(trial, first, second, grid), unit)),
    keep: () => output.keep(),
    discard: () => output.discard(),
  };
}

function sourceOf(name: string, sources: readonly InterruptSource[]): InterruptSource {
  const found = sources.find((source) => source.name === name);
  if (found !== undefined) return found;
  throw usage(`there is no candidate "${name}"; they are ${sources.map((source) => source.name).join(", ")}`);
}

function usage(message: string): CommandFailure {
  return new CommandFailure(EXIT.usage, `--frontier: ${message}`);
}
