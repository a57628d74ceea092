import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { type Rule, unroll } from "../../../src/analysis/table/unroll.ts";
import { type DrawnContract, problemOf, windowText } from "./requests.ts";

const implicit = (period: number, budget: number): DrawnContract => ({ period, budget, deadline: period });

function windows(drawn: readonly DrawnContract[], rule: Rule, least = 1, cost = 0n): string {
  const found = unroll(problemOf(drawn, least, cost), rule, new Effort());
  return found.kind === "windows" ? windowText(found.windows) : found.kind;
}

describe("unroll", () => {
  const pair = [implicit(4, 1), implicit(12, 6)];

  it("serves by its rule", () => {
    expect(windows(pair, "edf")).toBe("0:0-1 1:1-4 0:4-5 1:5-8 0:8-9");
    expect(windows(pair, "rate-monotonic")).toBe("0:0-1 1:1-4 0:4-5 1:5-8 0:8-9");
    expect(windows(pair, "non-preemptive-edf")).toBe("0:0-1 1:1-7 0:7-9");
    // Liu and Layland's kind of set: full, and too much for fixed priorities.
    expect(windows([implicit(4, 2), implicit(6, 3)], "edf")).toBe("0:0-2 1:2-5 0:5-7 1:7-10 0:10-12");
    expect(windows([implicit(4, 2), implicit(6, 3)], "rate-monotonic")).toBe("late");
  });

  it("keeps a VM for the least window, and chooses again right after it", () => {
    expect(windows([implicit(6, 1), implicit(24, 8)], "edf", 4)).toBe("0:0-4 1:4-8 0:8-13 1:13-17 0:18-22");
    expect(windows(pair, "edf", 5)).toBe("late");
    expect(windows([implicit(4, 1)], "edf", 5)).toBe("late");
  });

  it("spends the switch at the start of each window", () => {
    expect(windows([implicit(10, 3), implicit(10, 4)], "edf", 1, 1n)).toBe("0:0-4 1:4-9");
    expect(windows(pair, "rate-monotonic", 1, 1n)).toBe("late");
  });

  it("stops at its limits", () => {
    expect(unroll(problemOf(pair), "edf", new Effort(3)).kind).toBe("exhausted");
    expect(unroll({ ...problemOf(pair), mostWindows: 2n }, "edf", new Effort()).kind).toBe(
      "too-many-windows",
    );
  });
});
