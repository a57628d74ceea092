import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { checkSystem } from "../analysis/system/check-system.ts";
import type { Synthesis } from "../analysis/system/synthesize.ts";
import { leastBudgets } from "../evidence/least-budgets.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { type WrittenCertificate, writtenCertificate } from "./written-certificate.ts";

/** Certificates that were asked for, and the folder that they go to. */
export interface CertificateFolder {
  /**
   * Writes the certificate of what was chosen, `chosen.json`, and for each VM that of the same system with one unit of the
   * grid less for it, `VM.smaller.json`. Says what each comes to.
   */
  write(found: Synthesis, effort: number | undefined): string[];
  /** Gives the certificates their names. */
  keep(): void;
  /** Leaves nothing of what has not been kept, nor a folder that was not there before. */
  discard(): void;
}

/** Makes the folder of `--certify DIR` before the search starts; null where none was asked for. */
export function openCertificates(folder: string | undefined): CertificateFolder | null {
  if (folder === undefined) return null;
  let made = makeFolder(folder);
  const written: WrittenCertificate[] = [];
  return {
    write: (found, effort) => {
      if (found.kind !== "chosen") return [`nothing was certified in ${folder}: no interfaces were found`];
      for (const each of certificatesOf(folder, found, effort)) written.push(each);
      return written.map(({ told }) => told);
    },
    keep: () => {
      for (const { file } of written) file.keep();
      made = null;
    },
    discard: () => {
      for (const { file } of written) file.discard();
      if (made !== null) rmSync(made, { recursive: true, force: true });
    },
  };
}

/** The first folder that had to be made, if any. */
function makeFolder(folder: string): string | null {
  try {
    return mkdirSync(folder, { recursive: true }) ?? null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(EXIT.cannotWrite, `cannot make the folder ${folder}: ${code}`, { file: folder });
  }
}

/** One after the other, so that what was written before a failure is known to its caller. */
function* certificatesOf(
  folder: string,
  found: Extract<Synthesis, { kind: "chosen" }>,
  effort: number | undefined,
): Generator<WrittenCertificate> {
  const chosen = found.vms.map(({ vm, chosen: { grid } }) => ({ vm, unit: grid }));
  const options = effort === undefined ? {} : { effort };
  const { certificate, smaller } = leastBudgets(found.system, chosen, (system) =>
    checkSystem(system, options),
  );
  yield writtenCertificate(join(folder, "chosen.json"), certificate, found.system);
  for (const { vm, system, certificate: less } of smaller)
    yield writtenCertificate(join(folder, `${encodeURIComponent(vm)}.smaller.json`), less, system);
}
