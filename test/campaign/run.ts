import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleCampaign } from "./bundle.ts";
import { type Campaign, runCampaign } from "./campaign.ts";
import { evidence } from "./evidence.ts";
import { searchForPlant } from "./planted.ts";
import { PLANTS } from "./plants.ts";
import { STORE, storeViolations } from "./store.ts";
import { summary } from "./summary.ts";

/**
 * npm run campaign -- --systems N [--seed S] [--workers W] [--family TEXT] [--evidence FILE] [--store FOLDER]
 * npm run campaign -- --systems N --speed, for how many systems of each family one core manages in a second
 * npm run campaign -- --planted [--systems N]
 *
 * Random systems over all analyses, each held against the simulator. Ends with 1 where analysis and simulator contradict
 * each other, each such system then being stored in a file of its own, or where a planted error is not found.
 */
const { values } = parseArgs({
  options: {
    systems: { type: "string" },
    seed: { type: "string", default: "1" },
    workers: { type: "string" },
    family: { type: "string" },
    evidence: { type: "string" },
    store: { type: "string", default: STORE },
    speed: { type: "boolean", default: false },
    planted: { type: "boolean", default: false },
  },
});

const wholeNumber = (text: string, name: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    console.error(`--${name} ${text}: write a whole number`);
    process.exit(64);
  }
  return value;
};

const seed = wholeNumber(values.seed, "seed");
const folder = mkdtempSync(join(tmpdir(), "hyperbound-campaign-"));
try {
  process.exitCode = values.planted ? await findPlants() : await examine();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Ctrl-C ends a campaign in order: what has been begun is finished, and reported as a shorter campaign. */
async function examine(): Promise<number> {
  let interrupted = false;
  process.once("SIGINT", () => {
    interrupted = true;
  });
  const systems = wholeNumber(values.systems ?? "10000", "systems");
  const wanted =
    values.workers === undefined ? availableParallelism() : wholeNumber(values.workers, "workers");
  const bundle = join(folder, "worker.mjs");
  await bundleCampaign("worker.ts", bundle);
  const campaign: Campaign = await runCampaign(bundle, {
    systems,
    seed,
    workers: values.speed ? 1 : Math.max(1, wanted),
    only: values.family ?? null,
    timed: values.speed,
    onProgress: (done) => {
      if (process.stderr.isTTY === true)
        process.stderr.write(`\r${Math.min(done, systems)} of ${systems} systems `);
    },
    stopped: () => interrupted,
  });
  console.log(summary(campaign));
  for (const file of storeViolations(values.store, campaign.violations)) console.log(`stored in ${file}`);
  if (values.evidence !== undefined) writeFileSync(values.evidence, evidence(campaign));
  return campaign.violations.length > 0 ? 1 : 0;
}

/** Plants one error after the other, and counts the systems until the campaign finds it. */
async function findPlants(): Promise<number> {
  const most = wholeNumber(values.systems ?? "2000", "systems");
  let missed = 0;
  for (const plant of PLANTS) {
    const first = await searchForPlant(plant, folder, { seed, most });
    if (first === null) missed += 1;
    const found = first === null ? "NOT FOUND" : `found by system ${first.index}: ${first.what}`;
    console.log(`${plant.name}: ${found}`);
  }
  return missed > 0 ? 1 : 0;
}
