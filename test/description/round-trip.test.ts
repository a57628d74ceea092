import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { showIssue } from "../../src/description/description-error.ts";
import { readSystem } from "../../src/description/load-system.ts";
import type { System } from "../../src/model/system.ts";
import { renderJson, renderYaml } from "../support/render-yaml.ts";
import { arbitrarySystem } from "./arbitrary-system.ts";

/** Quantities as exact strings, so that systems compare as plain data. */
const plain = (system: System): unknown =>
  JSON.parse(JSON.stringify(system, (_, value) => (typeof value === "bigint" ? String(value) : value)));

describe("a system that is written down", () => {
  it("reads as the same system, from YAML and from JSON", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySystem(), fc.boolean(), async (system, json) => {
        const text = json ? renderJson(system) : renderYaml(system);
        const result = await readSystem(text, "system.yaml");
        if ("issues" in result) throw new Error(`${result.issues.map(showIssue).join("\n")}\n${text}`);
        expect(plain(result.system)).toEqual(plain(system));
      }),
      { numRuns: 2000 },
    );
  }, 120_000);
});
