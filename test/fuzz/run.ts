import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { ROOT } from "../support/source-tree.ts";
import { readCorpus } from "./corpus.ts";
import { fuzz } from "./fuzz.ts";
import { inputOf } from "./input.ts";
import { Stage } from "./play.ts";

/**
 * npm run fuzz -- --inputs N [--seed S] [--from I]
 * npm run fuzz -- --show I [--seed S]
 *
 * Hands spoilt descriptions, sources, certificates and command lines to hyperbound. Ends with 1 where something crashes,
 * hangs, or fails without saying where; `--show` prints one input and what becomes of it.
 */
const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    patience: { type: "string", default: "30000" },
    show: { type: "string" },
  },
});

const seed = Number(values.seed);
process.exitCode = values.show === undefined ? await search() : await show(Number(values.show));

async function search(): Promise<number> {
  // Inside of node_modules, so that the packages are found that are not in the bundle.
  const cache = join(ROOT, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "fuzz-"));
  try {
    return await searchWith(await bundled(join(folder, "worker.mjs")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The worker with all of src as it is now, so that edits do not disturb a long search. */
async function bundled(outfile: string): Promise<URL> {
  await build({
    entryPoints: [fileURLToPath(new URL("worker.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // As in the package: it looks for files beside itself.
    external: ["pdfmake"],
    logLevel: "error",
    banner: {
      js: "import{createRequire as requireFor}from'node:module';const require=requireFor(import.meta.url);",
    },
  });
  return pathToFileURL(outfile);
}

async function searchWith(bundle: URL): Promise<number> {
  const started = performance.now();
  const { endings, finds, slowest } = await fuzz({
    bundle,
    root: ROOT,
    inputs: Number(values.inputs),
    seed,
    from: Number(values.from),
    patience: Number(values.patience),
    onFind: ({ index, kind, complaint }) => console.log(`input ${index} (${kind}): ${complaint}`),
    onProgress: (done) => {
      if (process.stderr.isTTY === true) process.stderr.write(`\r${done} inputs `);
    },
  });
  for (const [ending, count] of [...endings].sort(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`${ending}  ${count}`);
  const slow = slowest.map(({ index, milliseconds }) => `${index} (${Math.round(milliseconds)} ms)`);
  console.log(`slowest: ${slow.join(", ")}`);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${values.inputs} inputs of seed ${seed} in ${seconds} s, ${finds.length} finds`);
  return finds.length > 0 ? 1 : 0;
}

async function show(index: number): Promise<number> {
  const input = inputOf(seed, index, await readCorpus(ROOT));
  console.log(JSON.stringify(input, null, 2));
  console.log(input.files.system);
  const stage = new Stage();
  const { ending, complaint } = await stage.play(input);
  stage.close();
  console.log(`${ending}; ${complaint ?? "nothing to complain of"}`);
  return complaint === null ? 0 : 1;
}
