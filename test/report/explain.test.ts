import { describe, expect, it } from "vitest";
import { theorem } from "../../src/certificate/theorem.ts";
import { explain, explainClaim } from "../../src/report/explain.ts";
import { proved, refuted } from "./findings.ts";

describe("the explanation of a claim", () => {
  it("argues from the claim alone: theorem, numbers, conclusion, assumptions", () => {
    const { title, statement, conditions, source } = theorem("fp-response-time");
    expect(explainClaim(proved, "ms").split("\n\n")).toEqual([
      "Claim vm/rtos/task/control: every job of control ends within its deadline\nVerdict: proved",
      `Theorem (${title}): ${statement}\nConditions: ${conditions}\nSource: ${source}`,
      [
        "The numbers that decide it:",
        "  (fp-fixed-point)",
        "  job    = 0",
        "  window = ≈2.333 ms",
        "  demand = 2 ms",
        "  steps  = 3",
        "  order  = a, b",
      ].join("\n"),
      "Hence: bound ≈2.333 ms ≤ deadline 4 ms.",
      expect.stringMatching(
        /^Assuming:\n {2}tasks-keep-their-word: No job needs more.*\n {2}vmm-costs: No VM switch/,
      ),
    ]);
  });

  it("shows a counterexample that can be followed on paper", () => {
    const text = explainClaim(refuted, "ms");
    expect(text).toContain("Hence: bound 5 ms > deadline 4 ms.");
    expect(text).toContain("Reason: at t = 4 ms demand 5 ms > supply 4 ms.");
    expect(text).toContain("What would help: give it less to do.");
    expect(text).toContain(
      [
        "A legal course of events in which the deadline is missed:",
        "  just before 0, idle enters a section of 1 ms",
        "  logger arrives at -1 ms and every 9 ms, is released no earlier than 0, each job needs 5 ms",
        "  ethernet arrives from 0 on as densely as it may, taking 1 ms each",
        "  timer arrives from 0 on as densely as it may, taking 0.5 ms each",
        "  supply: none before 1 ms, from there on [0 ms, 2 ms) of every 6 ms",
        "  job 1 of logger arrives at 8 ms and is due at 12 ms: it is unfinished then",
      ].join("\n"),
    );
  });

  it("does not compute anything: a claim that contradicts itself is explained as it stands", () => {
    const odd = { ...proved, reason: "because" };
    expect(explainClaim(odd, "us")).toContain("Hence: bound ≈2333.333 us ≤ deadline 4000 us.");
    expect(explainClaim(odd, "us")).toContain("Reason: because.");
  });

  it("of an answer is that of each claim", () => {
    const text = explain({ claims: [proved, refuted], timeUnit: "ms" });
    expect(text.split("\n\n———\n\n")).toEqual([explainClaim(proved, "ms"), explainClaim(refuted, "ms")]);
  });
});
