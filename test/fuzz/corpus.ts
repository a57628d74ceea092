import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { certificateOf } from "../../src/evidence/certificate.ts";

/** A valid file to start from, as text and as data. */
export interface Seed {
  readonly name: string;
  readonly text: string;
  readonly data: unknown;
}

export interface Corpus {
  readonly systems: readonly Seed[];
  readonly sources: readonly Seed[];
  readonly certificates: readonly Seed[];
}

/** Of what is longer, little more would be seen and much more time be spent. */
const LONGEST = 2500;

const LONGEST_CERTIFICATE = 20_000;

/** How far each claim is examined for a certificate to start from. */
const EFFORT = 3000;

/** Fixtures, and what has the keys and words that no small fixture has. */
const FOLDERS = ["fixtures/systems", "fixtures/admission", "test/fuzz/seeds"];

/** The systems and candidate sources of these folders, and certificates of some of the systems. */
export async function readCorpus(root: string): Promise<Corpus> {
  const all = FOLDERS.flatMap((folder) => yamlIn(join(root, folder)));
  const systems = all.filter(({ text, data }) => "vms" in (data as object) && text.length <= LONGEST);
  const certificates: Seed[] = [];
  for (const { name, text } of systems.filter((_, at) => at % 3 === 0)) {
    const { system } = await loadSystem(text, name);
    const certificate = certificateOf(system, checkSystem(system, { effort: EFFORT }));
    if (certificate.length <= LONGEST_CERTIFICATE)
      certificates.push({ name, text: certificate, data: JSON.parse(certificate) as unknown });
  }
  return { systems, sources: all.filter(({ data }) => !("vms" in (data as object))), certificates };
}

function yamlIn(folder: string): Seed[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    return { name, text, data: parse(text) as unknown };
  });
}
