import { describe, expect, it } from "vitest";
import { assumption } from "../../src/certificate/assumption.ts";
import { THEOREM_IDS, theorem } from "../../src/certificate/theorem.ts";

describe("a theorem", () => {
  it("says what it states, when it holds and who proved it", () => {
    for (const id of THEOREM_IDS) {
      const { title, statement, conditions, source } = theorem(id);
      for (const text of [title, statement, conditions, source]) expect(text.length, id).toBeGreaterThan(5);
      expect(statement.endsWith("."), id).toBe(true);
      expect(conditions.endsWith("."), id).toBe(true);
    }
  });

  it("is named by every id once", () => {
    expect(new Set(THEOREM_IDS).size).toBe(THEOREM_IDS.length);
    expect(new Set(THEOREM_IDS.map((id) => theorem(id).title)).size).toBe(THEOREM_IDS.length);
  });
});

it("an assumption is a sentence that somebody can vouch for", () => {
  const { id, text } = assumption("vmm-costs");
  expect(id).toBe("vmm-costs");
  expect(text).toMatch(/^No VM switch.*\.$/);
});
