import { verify } from "../checker/verify.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { OutputFile } from "./output-file.ts";

/** Writes a certificate that the checker accepts, and says what it comes to. */
export function writtenCertificate(path: string, certificate: string): string {
  const outcome = verify(certificate);
  if (outcome.kind !== "accepted")
    throw new CommandFailure(
      EXIT.bug,
      `This is a bug in hyperbound: its checker refuses ${path} (${outcome.reason}).`,
    );
  const file = new OutputFile(path);
  try {
    file.write(certificate);
    file.keep();
  } finally {
    file.discard();
  }
  return `${path}: ${outcome.verdict}`;
}
