import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FOUND_ERRORS } from "./found.ts";

describe("what was found on the way", () => {
  it.each(FOUND_ERRORS.map((each) => [each.what, each] as const))("is kept by a test: %s", (_, each) => {
    expect(readFileSync(each.test, "utf8")).toContain(`"${each.title}"`);
    if (each.fixture === undefined) return;
    expect(existsSync(each.fixture)).toBe(true);
    const [name = ""] = /[^/]+(?=\.yaml$)/.exec(each.fixture) ?? [];
    expect(readFileSync(each.test, "utf8")).toContain(`"${name}"`);
  });

  it("lists every system that a cross-check has found", () => {
    const listed = FOUND_ERRORS.flatMap(({ fixture }) => (fixture === undefined ? [] : [fixture]));
    const kept = readdirSync("fixtures/crosscheck").map((file) => `fixtures/crosscheck/${file}`);
    expect(listed.sort()).toEqual(kept.sort());
  });

  it("says nothing twice, and nothing that would break the table of the page", () => {
    expect(new Set(FOUND_ERRORS.map(({ what }) => what)).size).toBe(FOUND_ERRORS.length);
    for (const { what, title } of FOUND_ERRORS) expect(`${what}${title}`).not.toMatch(/[|\n]/);
  });
});
