import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleCampaign } from "./bundle.ts";
import type { Plant } from "./plants.ts";
import type { CampaignViolation } from "./survey.ts";

/** Systems of all families are numbered through: those that a plant names may be far apart. */
const FARTHEST = 10_000_000;

/** Bundles the campaign with an error in it, and examines up to `most` systems until one shows it; null if none does. */
export async function searchForPlant(
  plant: Plant,
  folder: string,
  { seed, most }: { readonly seed: number; readonly most: number },
): Promise<CampaignViolation | null> {
  const bundle = join(folder, `${plant.name.replace(/\W+/g, "-")}.mjs`);
  await bundleCampaign("survey.ts", bundle, plant);
  const { survey } = (await import(pathToFileURL(bundle).href)) as typeof import("./survey.ts");
  const options = { most, mostViolations: 1, shrinking: false, only: plant.only ?? null };
  const [first = null] = survey(seed, 0, FARTHEST, options).violations;
  return first;
}
