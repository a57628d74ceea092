import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadSources } from "../../src/description/load-sources.ts";
import { type LoadedSystem, loadSystem } from "../../src/description/load-system.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import { ROOT } from "../support/source-tree.ts";

export const pathOf = (name: string): string => join(ROOT, "fixtures/admission", `${name}.yaml`);

/** A system and candidates from fixtures/admission. */
export async function fixture(
  system: string,
  sources: string,
): Promise<{ readonly loaded: LoadedSystem; readonly sources: readonly InterruptSource[] }> {
  const read = (name: string): string => readFileSync(pathOf(name), "utf8");
  const loaded = await loadSystem(read(system), system);
  return { loaded, sources: await loadSources(read(sources), sources, loaded) };
}
