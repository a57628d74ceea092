import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { InputError } from "../../src/contract/errors.ts";
import { CRITICAL } from "../../src/crosscheck/course.ts";
import { CrossChecking, crosscheck } from "../../src/crosscheck/crosscheck.ts";
import { limitsOf } from "../../src/crosscheck/limits.ts";
import { observe } from "../../src/crosscheck/observe.ts";
import { replayed } from "../../src/crosscheck/scenario.ts";
import { RUNS_PER_PART } from "../../src/crosscheck/search.ts";
import { Stages } from "../../src/crosscheck/stage.ts";
import { sporadicEvents } from "../../src/model/event-model.ts";
import { periodicResource, server } from "../../src/model/supply.ts";
import type { System } from "../../src/model/system.ts";
import { duration } from "../../src/numeric/unit.ts";
import { guestOf, slotOf, sourceOf, timed } from "../support/findings.ts";
import { systemOf } from "../support/systems.ts";

const onPromise: System = {
  ...systemOf({
    policy: { kind: "static" },
    vms: [
      {
        name: "a",
        supply: periodicResource({ period: "5 ms", budget: "3 ms" }),
        guest: guestOf("rate-monotonic", timed("high", "1", "10"), timed("low", "2", "15")),
      },
    ],
  }),
  vmm: null,
};

const inTable = systemOf({
  policy: { kind: "table", frame: duration("10 ms"), slots: [slotOf("a", 0, 6), slotOf("b", 6, 4)] },
  costs: { vmSwitch: "1 ms" },
  vms: [
    { name: "a", guest: guestOf("edf", timed("t", "2", "20"), timed("u", "2", "30")) },
    { name: "b", guest: guestOf("rate-monotonic", timed("t", "1", "20")) },
  ],
  interrupts: [sourceOf("irq", { target: "b", arrivals: sporadicEvents("20 ms") })],
});

describe("crosscheck", () => {
  it("attains the bounds on a promised supply exactly, and holds windows of supply against their bounds", () => {
    const { comparisons, violations, windows } = crosscheck(onPromise, { runs: 40 });
    expect(violations).toEqual([]);
    expect(comparisons.map(({ id, tightness }) => `${id} ${tightness}`)).toEqual([
      "vm/a/task/high 1",
      "vm/a/task/low 1",
    ]);
    expect(windows).toBeGreaterThan(100);
  });

  it("comes near the bounds of a table with switches and interrupts, and not above", () => {
    const { comparisons, violations, jobs } = crosscheck(inTable, { runs: 200 });
    expect(violations).toEqual([]);
    expect(comparisons.map(({ id }) => id).sort()).toEqual([
      "interrupt/irq",
      "vm/a/task/t",
      "vm/a/task/u",
      "vm/b/task/t",
    ]);
    for (const { tightness } of comparisons) expect(tightness?.approximate()).toBeGreaterThan(0.5);
    expect(jobs).toBeGreaterThan(5_000);
  });

  it("is the same for the same seed, whoever does the parts and in whatever order", () => {
    const run = (order: readonly number[]) => {
      const checking = new CrossChecking(inTable, 9);
      for (const part of order) checking.add(part, checking.search(part));
      return JSON.stringify(checking.outcome());
    };
    expect(run([2, 0, 1])).toBe(run([0, 1, 2]));
    expect(JSON.stringify(crosscheck(inTable, { seed: 9, runs: 3 * RUNS_PER_PART }))).toBe(run([1, 2, 0]));
    expect(run([0, 1])).not.toBe(run([0, 1, 2]));
  });

  it("repeats the run that shows a response from its course alone", () => {
    const { comparisons } = crosscheck(inTable, { runs: 80 });
    for (const { id, observed, course } of comparisons) {
      if (course === null || observed === null) throw new Error(`${id} is observed`);
      const stage = new Stages(inTable, 2_000).of(course);
      const { responses } = observe(stage.machine(course), stage.horizon);
      const ticks = observed.value.dividedBy(stage.tick);
      expect(responses.get(id), id).toBe(Number(ticks.numerator));
    }
  });

  it("replays the scenario of every refuted claim to its miss", () => {
    const tight: System = {
      ...onPromise,
      vms: onPromise.vms.map((vm) => ({
        ...vm,
        supply: periodicResource({ period: "9 ms", budget: "3 ms" }),
      })),
    };
    const refuted = checkSystem(tight).claims.filter(({ scenario }) => scenario !== undefined);
    expect(refuted.length).toBeGreaterThan(0);
    for (const claim of refuted) {
      if (claim.scenario === undefined) continue;
      expect(replayed(tight, claim, claim.scenario)).toBe("late");
      const { miss } = claim.scenario;
      const patient = {
        ...claim.scenario,
        miss: { ...miss, deadline: miss.deadline.after(duration("1 s")) },
      };
      expect(replayed(tight, claim, patient)).toBe("in-time");
    }
    expect(crosscheck(tight, { runs: 1 }).replays).toBe(refuted.length);
  });

  it("leaves out what rests on a budget that is not proved", () => {
    const full = systemOf({
      policy: { kind: "edf" },
      vms: ["a", "b"].map((name) => ({
        name,
        supply: server({ server: "deferrable", period: "10 ms", budget: "5 ms" }),
        guest: guestOf("rate-monotonic", timed("t", "1", "30")),
      })),
    });
    const findings = checkSystem(full);
    expect(findings.claims.some(({ bound }) => bound !== undefined)).toBe(true);
    expect(limitsOf(full, findings)).toEqual([]);
  });

  it("has nothing to compare where nothing is bounded", () => {
    const loose: System = {
      ...inTable,
      vmm: inTable.vmm && { ...inTable.vmm, policy: { kind: "best-effort", scheduler: "credit" } },
      interrupts: [],
    };
    const checking = new CrossChecking(loose, 1);
    expect(checking.comparable).toBe(false);
    expect(checking.outcome().comparisons).toEqual([]);
  });

  it("says what cannot be simulated", () => {
    expect(() => crosscheck({ ...inTable, vms: [] })).toThrow(InputError);
  });

  it("begins at the critical instant", () => {
    const checking = new CrossChecking(onPromise, 1);
    const { records } = checking.search(0, 1);
    expect([...records.values()].every(({ course }) => course === CRITICAL)).toBe(true);
  });
});
