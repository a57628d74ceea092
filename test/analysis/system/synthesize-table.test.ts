import { describe, expect, it } from "vitest";
import { usableTable } from "../../../src/analysis/host/cyclic-table.ts";
import {
  type Synthesis,
  type SynthesisOptions,
  synthesize,
} from "../../../src/analysis/system/synthesize.ts";
import { loadSystem } from "../../../src/description/load-system.ts";
import type { Slot, Vm } from "../../../src/model/system.ts";
import { Duration, type Work } from "../../../src/numeric/quantity.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { inMs } from "../../support/findings.ts";

type Chosen = Extract<Synthesis, { kind: "chosen" }>;

async function made(text: string, options: SynthesisOptions = {}): Promise<Synthesis> {
  return synthesize((await loadSystem(`system: S\ntimeUnit: ms\n${text}`, "s.yaml")).system, options);
}

function chosenIn(found: Synthesis): Chosen {
  if (found.kind !== "chosen") throw new Error(`nothing was chosen: ${found.kind}`);
  return found;
}

function tableOf({ system }: Chosen): { readonly frame: Duration; readonly slots: readonly Slot[] } {
  const policy = system.vmm?.policy;
  if (policy?.kind !== "table") throw new Error("no table");
  return policy;
}

function timeOf(slots: readonly Slot[], vm: string): string {
  const own = slots.filter((slot) => slot.vm === vm);
  return inMs(own.reduce((sum, { length }) => sum.plus(length), Duration.zero));
}

const budgetOf = (found: Chosen): Work => found.vms[0]?.chosen.budget as Work;

describe("a table from interfaces", () => {
  it("leaves a VM without deadlines the time that it can use in the written frame", async () => {
    const found = chosenIn(
      await made(`
vmm:
  policy: tdma
  frame: 20
  costs: { vmSwitch: 1 }
  windows: [{ vm: a, start: 0, length: 5 }, { vm: linux, start: 10, length: 7 }]
vms:
  a: { scheduling: edf, tasks: { t: { period: 20, wcet: 4 } } }
  linux: { scheduling: best-effort }
`),
    );
    expect(found.after.verdict).toBe("proved");
    const { frame, slots } = tableOf(found);
    expect(inMs(frame)).toBe("20");
    // 7 ms less the switch into the window are worth 6, in however many windows.
    const linux = found.system.vms.find(({ name }) => name === "linux") as Vm;
    const { windows } = usableTable(found.system, linux, frame, slots);
    const usable = windows.reduce((sum, { start, end }) => sum.plus(end.minus(start)), Duration.zero);
    expect(usable.lessThan(duration("6 ms"))).toBe(false);
  });

  it("gives nothing to a VM that has no window, and none to a core of such VMs", async () => {
    const found = chosenIn(
      await made(`
processor: { cores: 2 }
vmm: { policy: tdma, frame: 20, windows: [{ vm: a, start: 0, length: 5 }] }
vms:
  a: { scheduling: edf, tasks: { t: { period: 20, wcet: 4 } } }
  idle: { core: 1, scheduling: best-effort }
`),
    );
    expect(found.after.verdict).toBe("proved");
    expect(tableOf(found).slots.map(({ vm }) => vm)).toEqual(["a"]);
  });

  it("repeats the windows of each core up to a frame that all cores share", async () => {
    const found = chosenIn(
      await made(`
processor: { cores: 2 }
vmm: { policy: tdma, frame: 60, windows: [{ vm: a, start: 0, length: 5 }, { vm: b, core: 1, start: 0, length: 5 }] }
vms:
  a: { supply: { kind: periodic, period: 10, budget: 1 }, scheduling: edf, tasks: { t: { period: 20, wcet: 2 } } }
  b: { core: 1, supply: { kind: periodic, period: 15, budget: 1 }, scheduling: edf, tasks: { t: { period: 30, wcet: 2 } } }
`),
    );
    expect(found.after.verdict).toBe("proved");
    const { frame, slots } = tableOf(found);
    expect(inMs(frame)).toBe("30");
    expect(slots.filter(({ core }) => core === 0).map(({ start }) => inMs(start))).toEqual(["0", "10", "20"]);
    expect(slots.filter(({ core }) => core === 1).map(({ start }) => inMs(start))).toEqual(["0", "15"]);
  });

  it("does not share a frame of more windows than anybody reads", async () => {
    const found = await made(`
processor: { cores: 2 }
vmm: { policy: tdma, frame: 20, windows: [{ vm: a, start: 0, length: 5 }, { vm: b, core: 1, start: 0, length: 5 }] }
vms:
  a: { supply: { kind: periodic, period: 10.007, budget: 1 }, scheduling: edf, tasks: { t: { period: 50, wcet: 2 } } }
  b: { core: 1, supply: { kind: periodic, period: 10.009, budget: 1 }, scheduling: edf, tasks: { t: { period: 50, wcet: 2 } } }
`);
    // 10.007 and 10.009 share 100160.063 ms, with 10009 windows of the one and 10007 of the other.
    expect(found).toMatchObject({ kind: "no-table", certain: false, window: null });
    expect(found.kind === "no-table" && found.why).toContain("takes 20016 windows");
  });

  it("is certain that none exists where even the cheapest interfaces ask for more than the core", async () => {
    const text = (third: string): string => `
vmm: { policy: tdma, frame: 20, windows: [{ vm: a, start: 0, length: 5 }] }
vms:
  a: { scheduling: edf, tasks: { t: { period: 20, wcet: 9 } } }
  b: { scheduling: edf, tasks: { t: { period: 20, wcet: 9 } } }
${third}`;
    const over = await made(text("  c: { scheduling: edf, tasks: { t: { period: 20, wcet: 3 } } }\n"));
    expect(over).toMatchObject({ kind: "no-table", certain: true });
    // A VM without deadlines asks for nothing: 9 + 9 of 20 fit beside it.
    const fits = await made(text("  linux: { scheduling: best-effort }\n"));
    expect(chosenIn(fits).after.verdict).toBe("proved");
    const written = text("  linux: { scheduling: best-effort }\n").replace(
      "[{ vm: a, start: 0, length: 5 }]",
      "[{ vm: a, start: 0, length: 5 }, { vm: linux, start: 10, length: 5 }]",
    );
    // 9 + 9 + 5 of 20 do not, but another choice of interfaces is not excluded: not certain.
    expect(await made(written)).toMatchObject({ kind: "no-table", certain: false });
  });

  it.each(["tight", "edp"] as const)(
    "makes room for interrupts in a contract that is due early (%s)",
    async (model) => {
      const supply =
        model === "edp"
          ? "{ kind: edp, period: 20, budget: 2, deadline: 8 }"
          : "{ kind: periodic, period: 20, budget: 2 }";
      const found = chosenIn(
        await made(
          `
vmm: { policy: tdma, frame: 20, windows: [{ vm: a, start: 0, length: 5 }] }
vms:
  a: { supply: ${supply}, scheduling: edf, tasks: { t: { period: 40, wcet: 4 } } }
interrupts:
  net: { target: a, device: dedicated, delivery: immediate, arrivals: { period: 40 }, topHalf: 0.5, bottomHalf: 0.5 }
`,
          { model, grid: work("0.5 ms") },
        ),
      );
      expect(found.after.verdict).toBe("proved");
      const { slots } = tableOf(found);
      expect(budgetOf(found).lessThan(work(`${timeOf(slots, "a")} ms`))).toBe(true);
      const { chosen } = found.vms[0] as Chosen["vms"][number];
      expect(inMs(chosen.deadline)).toBe(model === "edp" ? "8" : inMs(chosen.budget));
    },
  );
});

describe("the progress of a synthesis", () => {
  it("counts up to the end, which is told once", async () => {
    const seen: number[] = [];
    let end = 0;
    const found = await made(
      `
vmm: { policy: edf, costs: { vmSwitch: 0.4 } }
vms:
  a: { supply: { kind: server, server: periodic-idling, period: 10, budget: 1 }, scheduling: edf, tasks: { t: { period: 50, wcet: 7 }, u: { period: 75, wcet: 9 } } }
`,
      {
        periods: ["1 ms", "2 ms", "5 ms", "10 ms"].map(duration),
        onProgress: (done, total) => {
          seen.push(done);
          end = total;
        },
      },
    );
    expect(found.kind).toBe("chosen");
    expect(seen.at(-1)).toBe(end);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });
});
