import { checkSystem } from "../analysis/system/check-system.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-code.ts";
import { readSystemFile } from "./input.ts";
import { OutputFile } from "./output-file.ts";
import { progressBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { accepted, certified } from "./written-certificate.ts";

export interface CertifyOptions {
  readonly output: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly effort?: number;
}

/** `hyperbound certify SYSTEM -o CERT`: decides every claim and writes a certificate that the checker accepts. */
export async function certifyCommand(
  file: string,
  options: CertifyOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { output, effort, json = false, quiet = false } = options;
  const loaded = await readSystemFile(file);
  const { system } = loaded;
  const written = new OutputFile(output);
  try {
    const progress = progressBar("certifying", terminal, quiet);
    const findings = checkSystem(system, {
      ...(effort === undefined ? {} : { effort }),
      onProgress: progress.report,
    });
    const text = certified(file, loaded, findings);
    progress.stop();
    const outcome = accepted(text, system);
    written.write(text);
    written.keep();
    const uncertified = outcome.claims.filter(({ verdict }) => verdict === "uncertified").map(({ id }) => id);
    if (json)
      terminal.out(JSON.stringify({ certificate: output, verdict: outcome.verdict, uncertified }, null, 2));
    else if (!quiet) {
      terminal.out(`${output}: ${outcome.claims.length} claims, ${outcome.verdict}; accepted by the checker`);
      for (const id of uncertified) terminal.out(`uncertified: ${id}`);
    }
    return outcome.verdict === "uncertified" ? EXIT.notProved : exitCodeOf(outcome.verdict);
  } finally {
    written.discard();
  }
}
