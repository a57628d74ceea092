import { describe, expect, it } from "vitest";
import { UsageError } from "../options.ts";
import { calibrationLoop } from "./calibration.ts";
import { HOSTS } from "./two-level.ts";
import { timeTwoLevels, twoLevelBench } from "./two-level-bench.ts";
import { readSimTasks } from "./workload.ts";

describe("the two-level bench", () => {
  it("times every host with the trace on and off, beside the calibration loop", () => {
    const timings = timeTwoLevels(readSimTasks("fixtures/bench-sim/n50-s1.json"), 1e6, 1);
    expect(timings.map(({ host }) => host)).toEqual(HOSTS);
    for (const { traced, untraced, calibration } of timings) {
      expect(Math.min(traced, untraced, calibration)).toBeGreaterThan(0);
    }
  });

  it("counts the steps of the calibration loop", () => {
    expect(calibrationLoop(1000)).toBe(1000);
  });

  it("leaves other kernels and workloads to others, and has no JSON", () => {
    expect(twoLevelBench(["--kernel", "fp-rta"])).toBe(false);
    expect(twoLevelBench(["--workload", "some.json"])).toBe(false);
    expect(() => twoLevelBench(["--kernel", "sim-two-level", "--json"])).toThrow(UsageError);
    const small = ["--kernel", "sim-two-level", "--workload", "fixtures/bench-sim/n10-s1.json"];
    expect(() => twoLevelBench(small)).toThrow(/30 tasks or more/);
  });
});
