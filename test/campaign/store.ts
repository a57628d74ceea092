import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CampaignViolation } from "./survey.ts";

/** Where violations go unless a folder is named: below the folder of the call, and nothing that git keeps. */
export const STORE = "campaign-violations";

/**
 * One file per violation, by what draws it again: the system as it was made smaller, below comments that say both sides.
 * Without violations there is no folder. Returns the files.
 */
export function storeViolations(folder: string, violations: readonly CampaignViolation[]): string[] {
  if (violations.length > 0) mkdirSync(folder, { recursive: true });
  return violations.map((violation) => {
    const file = join(folder, nameOf(violation));
    writeFileSync(file, contentOf(violation));
    return file;
  });
}

function nameOf({ family, seed, index }: CampaignViolation): string {
  const words = family.replace(/\W+/g, "-").replace(/^-|-$/g, "");
  return `seed-${seed}-system-${index}-${words}.yaml`;
}

function contentOf({ family, seed, index, what, shown }: CampaignViolation): string {
  const comments = [
    "found by the campaign",
    `family: ${family}`,
    `seed: ${seed}`,
    `index: ${index}`,
    ...what.split("\n"),
  ];
  return `${comments.map((line) => `# ${line}`.trimEnd()).join("\n")}\n${shown.trimEnd()}\n`;
}
