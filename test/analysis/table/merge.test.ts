import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { keepsContracts, merge } from "../../../src/analysis/table/merge.ts";
import type { OwnedWindow } from "../../../src/analysis/table/owned-window.ts";
import { unroll } from "../../../src/analysis/table/unroll.ts";
import { drawnContracts, problemOf, windowText as text } from "./requests.ts";

const total = (windows: readonly OwnedWindow[], vm: number): bigint =>
  windows.filter((each) => each.vm === vm).reduce((sum, { start, end }) => sum + end - start, 0n);

describe("merge", () => {
  it("joins two windows at the place of the first or of the second", () => {
    const relaxed = problemOf([
      { period: 12, budget: 4, deadline: 12 },
      { period: 12, budget: 3, deadline: 12 },
    ]);
    const cut: OwnedWindow[] = [
      { vm: 0, start: 0n, end: 2n },
      { vm: 1, start: 2n, end: 5n },
      { vm: 0, start: 6n, end: 8n },
    ];
    expect(text(merge(relaxed, cut, new Effort()))).toBe("0:0-4 1:4-7");
    const urgent = problemOf([
      { period: 12, budget: 4, deadline: 12 },
      { period: 12, budget: 3, deadline: 5 },
    ]);
    expect(text(merge(urgent, cut, new Effort()))).toBe("1:0-3 0:4-8");
    expect(merge(relaxed, cut, new Effort(0))).toEqual(cut);
  });

  it("never adds a window or takes time from a VM, and keeps every contract", () => {
    let fewer = 0;
    fc.assert(
      fc.property(drawnContracts(90), fc.constantFrom(0n, 1n), (drawn, cost) => {
        const problem = problemOf(drawn, 1, cost);
        const found = unroll(problem, "edf", new Effort());
        if (found.kind !== "windows") return;
        const merged = merge(problem, found.windows, new Effort());
        expect(keepsContracts(problem, found.windows, new Effort())).toBe(true);
        expect(keepsContracts(problem, merged, new Effort())).toBe(true);
        expect(merged.length).toBeLessThanOrEqual(found.windows.length);
        for (const vm of drawn.keys()) expect(total(merged, vm)).toBe(total(found.windows, vm));
        fewer += merged.length < found.windows.length ? 1 : 0;
      }),
      { numRuns: 2000 },
    );
    expect(fewer).toBeGreaterThan(100);
  });
});
