import type { Synthesis } from "../analysis/system/synthesize.ts";
import { InputError } from "../contract/errors.ts";
import type { System } from "../model/system.ts";
import { type CurveData, curveCsv, curveToJson } from "../report/synthesis-curve.ts";
import { curveSvg } from "../report/synthesis-curve-svg.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { OutputFile } from "./output-file.ts";

/** A trade-off curve that was asked for, and the file that it goes to. */
export interface CurveFile {
  /** Throws `InputError` where no VM has periods to compare. */
  write(system: System, found: Synthesis): void;
  /** Gives the file its name. */
  keep(): void;
  /** Leaves nothing behind unless it was kept. */
  discard(): void;
}

const FORMS: Readonly<Record<string, (curve: CurveData) => string>> = {
  svg: curveSvg,
  csv: curveCsv,
  json: (curve) => `${JSON.stringify(curveToJson(curve), null, 2)}\n`,
};

/** Opens the file of `--curve FILE` before the search starts; null where none was asked for. */
export function openCurve(path: string | undefined): CurveFile | null {
  if (path === undefined) return null;
  const form = FORMS[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ""];
  if (form === undefined) {
    throw new CommandFailure(EXIT.usage, `--curve ${path}: name a file that ends in .svg, .csv or .json`);
  }
  const output = new OutputFile(path);
  return {
    write: (system, found) => output.write(form(curveData(system, found))),
    keep: () => output.keep(),
    discard: () => output.discard(),
  };
}

function curveData({ name, timeUnit }: System, found: Synthesis): CurveData {
  if (found.curves.every(({ points }) => points.length < 2)) {
    throw new InputError(
      '--curve has nothing to compare: add candidates, such as --periods "1 ms..20 ms/1 ms"',
    );
  }
  const chosen = new Map(
    found.kind === "chosen" ? found.vms.map(({ vm, chosen: { period } }) => [vm, period]) : [],
  );
  const vms = found.curves.map(({ vm, points }) => ({ vm, points, chosen: chosen.get(vm) ?? null }));
  return { system: name, timeUnit, vms };
}
