import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import { showIssue } from "../../src/description/description-error.ts";
import { readSystem } from "../../src/description/load-system.ts";
import type { ReadNamed } from "../../src/description/reading.ts";

const FOLDER = new URL("../../fixtures/broken/", import.meta.url);
const files = readdirSync(FOLDER);
const descriptions = files.filter((file) => /\.(yaml|json)$/.test(file));

const read = (file: string): string => readFileSync(new URL(file, FOLDER), "utf8");
/** The recorded arrivals that a description names. */
const beside: ReadNamed = (name) => {
  if (!files.includes(name)) throw new InputError(`cannot read ${name}: there is no such file`);
  return { name, text: read(name) };
};
const expectedOf = (file: string): string => file.replace(/\.(yaml|json)$/, ".expected");

describe("fixtures/broken", () => {
  it.each(descriptions)("%s is told in exactly the words beside it", async (file) => {
    const result = await readSystem(read(file), file, beside);
    const lines = "issues" in result ? result.issues.map((issue) => `${showIssue(issue)}\n`) : [];
    expect(lines.join("")).toBe(read(expectedOf(file)));
    expect(lines.length).toBeGreaterThan(0);
  });

  it("has at least thirty descriptions, and nothing that no test reads", () => {
    expect(descriptions.length).toBeGreaterThanOrEqual(30);
    const texts = descriptions.map(read);
    const recorded = files.filter(
      (file) => file.endsWith(".csv") && texts.some((text) => text.includes(file)),
    );
    const used = new Set([...descriptions, ...descriptions.map(expectedOf), ...recorded]);
    expect(files.filter((file) => !used.has(file))).toEqual([]);
  });

  it("covers every kind of mistake", async () => {
    const results = await Promise.all(descriptions.map((file) => readSystem(read(file), file, beside)));
    const codes = new Set(
      results.flatMap((result) => ("issues" in result ? result.issues.map(({ code }) => code) : [])),
    );
    expect([...codes].sort()).toEqual([
      "conflict",
      "duplicate-key",
      "missing-key",
      "not-a-time",
      "out-of-range",
      "syntax",
      "unknown-key",
      "unknown-name",
      "unknown-word",
      "wrong-type",
    ]);
  });
});
