import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundleCampaign } from "./bundle.ts";
import { runCampaign } from "./campaign.ts";
import { evidence } from "./evidence.ts";
import { FOUND_ERRORS } from "./found.ts";
import { EXACT_SHARE, summary } from "./summary.ts";
import { survey } from "./survey.ts";
import { quantileOf, sumOf, Tally } from "./tally.ts";

const SYSTEMS = Number(process.env["HYPERBOUND_CAMPAIGN"] ?? 4_000);
const FEW = 15;
const SEED = Number(process.env["HYPERBOUND_SEED"] ?? 1);

const folder = mkdtempSync(join(tmpdir(), "hyperbound-campaign-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the campaign", () => {
  it("finds no violation, sees every family, and attains what is claimed to be exact", async () => {
    const bundle = join(folder, "worker.mjs");
    await bundleCampaign("worker.ts", bundle);
    const options = {
      systems: SYSTEMS,
      seed: SEED,
      workers: 2,
      only: null,
      onProgress: () => {},
      stopped: () => false,
    };
    const campaign = await runCampaign(bundle, options);
    expect(campaign.violations).toEqual([]);
    expect(sumOf(campaign.families.map(({ tally }) => tally)).systems).toBe(SYSTEMS);
    for (const { name, claims, tally } of campaign.families) {
      expect(tally.systems, name).toBeGreaterThan(0);
      // Of whole systems there are few here, and about some nothing can be said.
      if (tally.systems >= FEW) expect(tally.comparisons, name).toBeGreaterThan(0);
      if (tally.compared === 0) continue;
      if (claims === "exact")
        expect(tally.attained / tally.compared, name).toBeGreaterThanOrEqual(EXACT_SHARE);
    }
    expect(summary(campaign)).toMatch(/^0 violations$/m);
    const page = evidence(campaign);
    expect(page).toMatch(`--systems ${SYSTEMS} --seed ${SEED}`);
    for (const { what, test } of FOUND_ERRORS)
      expect(page).toMatch(new RegExp(`^\\| ${what} \\|.*${test}`, "m"));
  });

  it("is a function of its seed and of the numbers of its systems", () => {
    const whole = survey(7, 0, 120);
    const parts = [survey(7, 0, 50), survey(7, 50, 120)];
    const summed = whole.tallies.map((_, index) => sumOf(parts.map(({ tallies }) => tallies[index]!)));
    expect(summed).toEqual(whole.tallies);
    expect(survey(8, 0, 120).tallies).not.toEqual(whole.tallies);
  });
});

describe("a tally", () => {
  it("counts as attained only what is exact in every comparison", () => {
    const tally = new Tally();
    tally.compare(5, 5);
    tally.close();
    tally.compare(5, 5);
    tally.compare(999_999, 1_000_000);
    tally.close();
    tally.close();
    expect(tally.data).toMatchObject({ systems: 3, compared: 2, attained: 1, comparisons: 3 });
    expect(quantileOf(tally.data, 0.3)).toBe(999);
    expect(quantileOf(tally.data, 0.5)).toBe(1000);
    expect(quantileOf(new Tally().data, 0.5)).toBeNull();
  });
});
