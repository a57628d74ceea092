import { describe, expect, it } from "vitest";
import { demandTest } from "../../src/analysis/edf/demand-test.ts";
import { periodicResource } from "../../src/model/supply.ts";
import { task } from "../../src/model/task.ts";
import { duration } from "../../src/numeric/unit.ts";
import { sbf } from "../../src/supply/bounds.ts";

// A tool whose supply bound is −1 at t = 0, a point that it tests, accepts nothing on any resource below a whole processor.
describe("EDF on a periodic resource", () => {
  const supply = periodicResource({ period: "10 s", budget: "9 s" });

  it("supplies nothing, not less, in an empty window", () => {
    expect(sbf(supply, duration("0 s")).isZero()).toBe(true);
  });

  it("accepts one task of wcet 1 and period 100 on 9 of every 10", () => {
    expect(demandTest({ tasks: [task({ period: "100 s", wcet: "1 s" })], supply }).kind).toBe("met");
  });
});
