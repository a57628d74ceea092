import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { loadSystem } from "../../src/description/load-system.ts";
import { bundleCampaign } from "./bundle.ts";
import { PLANTS } from "./plants.ts";
import { storeViolations } from "./store.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperbound-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the campaign finds with an error planted: an interference rounded down. */
async function found() {
  const bundle = join(folder, "survey.mjs");
  await bundleCampaign("survey.ts", bundle, PLANTS[0]);
  const { survey } = (await import(pathToFileURL(bundle).href)) as typeof import("./survey.ts");
  return survey(1, 0, 2_000, { mostViolations: 2, only: "FP response times, dedicated, D" }).violations;
}

describe("the violations of a campaign", () => {
  it("are stored as descriptions that say what draws them again and what was seen", async () => {
    const violations = await found();
    const store = join(folder, "store");
    const files = storeViolations(store, violations);
    expect(files).toHaveLength(2);
    expect(readdirSync(store)).toHaveLength(2);
    for (const [index, file] of files.entries()) {
      const violation = violations[index]!;
      const text = readFileSync(file, "utf8");
      expect(text).toContain(`# family: ${violation.family}\n# seed: 1\n# index: ${violation.index}\n`);
      expect(text).toContain(`# ${violation.what}\n`);
      const { system } = await loadSystem(text, file);
      expect(system.vms[0]?.guest.tasks.length).toBeGreaterThan(0);
    }
  });

  it("leave no folder where there are none, and no line outside a comment where they say several", async () => {
    const store = join(folder, "none");
    expect(storeViolations(store, [])).toEqual([]);
    expect(existsSync(store)).toBe(false);
    const twofold = { family: "law: a ≤ b", seed: 3, index: 4, what: "one\ntwo", shown: "" };
    const [file = ""] = storeViolations(store, [twofold]);
    expect(file).toBe(join(store, "seed-3-system-4-law-a-b.yaml"));
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(6);
    expect(lines.every((line) => line.startsWith("# "))).toBe(true);
  });
});
