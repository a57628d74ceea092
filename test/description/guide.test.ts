import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { showIssue } from "../../src/description/description-error.ts";
import { descriptionJsonSchema } from "../../src/description/json-schema.ts";
import { readSystem } from "../../src/description/load-system.ts";

const GUIDE = new URL("../../docs/guide/description/", import.meta.url);
const REFERENCE = new URL("../../docs/reference/schema.md", import.meta.url);
const pages = readdirSync(GUIDE).filter((file) => file.endsWith(".md"));

const read = (page: string): string => readFileSync(new URL(page, GUIDE), "utf8");

/** Every key with its description, wherever it stands in the schema. */
function keysOf(schema: unknown): { key: string; description: string }[] {
  if (schema === null || typeof schema !== "object") return [];
  const { properties } = schema as { properties?: Record<string, { description?: string }> };
  const own =
    typeof properties === "object"
      ? Object.entries(properties).map(([key, { description = "" }]) => ({ key, description }))
      : [];
  return [...own, ...Object.values(schema).flatMap(keysOf)];
}

describe("docs/guide/description", () => {
  it("has a page for each part", () => {
    expect(pages.sort()).toEqual([
      "interrupts.md",
      "processor.md",
      "supply.md",
      "system.md",
      "tasks.md",
      "times-and-expressions.md",
      "vmm.md",
      "vms.md",
    ]);
  });

  it.each(pages)("%s shows descriptions that load without a warning", async (page) => {
    const examples = [...read(page).matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text as string);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const result = await readSystem(example, page);
      if ("issues" in result) throw new Error(result.issues.map(showIssue).join("\n"));
      expect(result.warnings).toEqual([]);
    }
  });

  it("names every key of the schema", () => {
    const text = pages.map(read).join("\n");
    expect(keysOf(descriptionJsonSchema()).filter(({ key }) => !text.includes(`${key}`))).toEqual([]);
  });
});

describe("docs/reference/schema.md", () => {
  it("holds every key with just the words of the schema", () => {
    const rows = readFileSync(REFERENCE, "utf8").split("\n");
    const missing = keysOf(descriptionJsonSchema()).filter(
      ({ key, description }) =>
        key !== "name" &&
        !rows.some((row) => row.startsWith(`| \`${key}\` |`) && row.endsWith(`| ${description} |`)),
    );
    expect(missing).toEqual([]);
  });
});
