import { describe, expect, it } from "vitest";
import { judge } from "../../src/admission/judge.ts";
import type { Claim } from "../../src/certificate/claim.ts";
import type { Findings } from "../../src/certificate/findings.ts";
import { type Verdict, worstOf } from "../../src/certificate/verdict.ts";

/** Findings with one claim per letter. */
function findings(verdicts: Readonly<Record<string, Verdict>>): Findings {
  const claims = Object.entries(verdicts).map(
    ([id, verdict]): Claim => ({
      id,
      subject: {},
      statement: id,
      verdict,
      method: "fp-response-time",
      assumptions: [],
      witness: { kind: "none" },
      reason: `why ${id}`,
    }),
  );
  const verdict = worstOf(Object.values(verdicts));
  return { system: "s", timeUnit: "ms", verdict, claims, assumptions: [], warnings: [] };
}

describe("judge", () => {
  it.each([
    [
      "admits what leaves every proof and adds proved claims",
      { a: "proved" },
      { a: "proved", b: "proved" },
      "admitted",
    ],
    [
      "admits beside claims that were open before",
      { a: "not-proved", b: "no-bound" },
      { a: "no-bound", b: "not-proved" },
      "admitted",
    ],
    ["rejects what is refuted", { a: "proved", b: "proved" }, { a: "not-proved", b: "refuted" }, "rejected"],
    ["rejects an open claim that becomes refuted", { a: "not-proved" }, { a: "refuted" }, "rejected"],
    ["rejects where the system is refuted as it stands", { a: "refuted" }, { a: "proved" }, "rejected"],
    ["does not prove a lost proof", { a: "proved" }, { a: "no-bound" }, "not-proved"],
    ["does not prove a claim that is gone", { a: "proved", b: "proved" }, { a: "proved" }, "not-proved"],
    [
      "does not prove a new claim that is open",
      { a: "proved" },
      { a: "proved", b: "not-proved" },
      "not-proved",
    ],
  ] as const)("%s", (_, before, after, verdict) => {
    expect(judge(findings(before), findings(after)).verdict).toBe(verdict);
  });

  it("names the claim that decides, a refuted one first, and keeps all changes", () => {
    const before = findings({ a: "proved", b: "proved", c: "proved" });
    const { reason, decisive, changes } = judge(before, findings({ a: "not-proved", b: "refuted" }));
    expect([reason, decisive?.id]).toEqual(["b: why b", "b"]);
    expect(changes.map(({ id, after }) => [id, after?.verdict ?? null])).toEqual([
      ["a", "not-proved"],
      ["b", "refuted"],
      ["c", null],
    ]);
  });
});
