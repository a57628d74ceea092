import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Draw } from "../fuzz/draw.ts";
import { filesBelow, ROOT, textOf } from "../support/source-tree.ts";
import { byTests } from "./noticing.ts";
import { NONE, plus, say, tallyOf } from "./tally.ts";

/**
 * npm run mutation -- [--blocks N] [--seed S] [--folders numeric,workload,supply] [--only TEXT] [--list]
 *
 * Mutates a seeded sample: N blocks of lines out of all of the folders, such as `supply`, `analysis`, `analysis/edf` or
 * `checker`. Ends with 1 where less than 85 % of the mutants are noticed. Stryker has no sampling of its own; all of it
 * would take hours. --only plays those blocks of the sample whose path contains a text, to come back to them.
 */
const { values } = parseArgs({
  options: {
    blocks: { type: "string", default: "24" },
    seed: { type: "string", default: "1" },
    folders: { type: "string", default: "numeric,workload,supply" },
    only: { type: "string", default: "" },
    list: { type: "boolean", default: false },
  },
});

const LINES_PER_BLOCK = 12;
const LEAST_SHARE = 0.85;

const sample = drawn(blocksOf(values.folders.split(",")), Number(values.blocks), Number(values.seed)).filter(
  (block) => block.includes(values.only),
);
if (sample.length === 0) {
  console.error(`no block of src/${values.folders} has "${values.only}" in its path`);
  process.exitCode = 64;
} else if (values.list) for (const block of sample) console.log(block);
else process.exitCode = mutate(byTests(sample));

/** Runs Stryker once for each group of tests, in copies of the project outside of it. */
function mutate(groups: ReadonlyMap<string, readonly string[]>): number {
  const place = mkdtempSync(join(tmpdir(), "hyperbound-mutation-"));
  let total = NONE;
  try {
    for (const [tests, blocks] of groups) {
      const { status } = spawnSync(
        "npx",
        [
          "stryker",
          "run",
          "test/mutation/stryker.config.json",
          "--mutate",
          blocks.join(","),
          "--tempDirName",
          place,
        ],
        { cwd: ROOT, stdio: "inherit", env: { ...process.env, HYPERBOUND_MUTATION_TESTS: tests } },
      );
      if (status !== 0) return status ?? 1;
      const part = tallyOf(join(ROOT, "coverage/mutation.json"));
      total = plus(total, part);
      console.log(`${tests}: ${say(part)}; so far ${say(total)}`);
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  return total.noticed >= LEAST_SHARE * (total.noticed + total.unnoticed) ? 0 : 1;
}

/** All blocks of lines in which something can be mutated, as Stryker writes them: `file:from-to`. */
function blocksOf(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    filesBelow(`src/${folder}`).flatMap((file) => {
      const lines = textOf(file).split("\n");
      const blocks: string[] = [];
      for (let from = 0; from < lines.length; from += LINES_PER_BLOCK) {
        const block = lines.slice(from, from + LINES_PER_BLOCK);
        const code = block.filter(
          (line) => /[;,{})]\s*$/.test(line) && !/^\s*(\*|\/|import|export type)/.test(line),
        );
        if (code.length > 2)
          blocks.push(`${file}:${from + 1}-${Math.min(from + LINES_PER_BLOCK, lines.length)}`);
      }
      return blocks;
    }),
  );
}

function drawn(from: readonly string[], count: number, seed: number): string[] {
  const draw = new Draw(seed, 0);
  const left = [...from];
  const taken: string[] = [];
  while (taken.length < count && left.length > 0) taken.push(...left.splice(draw.below(left.length), 1));
  return taken.sort();
}
