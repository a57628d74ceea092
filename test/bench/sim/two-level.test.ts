import { describe, expect, it } from "vitest";
import { UsageError } from "../options.ts";
import { calibrationLoop } from "./calibration.ts";
import { HOSTS } from "./two-level.ts";
import { timeTwoLevels, twoLevelBench } from "./two-level-bench.ts";
import { readSimTasks } from "./workload.ts";

describe("the two-level bench", () => {
  it("times runs with the trace on and off, beside the calibration loop", () => {
    const runs = HOSTS.flatMap((host) => [[host, true] as const, [host, false] as const]);
    const timings = timeTwoLevels(runs, readSimTasks("fixtures/bench-sim/n50-s1.json"), 1e6, 1);
    expect(timings.map(({ host, traced }) => [host, traced])).toEqual(runs);
    for (const { perEvent, calibration } of timings)
      expect(Math.min(perEvent, calibration)).toBeGreaterThan(0);
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
    expect(() => twoLevelBench(["--kernel", "sim-two-level", "--host", "credit"])).toThrow(
      /one of fixed-pri/,
    );
  });
});
