import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { edfDensityTest } from "../../../src/analysis/edf/density.ts";
import { edfUtilizationTest } from "../../../src/analysis/edf/utilization.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { tick } from "./platform.ts";

describe("edfDensityTest and edfUtilizationTest", () => {
  it("never promise what the demand test denies, nor deny what it proves", () => {
    fc.assert(
      fc.property(tinyTaskSets({ blocking: false }), (tasks) => {
        const { kind } = decideDemand(tasks, dedicatedBound);
        const verdicts = [edfDensityTest(asTasks(tasks)).kind, edfUtilizationTest(asTasks(tasks)).kind];
        if (verdicts.includes("schedulable")) expect(kind).toBe("met");
        if (verdicts.includes("unschedulable")) expect(kind).toBe("overloaded");
      }),
      { numRuns: 2000 },
    );
  });

  it("accept equality", () => {
    expect(edfDensityTest(asTasks([tick(1, 4, 2), tick(2, 4, 8)])).kind).toBe("schedulable");
    expect(edfUtilizationTest(asTasks([tick(1, 2, 2), tick(2, 4, 9)])).kind).toBe("schedulable");
  });

  it("say nothing where their conditions fail", () => {
    expect(edfDensityTest(asTasks([tick(1, 4, 2, 2)]))).toEqual({ kind: "inconclusive", density: null });
    expect(edfUtilizationTest(asTasks([tick(1, 4, 2)])).kind).toBe("inconclusive");
    const blocked = asTasks([{ ...tick(1, 4, 4), blocking: 1n }]);
    expect(edfUtilizationTest(blocked).kind).toBe("inconclusive");
    expect(edfDensityTest(blocked).kind).toBe("inconclusive");
  });
});
