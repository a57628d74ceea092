import { describe, expect, it } from "vitest";
import { assumption } from "../../src/certificate/assumption.ts";
import { THEOREM_IDS, theorem } from "../../src/certificate/theorem.ts";
import { sha256 } from "../../src/checker/canonical.ts";
import { HYPOTHESES, THEOREMS } from "../../src/checker/statements.ts";
import { textOf } from "../support/source-tree.ts";

describe("the statements of the checker", () => {
  it("are those of the analyses, word by word", () => {
    for (const [id, { statement, source }] of Object.entries(THEOREMS)) {
      const known = THEOREM_IDS.find((each) => each === id);
      expect(known, id).toBeDefined();
      if (known === undefined) continue;
      expect(statement).toBe(`${theorem(known).statement} ${theorem(known).conditions}`);
      expect(source).toBe(theorem(known).source);
    }
    for (const [id, { text }] of Object.entries(HYPOTHESES)) expect(text).toBe(assumption(id as never).text);
  });

  it("are those of the documentation and of the second checker", () => {
    const page = textOf("docs/reference/theorems.md");
    const python = textOf("test/checker/python/verify.py");
    for (const [id, said] of Object.entries({ ...THEOREMS, ...HYPOTHESES })) {
      for (const text of Object.values(said)) expect(page, id).toContain(text);
      expect(python).toContain(`"${id}": "${sha256({ id, ...said }).slice(7, 23)}"`);
    }
  });
});
