import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FAMILIES } from "./families.ts";
import type { VectorCase } from "./family.ts";

/** The outcome of one family: how many of its cases gave exactly what was expected. */
interface FamilyResult {
  readonly family: string;
  readonly passed: number;
  readonly failed: number;
  readonly firstFailures: readonly { readonly id: string; readonly why: string }[];
}

const SHOWN_FAILURES = 5;

/** Runs every vector file of a folder; a family that nobody here can run counts all its cases as failed. */
export function runVectors(folder: string, only?: string): FamilyResult[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map(
      (name) =>
        JSON.parse(readFileSync(join(folder, name), "utf8")) as { family: string; cases: VectorCase[] },
    )
    .filter(({ family }) => only === undefined || family === only)
    .map(({ family, cases }) => runFamily(family, cases));
}

function runFamily(family: string, cases: readonly VectorCase[]): FamilyResult {
  const runner = FAMILIES.get(family);
  const failures = cases.flatMap(({ id, input, expect }) => {
    const why =
      runner === undefined
        ? "no runner for this family"
        : attempt(() => runner.run(input as never, expect as never));
    return why === null ? [] : [{ id, why }];
  });
  return {
    family,
    passed: cases.length - failures.length,
    failed: failures.length,
    firstFailures: failures.slice(0, SHOWN_FAILURES),
  };
}

function attempt(run: () => string | null): string | null {
  try {
    return run();
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { family: { type: "string" }, json: { type: "boolean", default: false } },
  });
  const [folder] = positionals;
  if (folder === undefined) {
    console.error("usage: npm run -s vectors -- DIR [--family NAME] [--json]");
    return 64;
  }
  const results = runVectors(folder, values.family);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  if (values.json) {
    const families = results.map((result) => ({
      ...result,
      firstFailures: result.firstFailures.map(({ id }) => id),
    }));
    console.log(JSON.stringify({ families, passed, failed }));
  } else {
    for (const { family, passed: good, failed: bad, firstFailures } of results) {
      console.log(`${family} ${good}/${good + bad}`);
      for (const { id, why } of firstFailures) console.error(`  ${id}: ${why}`);
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
  return failed === 0 ? 0 : 1;
}

if (process.argv[1]?.endsWith("run.ts")) process.exitCode = main();
