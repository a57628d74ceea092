import { expect, it } from "vitest";
import type { Verdict } from "../../../src/certificate/verdict.ts";
import { faint, heading, verdictWord } from "../../../src/report/terminal/style.ts";

const sequence = String.fromCharCode(27);

it("the word alone carries the verdict; colour only helps the eye", () => {
  const verdicts: readonly Verdict[] = ["proved", "refuted", "not-proved", "no-bound"];
  expect(verdicts.map((each) => verdictWord(each, { colour: false }))).toEqual([
    "PROVED",
    "REFUTED",
    "NOT PROVED",
    "NO BOUND",
  ]);
  for (const each of verdicts) expect(verdictWord(each, { colour: true })).toContain(sequence);
  expect([heading("a", { colour: false }), faint("a", { colour: false })]).toEqual(["a", "a"]);
  expect(heading("a", { colour: true })).toContain(sequence);
});
