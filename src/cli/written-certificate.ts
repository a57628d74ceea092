import { type Outcome, verify } from "../checker/verify.ts";
import { subjectText } from "../evidence/certificate.ts";
import type { System } from "../model/system.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { OutputFile } from "./output-file.ts";

type Accepted = Extract<Outcome, { kind: "accepted" }>;

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

/** Writes a certificate that the checker accepts for this system, and says what it comes to. */
export function writtenCertificate(path: string, certificate: string, system: System): string {
  const { verdict } = accepted(certificate, system);
  const file = new OutputFile(path);
  try {
    file.write(certificate);
    file.keep();
  } finally {
    file.discard();
  }
  return `${path}: ${verdict}`;
}
