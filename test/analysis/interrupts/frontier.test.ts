import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateFrontier } from "../../../src/analysis/interrupts/frontier.ts";
import { task } from "../../../src/model/task.ts";
import type { Rational } from "../../../src/numeric/rational.ts";
import { hasWork, isMet, justLess, questions, sporadic, w } from "./question-cases.ts";

describe("rateFrontier", { timeout: 60_000 }, () => {
  const pair = [
    { name: "a", wcet: w(1) },
    { name: "b", wcet: w(2) },
  ] as const;

  it("holds pairs that are met together, exact ones not an instant closer, and falls", () => {
    fc.assert(
      fc.property(questions, (question) => {
        let before: Rational | null = null;
        for (const { first, second } of rateFrontier(question, pair, 3)) {
          if (second.kind !== "limit") continue;
          const beside = first === null ? [] : [sporadic("a", w(1), first)];
          expect(isMet(question, [...beside, sporadic("b", w(2), second.value)])).not.toBe(false);
          if (second.basis === "exact" && hasWork(question)) {
            const closer = second.value.times(justLess);
            expect(isMet(question, [...beside, sporadic("b", w(2), closer)])).not.toBe(true);
          }
          // A higher rate of the first source asks for a greater separation of the second.
          if (before !== null && second.basis === "exact")
            expect(before.atMost(second.value.value)).toBe(true);
          before = second.value.value;
        }
      }),
      { numRuns: 120 },
    );
  });

  it("starts without the first source and ends at its greatest rate", () => {
    const tasks = [task({ wcet: "7 s", period: "24 s" })];
    const points = rateFrontier({ scheduling: "fixed-priority", tasks }, pair, 2);
    expect(points.map(({ first }) => first && String(first.value))).toEqual([null, "48/17", "24/17"]);
    expect(
      points.map(({ second }) => (second.kind === "limit" ? String(second.value.value) : second.kind)),
    ).toEqual(["23/8", "6", "none"]);
    expect(() => rateFrontier({ scheduling: "edf", tasks }, pair, 0)).toThrow(/integer from 1/);
    expect(
      rateFrontier({ scheduling: "edf", tasks: [task({ wcet: "2 s", period: "2 s" })] }, pair, 4),
    ).toHaveLength(1);
  });
});
