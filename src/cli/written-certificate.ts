import type { Findings } from "../certificate/findings.ts";
import { type Outcome, verify } from "../checker/verify.ts";
import type { LoadedSystem } from "../description/load-system.ts";
import { certificateOf, subjectText } from "../evidence/certificate.ts";
import type { System } from "../model/system.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { OutputFile } from "./output-file.ts";
import { unsuitable } from "./unsuitable.ts";

type Accepted = Extract<Outcome, { kind: "accepted" }>;

/** The certificate of what was found; the end of the command with 65 for a system that no certificate can hold. */
export function certified(
  file: string,
  { system, locate }: Pick<LoadedSystem, "system" | "locate">,
  findings: Findings,
): string {
  try {
    return certificateOf(system, findings);
  } catch (error) {
    throw unsuitable(error, file, { locate });
  }
}

/** What the checker makes of a certificate of ours, for this system; nothing is written that it refuses. */
export function accepted(certificate: string, system: System): Accepted {
  const outcome = verify(certificate, { subject: subjectText(system) });
  if (outcome.kind === "accepted") return outcome;
  const where = outcome.kind === "refused" ? `${outcome.at}: ` : "";
  throw new CommandFailure(
    EXIT.bug,
    `This is a bug in hyperbound: its checker refuses the certificate (${where}${outcome.reason}). Nothing was written.`,
  );
}

/** A certificate that is written, but not under its name before it is kept. */
export interface WrittenCertificate {
  readonly file: OutputFile;
  /** What it comes to, in words. */
  readonly told: string;
}

/** Writes a certificate that the checker accepts for this system. The caller keeps or discards it. */
export function writtenCertificate(path: string, certificate: string, system: System): WrittenCertificate {
  const { verdict } = accepted(certificate, system);
  const file = new OutputFile(path);
  try {
    file.write(certificate);
  } catch (error) {
    file.discard();
    throw error;
  }
  return { file, told: `${path}: ${verdict}` };
}
