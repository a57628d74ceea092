import { expect, it } from "vitest";
import { type Verdict, worstOf } from "../../src/certificate/verdict.ts";

it("the worst verdict of several is the most severe, in whatever order they come", () => {
  const order: readonly Verdict[] = ["proved", "not-proved", "no-bound", "refuted"];
  for (const [index, worse] of order.entries()) {
    for (const better of order.slice(0, index + 1)) {
      expect(worstOf([worse, better])).toBe(worse);
      expect(worstOf([better, worse, better])).toBe(worse);
    }
  }
  expect(worstOf([])).toBe("proved");
  expect(worstOf(new Set<Verdict>(["no-bound"]))).toBe("no-bound");
});
