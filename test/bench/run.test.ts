import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KERNELS, type Kernel, type KernelName, type Workload } from "./kernels.ts";
import { readOptions, UsageError } from "./options.ts";
import { bench } from "./run.ts";
import { readWorkload } from "./workload.ts";

const FOLDER = "fixtures/bench/";
const POINTS = readdirSync(FOLDER)
  .filter((file) => /^[^.]+-u0\.\d+\.json$/.test(file))
  .map((file) => file.replace(/\.json$/, ""));
const REFERENCES: Readonly<Record<KernelName, string>> = {
  "fp-rta": "fp",
  "edf-demand": "edf",
  "fp-on-periodic": "supfp",
  "edf-on-periodic": "supedf",
  "min-budget-fp": "minbfp",
  "min-budget-edf": "minbedf",
};
const NAMES = Object.keys(KERNELS) as KernelName[];
const SUPPLY = { period: 2000, budget: 1900 };

describe("every kernel", () => {
  it("has a reference for eight workloads", () => {
    expect(POINTS).toHaveLength(8);
  });

  it.each(POINTS)("equals its reference and its baseline on %s", (point) => {
    const sets = readWorkload(`${FOLDER}${point}.json`);
    for (const name of NAMES) {
      const kernel = kernelFor(name, sets);
      const expected = reference(point, name);
      if (expected !== null) expect(sets.map(kernel.result), name).toEqual(expected);
      if (kernel.baseline === null) continue;
      expect(sets.map(kernel.baseline), `plain ${name}`).toEqual(sets.map(kernel.run));
    }
  });
});

describe("the runner", () => {
  it("reports the fields of the contract, and the baseline beside them", () => {
    const sets = readWorkload(`${FOLDER}implicit-n10-u0.80.json`);
    const options = readOptions(["--kernel", "fp-rta", "--repeat", "1"]);
    const report = bench("fp-rta", sets, options);
    expect(report).toMatchObject({ kernel: "fp-rta", sets: sets.length });
    expect(report.results).toEqual(reference("implicit-n10-u0.80", "fp-rta"));
    expect(report.baselineNsPerSet).not.toBeNull();
    for (const { min, median, p99, max } of [report.nsPerSet, report.baselineNsPerSet ?? report.nsPerSet]) {
      expect([min, median, p99, max]).toEqual([min, median, p99, max].sort((a, b) => a - b));
    }
    expect(report.ratio).toBeGreaterThan(0);
  });

  it("prints one JSON document", () => {
    const workload = `${FOLDER}constrained-n10-u0.95.json`;
    const { status, stdout } = run(
      "--kernel",
      "edf-demand",
      "--workload",
      workload,
      "--repeat",
      "1",
      "--json",
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout).results).toEqual(reference("constrained-n10-u0.95", "edf-demand"));
  });

  it("ends with 64 and says why on a kernel it does not know", () => {
    const { status, stderr } = run("--kernel", "fp-magic");
    expect(status).toBe(64);
    expect(stderr).toContain('unknown kernel "fp-magic"; there are fp-rta, edf-demand');
  });
});

describe("readOptions", () => {
  it("has a resource of 1900 every 2000 ticks and all kernels by default", () => {
    expect(readOptions([])).toEqual({
      kernels: NAMES,
      workloads: [],
      supply: SUPPLY,
      repeat: 25,
      json: false,
    });
  });

  it.each([
    [["--speed"], "Unknown option"],
    [["--supply", "2000"], "expected PI,THETA"],
    [["--supply", "2000,2001"], "exceeds the period"],
    [["--supply", "2000,1900.5"], "positive integer"],
    [["--repeat", "0"], "positive integer"],
    [["--json"], "exactly one --kernel and one --workload"],
  ])("refuses %j", (args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});

describe("readWorkload", () => {
  it("names what is no workload", () => {
    expect(() => readWorkload("fixtures/bench/missing.json")).toThrow(UsageError);
    expect(() => readWorkload("package.json")).toThrow("expected an array of task sets");
    expect(() => readWorkload(`${FOLDER}implicit-n10-u0.80.edf.json`)).toThrow(
      "[0]: expected an array of {C,T,D}",
    );
  });
});

function kernelFor(name: KernelName, sets: readonly Workload[]): Kernel {
  return KERNELS[name](Math.max(...sets.map(({ set }) => set.size)), SUPPLY);
}

/** Null for the one point at which the exact reference did not end. */
function reference(point: string, name: KernelName): unknown {
  const file = `${FOLDER}${point}.${REFERENCES[name]}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["--import", "tsx", "test/bench/run.ts", ...args], { encoding: "utf8" });
}
