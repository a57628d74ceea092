import { type Admission, admit } from "../admission/admit.ts";
import { VERSION } from "../contract/version.ts";
import { admissionToJson } from "../report/admission/admission-json.ts";
import { admissionTables } from "../report/terminal/admission-table.ts";
import { openFrontier } from "./admit-frontier.ts";
import { readSourcesFile } from "./admit-input.ts";
import { type AdmitOptions, gridOf } from "./admit-options.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readSystemFile } from "./input.ts";
import { progressBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { unsuitable } from "./unsuitable.ts";
import { certified, type WrittenCertificate, writtenCertificate } from "./written-certificate.ts";

/** What the candidates and the system say together is told of the candidates, by their first line. */
const WHOLE_FILE = { locate: () => ({ line: 1, column: 1 }) };

/**
 * `hyperbound admit SYSTEM --source FILE`: may these interrupt sources be let in? Ends with 0 where all of them may, with
 * 1 where a claim is refuted with some, and with 2 where one is not proved.
 */
export async function admitCommand(
  file: string,
  options: AdmitOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const json = options.json === true;
  const loaded = await readSystemFile(file);
  const sources = await readSourcesFile(options.source, loaded);
  const { system } = loaded;
  const grid = gridOf(options, system.processor.clock);
  const frontier = openFrontier(options, sources);
  const progress = progressBar("checking", terminal, options.quiet === true);
  let certificate: WrittenCertificate | null = null;
  try {
    let found: Admission;
    try {
      const onCheck = (checks: number): void => progress.report(checks, checks);
      found = admit(system, sources, {
        onCheck,
        ...(grid === null ? {} : { grid }),
        ...(options.effort === undefined ? {} : { effort: options.effort }),
        ...(options.limits === false ? { verdictsOnly: true } : {}),
      });
      frontier?.write(found.trial, grid, system.timeUnit);
    } catch (error) {
      throw unsuitable(error, options.source, WHOLE_FILE);
    }
    progress.stop();
    if (options.certify !== undefined) {
      const together = { ...system, interrupts: [...system.interrupts, ...sources] };
      const text = certified(file, { ...loaded, system: together }, found.together.after);
      certificate = writtenCertificate(options.certify, text, together);
    }
    frontier?.keep();
    certificate?.file.keep();
    const data = { ...found, system: system.name, timeUnit: system.timeUnit };
    if (json) terminal.out(JSON.stringify(admissionToJson(data, VERSION), null, 2));
    else if (options.quiet !== true) terminal.out(admissionTables(data, terminal.style));
    if (certificate !== null && options.quiet !== true) terminal.err(certificate.told);
    return exitCodeFor(found);
  } finally {
    frontier?.discard();
    certificate?.file.discard();
    progress.stop();
  }
}

function exitCodeFor({ verdict }: Admission): ExitCode {
  switch (verdict) {
    case "admitted":
      return EXIT.proved;
    case "rejected":
      return EXIT.refuted;
    case "not-proved":
      return EXIT.notProved;
  }
}
