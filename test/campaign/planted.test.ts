import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundleCampaign } from "./bundle.ts";
import { searchForPlant } from "./planted.ts";
import { PLANTS, type Plant } from "./plants.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperbound-planted-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the campaign", () => {
  it.each(PLANTS.map((plant): [string, Plant] => [plant.name, plant]))(
    "finds a planted error: %s",
    async (_, plant) => {
      expect(await searchForPlant(plant, folder, { seed: 1, most: 2_000 })).not.toBeNull();
    },
  );

  it("knows at least twenty errors, and each is somewhere to be planted", async () => {
    expect(PLANTS.length).toBeGreaterThanOrEqual(20);
    const [first] = PLANTS as [Plant];
    const nowhere = { ...first, find: "this stands nowhere" };
    await expect(bundleCampaign("survey.ts", join(folder, "x.mjs"), nowhere)).rejects.toThrow(
      /not there exactly once/,
    );
  });
});
