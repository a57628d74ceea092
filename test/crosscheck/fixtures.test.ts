import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { crosscheck } from "../../src/crosscheck/crosscheck.ts";
import { loadSystem } from "../../src/description/load-system.ts";

const FOLDER = "fixtures/systems/";

/** The fleet of two hundred VMs would take longer than all others together. */
const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml") && !file.startsWith("fleet"));

describe("the described systems", () => {
  it("show no contradiction between analysis and simulator, and each feasible one shows something", async () => {
    for (const file of files) {
      const { system } = await loadSystem(readFileSync(FOLDER + file, "utf8"), file);
      const { comparisons, violations, replays } = crosscheck(system, { runs: 6, releases: 150 });
      expect(violations, file).toEqual([]);
      const bestEffort = system.vmm?.policy.kind === "best-effort";
      if (!/infeasible|starvation/.test(file) && !bestEffort) {
        expect(comparisons.length, file).toBeGreaterThan(0);
        expect(replays, file).toBe(0);
      }
    }
    expect(files.length).toBeGreaterThan(30);
  });
});
