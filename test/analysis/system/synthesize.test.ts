import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { type Synthesis, synthesize } from "../../../src/analysis/system/synthesize.ts";
import { asWritten, withSupplies } from "../../../src/analysis/system/synthesize-vm.ts";
import { loadSystem } from "../../../src/description/load-system.ts";
import type { System } from "../../../src/model/system.ts";
import type { Work } from "../../../src/numeric/quantity.ts";
import { duration, work } from "../../../src/numeric/unit.ts";

const TASKS = "tasks: { fast: { period: 50, wcet: 7 }, slow: { period: 75, wcet: 9 } }";

async function described(supply: string, vmm = "", scheduling = "edf", more = ""): Promise<System> {
  const text = `system: S\ntimeUnit: ms\n${vmm}\nvms:\n  guest: { supply: ${supply}, scheduling: ${scheduling}, ${TASKS} }\n${more}`;
  return (await loadSystem(text, "s.yaml")).system;
}

function chosenIn(found: Synthesis): Extract<Synthesis, { kind: "chosen" }> {
  if (found.kind !== "chosen") throw new Error(`nothing was chosen: ${found.kind}`);
  return found;
}

/** Whether `check` proves the system with this budget instead. */
function provedWith(found: Synthesis, budget: Work): boolean {
  const { system, vms } = chosenIn(found);
  const [{ vm, chosen }] = vms as [(typeof vms)[number]];
  const written = system.vms.find(({ name }) => name === vm)?.supply ?? null;
  const supply = asWritten(written, { ...chosen, budget });
  return checkSystem(withSupplies(system, new Map([[vm, supply]]))).verdict === "proved";
}

const PERIODIC = "{ kind: periodic, period: 10, budget: 1 }";

describe("synthesize", () => {
  it.each([
    ["EDF", "edf", undefined, "39/14 ms"],
    ["RM", "rate-monotonic", undefined, "7/2 ms"],
    ["EDF, tight", "edf", "tight", "13/5 ms"],
    ["RM, tight", "rate-monotonic", "tight", "16/5 ms"],
  ] as const)(
    "finds the least budget of Shin and Lee's tasks at period 10 (%s)",
    async (_, scheduling, model, budget) => {
      const system = await described(PERIODIC, "", scheduling);
      const found = chosenIn(synthesize(system, model === undefined ? {} : { model }));
      expect(found.vms[0]?.chosen.budget.equals(work(budget))).toBe(true);
      expect(found.vms[0]?.chosen.method).toBe("inversion");
      expect([found.before.verdict, found.after.verdict]).toEqual(["refuted", "proved"]);
    },
  );

  it.each(["periodic-idling", "polling", "deferrable", "sporadic", "hard-cbs", "xen-rtds", "sched-deadline"])(
    "one grid unit less than the budget of a %s server is not proved",
    async (server) => {
      const supply = `{ kind: server, server: ${server}, period: 10, budget: 1 }`;
      for (const policy of ["edf", "fixed-priority"]) {
        const system = await described(supply, `vmm: { policy: ${policy} }`);
        const grid = work("10 us");
        const found = chosenIn(synthesize(system, { grid }));
        const budget = found.vms[0]?.chosen.budget as Work;
        expect(budget.per(grid).isInteger()).toBe(true);
        expect(found.after.verdict).toBe("proved");
        expect(provedWith(found, budget)).toBe(true);
        expect(provedWith(found, budget.minus(grid))).toBe(false);
      }
    },
  );

  it("searches with check below the bottom halves of interrupts", async () => {
    const interrupts =
      "interrupts:\n  net: { target: guest, device: dedicated, delivery: when-scheduled, arrivals: { period: 20 }, topHalf: 0, bottomHalf: 1 }\n";
    const system = await described(
      "{ kind: server, server: periodic-idling, period: 10, budget: 1 }",
      "vmm: { policy: edf }",
      "edf",
      interrupts,
    );
    const grid = work("10 us");
    const found = chosenIn(synthesize(system, { grid }));
    const { chosen } = found.vms[0] as (typeof found.vms)[number];
    expect(chosen.method).toBe("search");
    expect(work("39/14 ms").lessThan(chosen.budget)).toBe(true);
    expect(found.after.verdict).toBe("proved");
    expect(provedWith(found, chosen.budget.minus(grid))).toBe(false);
  });

  it("chooses the cheapest candidate period, switches included", async () => {
    const supply = "{ kind: server, server: periodic-idling, period: 10, budget: 1 }";
    const periods = ["1 ms", "5 ms", "10 ms"].map(duration);
    const at = async (vmSwitch: string): Promise<string> => {
      const system = await described(supply, `vmm: { policy: edf, costs: { vmSwitch: ${vmSwitch} } }`);
      const found = chosenIn(synthesize(system, { periods }));
      expect(found.after.verdict).toBe("proved");
      return `${found.vms[0]?.chosen.period}`;
    };
    expect(await at("0 ms")).toBe("1/1000 s");
    expect(await at("0.4 ms")).not.toBe("1/1000 s");
  });

  it("chooses jointly where the cheapest interfaces do not fit the host", async () => {
    const other =
      "  short: { supply: { kind: server, server: periodic-idling, period: 2, budget: 1.3 }, scheduling: best-effort }\n";
    const supply = "{ kind: server, server: periodic-idling, period: 10, budget: 1 }";
    const system = await described(supply, "vmm: { policy: edf }", "edf", other);
    const found = chosenIn(synthesize(system, { periods: ["10 ms", "20 ms"].map(duration) }));
    expect(found.after.verdict).toBe("proved");
    const crowded = await described(supply, "vmm: { policy: edf }", "edf", other.replace("1.3", "1.9"));
    const none = chosenIn(synthesize(crowded));
    expect(none.unkept?.certain).toBe(true);
    expect(none.after.verdict).not.toBe("proved");
  });

  it("says which task and window forbid every budget", async () => {
    const system = await described(PERIODIC.replace("10", "70"), "", "edf");
    const found = synthesize(system, { grid: work("40 ms") });
    expect(found).toMatchObject({
      kind: "no-budget",
      vm: "guest",
      none: { certain: true, deciding: { task: "slow" } },
    });
  });

  it("makes a table that check proves, at a grid", async () => {
    const vmm =
      "vmm: { policy: tdma, frame: 50 ms, windows: [{ vm: guest, start: 0 ms, length: 1 ms }], costs: { vmSwitch: 50 us } }";
    const text = `system: S\ntimeUnit: ms\n${vmm}\nvms:\n  guest: { scheduling: edf, ${TASKS} }\n  b: { scheduling: edf, tasks: { t: { period: 100, wcet: 20 } } }\n`;
    const { system } = await loadSystem(text, "s.yaml");
    const grid = work("100 us");
    const found = chosenIn(synthesize(system, { grid }));
    expect([found.before.verdict, found.after.verdict]).toEqual(["refuted", "proved"]);
    const policy = found.system.vmm?.policy;
    if (policy?.kind !== "table") throw new Error("no table");
    for (const { start, length } of policy.slots) {
      expect(start.per(grid.asDuration()).isInteger() && length.per(grid.asDuration()).isInteger()).toBe(
        true,
      );
    }
  });

  it("leaves out the parts of a frame that are off the grid", async () => {
    const vmm = "vmm: { policy: tdma, frame: 20 ms, windows: [{ vm: guest, start: 0 ms, length: 1 ms }] }";
    const text = `system: S\ntimeUnit: ms\n${vmm}\nvms:\n  guest: { scheduling: edf, ${TASKS} }\n`;
    const { system } = await loadSystem(text, "s.yaml");
    // A tenth of the frame is less than the grid, and nobody has asked for it.
    const found = chosenIn(synthesize(system, { grid: work("5 ms") }));
    expect(found.after.verdict).toBe("proved");
    expect(found.curves[0]?.points.map(({ period }) => `${period}`)).toEqual([
      "1/200 s",
      "1/100 s",
      "1/50 s",
    ]);
    const coarse = chosenIn(synthesize(system, { grid: work("8 ms") }));
    expect(coarse.after.verdict).toBe("proved");
    expect(() => synthesize(system, { grid: work("21 ms") })).toThrow(
      "a grid of 21 ms allows no budget within 20 ms",
    );
  });

  it("leaves room for interrupts in the windows of a contract", async () => {
    const vmm = "vmm: { policy: tdma, frame: 20 ms, windows: [{ vm: guest, start: 0 ms, length: 1 ms }] }";
    const interrupts =
      "interrupts:\n  net: { target: guest, device: dedicated, delivery: immediate, arrivals: { period: 40 }, topHalf: 0.5, bottomHalf: 0.5 }\n";
    const text = `system: S\ntimeUnit: ms\n${vmm}\nvms:\n  guest: { supply: { kind: periodic, period: 20, budget: 1 }, scheduling: edf, ${TASKS} }\n${interrupts}`;
    const { system } = await loadSystem(text, "s.yaml");
    const found = chosenIn(synthesize(system, { grid: work("0.5 ms") }));
    expect(found.after.verdict).toBe("proved");
    const policy = found.system.vmm?.policy;
    const windows = policy?.kind === "table" ? policy.slots : [];
    const inTable = windows.reduce((sum, { length }) => sum.plus(length.asWork()), work("0 ms"));
    expect(found.vms[0]?.chosen.budget.lessThan(inTable)).toBe(true);
  });

  it("gives a VM what its interrupts need beyond its tasks", async () => {
    const described = (deadline: string) =>
      `system: S\ntimeUnit: ms\nvmm: { policy: edf }\nvms:\n  guest: { supply: { kind: server, server: periodic-idling, period: 10, budget: 1 }, scheduling: edf, ${TASKS} }\ninterrupts:\n  net: { target: guest, device: dedicated, delivery: when-scheduled, arrivals: { period: 100 }, topHalf: 0, bottomHalf: 1, deadline: ${deadline} }\n`;
    const chosenFor = async (deadline: string) => {
      const { system } = await loadSystem(described(deadline), "s.yaml");
      return chosenIn(synthesize(system, { grid: work("10 us") }));
    };
    const [late, soon, never] = [await chosenFor("50"), await chosenFor("8"), await chosenFor("0.5")];
    const budgetIn = (found: Extract<Synthesis, { kind: "chosen" }>): Work =>
      found.vms[0]?.chosen.budget as Work;
    expect([late.after.verdict, soon.after.verdict]).toEqual(["proved", "proved"]);
    expect(budgetIn(late).lessThan(budgetIn(soon))).toBe(true);
    expect(soon.vms[0]?.chosen.deciding).toMatchObject({ task: null, interrupt: "net" });
    expect(provedWith(soon, budgetIn(soon).minus(work("10 us")))).toBe(false);
    // What no budget can do does not cost one: the claim stays open.
    expect(budgetIn(never).equals(budgetIn(late))).toBe(true);
    expect(never.after.claims.filter(({ verdict }) => verdict !== "proved").map(({ id }) => id)).toEqual([
      "interrupt/net",
    ]);
  });

  it("leaves it to the check whether blocking that the inversion cannot bear makes every budget fail", async () => {
    const described = async (a: string, b: string): Promise<System> => {
      const tasks = `tasks: { a: { period: 20, deadline: 4, wcet: 2${a} }, b: { period: 40, wcet: 6${b} } }`;
      const text = `system: S\ntimeUnit: ms\nvms:\n  guest: { supply: ${PERIODIC}, scheduling: deadline-monotonic, ${tasks} }\n`;
      return (await loadSystem(text, "s.yaml")).system;
    };
    // A section of 5 that began just before makes a late on a processor of its own; a mere bound on blocking need not occur.
    const [shown, declared] = [
      await described("", ", nonPreemptible: 5"),
      await described(", blocking: 5", ""),
    ];
    expect(synthesize(shown)).toMatchObject({
      kind: "no-budget",
      none: { certain: true, deciding: { task: "a" } },
    });
    expect(synthesize(declared)).toMatchObject({ kind: "no-budget", none: { certain: false } });
    expect(synthesize(await described("", "")).kind).toBe("chosen");
  });

  it("searches down to no budget at all, due at once", async () => {
    const supply = "{ kind: server, server: sporadic, period: 10, budget: 8 }";
    const text = `system: S\ntimeUnit: ms\nvmm: { policy: edf }\nvms:\n  guest: { supply: ${supply}, scheduling: edf, tasks: { t: { period: 100, wcet: 1 } } }\n`;
    const { system } = await loadSystem(text, "s.yaml");
    const found = chosenIn(synthesize(system, { model: "tight", grid: work("5 ms") }));
    expect(found.vms[0]?.chosen).toMatchObject({
      budget: work("5 ms"),
      deadline: duration("5 ms"),
      method: "search",
    });
    expect(found.after.verdict).toBe("proved");
  });

  it("leaves the servers of guests without deadlines as they are, on a core of their own too", async () => {
    const text = `system: S\ntimeUnit: ms\nprocessor: { cores: 2 }\nvmm: { policy: edf }\nvms:\n  guest: { supply: { kind: server, server: periodic-idling, period: 10, budget: 1 }, scheduling: edf, ${TASKS} }\n  linux: { core: 1, supply: { kind: server, server: xen-rtds, period: 10, budget: 9 }, scheduling: best-effort }\n`;
    const { system } = await loadSystem(text, "s.yaml");
    const found = chosenIn(synthesize(system));
    expect(found.vms.map(({ vm }) => vm)).toEqual(["guest"]);
    expect(found.system.vms[1]).toEqual(system.vms[1]);
    expect([found.unkept, found.after.verdict]).toEqual([null, "proved"]);
  });
});
