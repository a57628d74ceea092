import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { loadSystem } from "../../src/description/load-system.ts";
import { renderYaml } from "../../src/description/render-yaml.ts";
import type { System } from "../../src/model/system.ts";
import { requireValid } from "../../src/model/valid-system.ts";
import { tickUtilization } from "../../src/workload/utilization.ts";
import { systems } from "./arbitrary/system.ts";
import { taskSets } from "./arbitrary/task-set.ts";
import { described } from "./described.ts";
import { drawn } from "./drawn.ts";

const isLate = (system: System): boolean =>
  checkSystem(system, { effort: 20_000 }).claims.some(
    ({ subject, verdict }) => subject.task !== undefined && verdict === "refuted",
  );

const hosted = systems({ policies: ["table", "fixed-priority", "round-robin"], shaping: true, refill: true });

describe("what breaks a property", () => {
  it("is made small, and told as a description that check reads", async () => {
    const failing = fc.property(
      hosted,
      described((system) => expect(isLate(system)).toBe(false)),
    );
    const found = fc.check(failing, { numRuns: 200, seed: 5 });
    const [system] = found.counterexample as [System];
    expect(found.numShrinks).toBeGreaterThan(2);
    requireValid(system);
    expect(system.vms.length).toBe(1);
    expect(system.interrupts.length).toBe(0);
    const tasks = system.vms.flatMap(({ guest }) => guest.tasks);
    expect(tasks.length).toBeLessThanOrEqual(2);
    for (const { period } of tasks) expect(period.value.approximate()).toBeLessThanOrEqual(0.01);

    const report = fc.defaultReportMessage({
      ...found,
      runConfiguration: { ...found.runConfiguration, includeErrorInReport: true },
    });
    const text = report?.slice(report.indexOf("system:"), report.indexOf("\n    at ")) ?? "";
    const read = await loadSystem(text, "pasted.yaml");
    expect(renderYaml(read.system)).toBe(renderYaml(system));
    expect(isLate(read.system)).toBe(true);
  });

  it("is as small among task sets as it can be, and keeps the load that was asked for", () => {
    const long = fc.check(
      fc.property(taskSets({ load: "above-one", zeroWcet: false }), (tasks) => tasks.length === 0),
    );
    const [overloaded] = long.counterexample ?? [[]];
    expect(overloaded.length).toBeGreaterThan(0);
    expect(overloaded.length).toBeLessThanOrEqual(2);
    for (const times of overloaded) {
      expect(times).toMatchObject({ period: 1n, deadline: 1n, jitter: 0n, blocking: 0n });
      expect(times.wcet).toBeLessThanOrEqual(2n);
    }
    const full = fc.check(
      fc.property(taskSets({ load: "one" }), (tasks) => {
        const { numerator, denominator } = tickUtilization(tasks);
        expect(numerator).toBe(denominator);
        return tasks.every(({ deadline, period }) => deadline <= period);
      }),
    );
    const [tasks] = full.counterexample ?? [[]];
    expect(full.failed).toBe(true);
    expect(tasks.map(({ wcet, period }) => [wcet, period])).toEqual([[1n, 1n]]);
  });

  it("is replayed by the seed and the path that are reported", () => {
    const property = fc.property(hosted, (system) => !isLate(system));
    const { counterexample, counterexamplePath, seed } = fc.check(property, { numRuns: 100, seed: 3 });
    const again = fc.check(property, { seed, path: counterexamplePath ?? "", endOnFailure: true });
    expect(renderYaml((again.counterexample as [System])[0])).toBe(
      renderYaml((counterexample as [System])[0]),
    );
  });

  it("is not made smaller for ever, though what is smaller goes round in circles", () => {
    const round = drawn(
      () => 0,
      (value) => [1 - value],
    );
    const { numShrinks } = fc.check(fc.property(round, () => false));
    expect(numShrinks).toBe(2_000);
  });
});
