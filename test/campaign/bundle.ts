import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Plant } from "./plants.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Bundles a file of the campaign, and with it all of src as it is now, into one that node runs by itself: a long campaign is
 * not disturbed by edits, and an error can be planted on the way in.
 * @throws Error where what is to be replaced is not there exactly once.
 */
export async function bundleCampaign(
  entry: string,
  outfile: string,
  plant: Plant | null = null,
): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    banner: {
      js: "import{createRequire as requireFor}from'node:module';const require=requireFor(import.meta.url);",
    },
    plugins: plant === null ? [] : [planting(plant)],
  });
}

function planting({ name, file, find, replace }: Plant): Plugin {
  const text = readFileSync(ROOT + file, "utf8");
  if (text.split(find).length !== 2) {
    throw new Error(`${name}: "${find}" is not there exactly once in ${file}`);
  }
  return {
    name: "planted error",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) =>
        path === ROOT + file ? { contents: text.replace(find, () => replace), loader: "ts" } : undefined,
      );
    },
  };
}
