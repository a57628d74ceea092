import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { Draw } from "../fuzz/draw.ts";
import { filesBelow, ROOT, textOf } from "../support/source-tree.ts";

/**
 * npm run mutation -- [--blocks N] [--seed S] [--folders numeric,workload,supply] [--list]
 *
 * Mutates a seeded sample: N blocks of lines out of all of the folders. Ends with 1 where less than 85 % of the mutants are
 * noticed. Stryker has no sampling of its own; all of it would take hours.
 */
const { values } = parseArgs({
  options: {
    blocks: { type: "string", default: "24" },
    seed: { type: "string", default: "1" },
    folders: { type: "string", default: "numeric,workload,supply" },
    list: { type: "boolean", default: false },
  },
});

const LINES_PER_BLOCK = 12;

const sample = drawn(blocksOf(values.folders.split(",")), Number(values.blocks), Number(values.seed));
if (values.list) for (const block of sample) console.log(block);
else {
  const { status } = spawnSync(
    "npx",
    ["stryker", "run", "test/mutation/stryker.config.json", "--mutate", sample.join(",")],
    { cwd: ROOT, stdio: "inherit" },
  );
  process.exitCode = status ?? 1;
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
