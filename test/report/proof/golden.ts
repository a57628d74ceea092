import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { ROOT } from "../../support/source-tree.ts";

/**
 * Compares a text with fixtures/golden/report/NAME byte by byte. Where they differ, the new one is left beside it as
 * NAME.actual for the eye; to accept it, rename it.
 */
export function expectGolden(name: string, report: string): void {
  // A hash stands for the certificate's form, which is the business of other tests.
  const text = report.replaceAll(/sha256:[0-9a-f]{64}/g, "sha256:…");
  const path = join(ROOT, "fixtures/golden/report", name);
  const golden = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (golden !== text) writeFileSync(`${path}.actual`, text);
  expect(text).toBe(golden);
}
