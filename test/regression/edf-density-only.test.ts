import { describe, expect, it } from "vitest";
import { demandTest } from "../../src/analysis/edf/demand-test.ts";
import { edfDensityTest } from "../../src/analysis/edf/density.ts";
import { task } from "../../src/model/task.ts";

/** Elsewhere a processor of its own falls back on the density test and then says "no" where it should say "unknown". */
describe("the density test beside the exact one", () => {
  it("leaves open what the demand test proves", () => {
    const tasks = [
      task({ name: "a", wcet: "2 ms", period: "6 ms", deadline: "4 ms" }),
      task({ name: "b", wcet: "2 ms", period: "8 ms", deadline: "5 ms" }),
      task({ name: "c", wcet: "3 ms", period: "9 ms", deadline: "7 ms" }),
    ];
    expect(edfDensityTest(tasks).kind).toBe("inconclusive");
    expect(demandTest({ tasks }).kind).toBe("met");
  });
});
