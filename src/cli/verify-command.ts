import { type Outcome, verify } from "../checker/verify.ts";
import { subjectText } from "../evidence/certificate.ts";
import type { Problem } from "./command-failure.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { readSystemFile, readText } from "./input.ts";
import type { Terminal } from "./terminal.ts";

export interface VerifyCommandOptions {
  readonly system?: string;
  readonly explain?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `hyperbound verify CERT`: runs the independent checker over a certificate. */
export async function verifyCommand(
  file: string,
  options: VerifyCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { json = false, quiet = false } = options;
  const text = readText(file);
  const described = options.system === undefined ? null : await readSystemFile(options.system);
  const lines: string[] = [];
  const outcome = verify(text, {
    ...(described === null ? {} : { subject: subjectText(described.system) }),
    ...(options.explain === true ? { explain: (line: string) => lines.push(line) } : {}),
  });
  if (json) {
    const shown = options.explain === true ? { ...outcome, evaluated: lines } : outcome;
    terminal.out(JSON.stringify({ ...shown, ...problemsOf(file, outcome) }, null, 2));
  } else if (!quiet) {
    for (const line of lines) terminal.out(line);
    if (outcome.kind === "accepted") terminal.out(inWords(file, outcome));
    else terminal.err(inWords(file, outcome));
  }
  return exitCode(outcome);
}

/** What is no certificate is bad input, and told as such besides. */
function problemsOf(file: string, outcome: Outcome): { readonly errors?: readonly Problem[] } {
  if (outcome.kind !== "unreadable") return {};
  return { errors: [{ code: "syntax", path: "", message: outcome.reason, file, line: 1, column: 1 }] };
}

function exitCode(outcome: Outcome): ExitCode {
  switch (outcome.kind) {
    case "accepted":
      return outcome.claims.some(({ verdict }) => verdict === "uncertified") ? EXIT.notProved : EXIT.proved;
    case "refused":
      return EXIT.refuted;
    case "unreadable":
      return EXIT.input;
  }
}

function inWords(file: string, outcome: Outcome): string {
  switch (outcome.kind) {
    case "unreadable":
      return `${file}: ${outcome.reason}`;
    case "refused":
      return `${file}: REFUSED at ${outcome.at}: ${outcome.reason}`;
    case "accepted": {
      const { verdict, claims, hypotheses } = outcome;
      const shown = claims.filter(
        (claim) => claim.verdict === "proved" || claim.verdict === "refuted",
      ).length;
      const silent = claims
        .filter((claim) => claim.verdict !== "proved" && claim.verdict !== "refuted")
        .map((claim) => `  ${claim.id} claims nothing (${claim.verdict})`);
      const assumed = hypotheses.map(({ id, text, owner }) => `  ${id} (${owner}): ${text}`);
      return [
        `${file}: ACCEPTED, ${verdict}; ${shown} of ${claims.length} claims shown`,
        ...silent,
        ...(assumed.length > 0 ? ["provided that", ...assumed] : []),
      ].join("\n");
    }
  }
}
