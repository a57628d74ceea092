import { checkSystem } from "../analysis/system/check-system.ts";
import type { Findings } from "../certificate/findings.ts";
import { VERSION } from "../contract/version.ts";
import { explain as explainClaims } from "../report/explain.ts";
import { findingsToJson } from "../report/json.ts";
import { verdictTables } from "../report/terminal/verdict-table.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-code.ts";
import { readSystemFile } from "./input.ts";
import { progressBar } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

export interface CheckOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly explain?: string;
  readonly effort?: number;
}

/** `hyperbound check SYSTEM`: decides every claim of a description and prints the verdicts. */
export async function checkCommand(
  file: string,
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const json = options.json === true;
  const quiet = options.quiet === true;
  const { system, warnings } = await readSystemFile(file);
  const progress = progressBar("checking", terminal, quiet);
  const findings = checkSystem(system, {
    ...(options.effort === undefined ? {} : { effort: options.effort }),
    latencies: true,
    onProgress: progress.report,
  });
  progress.stop();
  const all: Findings = { ...findings, warnings: [...warnings, ...findings.warnings] };
  if (options.explain !== undefined) explain(all, options.explain, { json, quiet }, terminal);
  else if (json) terminal.out(JSON.stringify(findingsToJson(all, VERSION), null, 2));
  else if (!quiet) terminal.out(verdictTables(all, terminal.style));
  return exitCodeOf(all.verdict);
}

function explain(
  findings: Findings,
  id: string,
  { json, quiet }: { readonly json: boolean; readonly quiet: boolean },
  terminal: Terminal,
): void {
  const claims = findings.claims.filter((claim) => id === "all" || claim.id === id);
  if (claims.length === 0) {
    const known = findings.claims.map((claim) => `  ${claim.id}`).join("\n");
    throw new CommandFailure(
      EXIT.usage,
      `there is no claim "${id}"; the claims are:\n${known}\nor write "all"`,
    );
  }
  if (json) terminal.out(JSON.stringify(findingsToJson({ ...findings, claims }, VERSION), null, 2));
  else if (!quiet) terminal.out(explainClaims({ ...findings, claims }));
}
