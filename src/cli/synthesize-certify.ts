import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { checkSystem } from "../analysis/system/check-system.ts";
import type { Synthesis } from "../analysis/system/synthesize.ts";
import { leastBudgets } from "../evidence/least-budgets.ts";
import { CommandFailure } from "./command-failure.ts";
import { EXIT } from "./exit-code.ts";
import { writtenCertificate } from "./written-certificate.ts";

/** The folder of `--certify DIR`, made before the search starts; null where none was asked for. */
export function openCertificates(folder: string | undefined): string | null {
  if (folder === undefined) return null;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandFailure(EXIT.cannotWrite, `cannot make the folder ${folder}: ${code}`);
  }
  return folder;
}

/**
 * Writes the certificate of what was chosen, `chosen.json`, and for each VM that of the same system with one unit of the grid
 * less for it, `VM.smaller.json`. Says what each comes to.
 */
export function writeCertificates(folder: string, found: Synthesis, effort: number | undefined): string[] {
  if (found.kind !== "chosen") return [`nothing was certified in ${folder}: no interfaces were found`];
  const chosen = found.vms.map(({ vm, chosen: { grid } }) => ({ vm, unit: grid }));
  const options = effort === undefined ? {} : { effort };
  const { certificate, smaller } = leastBudgets(found.system, chosen, (system) =>
    checkSystem(system, options),
  );
  return [
    writtenCertificate(join(folder, "chosen.json"), certificate, found.system),
    ...smaller.map(({ vm, system, certificate: less }) =>
      writtenCertificate(join(folder, `${encodeURIComponent(vm)}.smaller.json`), less, system),
    ),
  ];
}
