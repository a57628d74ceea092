import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { ROOT } from "../../support/source-tree.ts";

/**
 * Compares a text with fixtures/golden/simulation/NAME byte by byte. Where they differ, the new one is left beside it as
 * NAME.actual for the eye; to accept it, rename it.
 */
export function expectGolden(name: string, text: string): void {
  const path = join(ROOT, "fixtures/golden/simulation", name);
  const golden = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (golden !== text) writeFileSync(`${path}.actual`, text);
  expect(text).toBe(golden);
}
