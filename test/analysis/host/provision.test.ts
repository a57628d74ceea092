import { describe, expect, it } from "vitest";
import { loadAbove, provisionOf } from "../../../src/analysis/host/provision.ts";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import { dedicated, periodicResource, server } from "../../../src/model/supply.ts";
import type { System, Vm, VmmPolicy } from "../../../src/model/system.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { guestOf, inMs, slotOf, sourceOf, timed } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const at = ({ vms }: System, index: number): Vm => vms[index] as Vm;
const two = (
  policy: VmmPolicy,
  first: Partial<Vm> = {},
  second: Partial<Vm> = {},
  rest: object = {},
): System =>
  systemOf({
    policy,
    vms: [
      { name: "a", priority: 1, ...first },
      { name: "b", priority: 2, ...second },
    ],
    ...rest,
  });
const given = (system: System, index = 0) => {
  const provision = provisionOf(system, at(system, index));
  if (provision.kind !== "supply") throw new Error(`no supply but ${provision.kind}`);
  return provision;
};
const real = guestOf("rate-monotonic", timed("t", "1", "5"));
const quanta = [{ quantum: duration("2 ms") }, { quantum: duration("3 ms") }] as const;

describe("what the VMM gives a VM", () => {
  it("is the core itself under a static policy, less the VMM's longest section", () => {
    const system = systemOf({
      policy: { kind: "static" },
      vms: [{ name: "a" }],
      costs: { longestNonPreemptible: "1 ms" },
    });
    const { supply, loss, attained } = given(system);
    expect([supply.kind, inMs(loss), attained]).toEqual(["dedicated", "1", true]);
  });

  it("is a turn in every round, with a switch and a section per turn", () => {
    const costs = { vmSwitch: "1/4 ms", longestNonPreemptible: "1/2 ms" };
    const { supply, attained } = given(two({ kind: "round-robin" }, ...quanta, { costs }));
    if (supply.kind !== "table") throw new Error("turns are a table");
    expect([
      inMs(supply.frame),
      supply.windows.map(({ start, end }) => `${inMs(start)}-${inMs(end)}`),
    ]).toEqual(["13/2", ["0-2"]]);
    expect(attained).toBe(true);
    expect(given(two({ kind: "round-robin" }, quanta[0], { ...quanta[1], guest: real })).attained).toBe(
      false,
    );
  });

  it("is what the VMs above leave under fixed priorities", () => {
    const below = given(two({ kind: "fixed-priority" }, { guest: real }), 1);
    expect(below.supply).toMatchObject({ kind: "leftover", of: { kind: "dedicated" } });
    expect(below.attained).toBe(true);
    expect(given(two({ kind: "fixed-priority" }, { guest: real })).supply.kind).toBe("dedicated");
  });

  it("begins late by what the VMM holds and by the VM's own switch, where it shares the core", () => {
    const costs = { vmSwitch: "1 ms", longestNonPreemptible: "2 ms" };
    expect(inMs(given(two({ kind: "fixed-priority" }, { guest: real }, {}, { costs })).loss)).toBe("3");
  });

  it("is nothing below a VM whose load nothing limits", () => {
    const system = two({ kind: "fixed-priority" });
    expect(provisionOf(system, at(system, 1))).toMatchObject({
      kind: "nothing",
      reason: "a runs above b and nothing limits its load",
    });
  });

  it("is its server where it has one", () => {
    const supply = server({ server: "sporadic", period: "10 ms", budget: "3 ms" });
    for (const kind of ["fixed-priority", "edf"] as const) {
      const system = two({ kind }, { supply });
      expect(provisionOf(system, at(system, 0))).toMatchObject({
        kind: "server",
        server: { server: "sporadic" },
      });
    }
    const sliced = two({ kind: "sedf" }, { supply });
    expect(provisionOf(sliced, at(sliced, 0))).toMatchObject({
      kind: "server",
      server: { server: "polling" },
    });
  });

  it("is the background under EDF for a VM without a server", () => {
    const supply = periodicResource({ period: "10 ms", budget: "3 ms" });
    const { supply: background, attained } = given(two({ kind: "edf" }, { supply }), 1);
    expect([background.kind, attained]).toEqual(["leftover", false]);
  });

  it("is nothing where a window of the table is shorter than a switch", () => {
    const policy: VmmPolicy = {
      kind: "table",
      frame: duration("10 ms"),
      slots: [slotOf("a", 0, 1), slotOf("b", 1, 9)],
    };
    const system = two(policy, {}, {}, { costs: { vmSwitch: "2 ms" } });
    const provision = provisionOf(system, at(system, 1));
    expect(provision).toMatchObject({ kind: "nothing" });
    expect(provision.kind === "nothing" && provision.reason).toContain(
      "a window of a is shorter than a VM switch",
    );
  });

  it("stands still where an interrupt takes the rest of its quantum, and is nothing where one may come each turn", () => {
    const taking = (separation: string): System => {
      const arrivals = sporadicEvents(separation);
      const interrupts = [sourceOf("irq", { delivery: "rest-of-quantum", arrivals })];
      return two({ kind: "round-robin" }, ...quanta, { interrupts });
    };
    expect(provisionOf(taking("5 ms"), at(taking("5 ms"), 1)).kind).toBe("nothing");
    expect(provisionOf(taking("5 ms"), at(taking("5 ms"), 0)).kind).toBe("supply");
    const rare = provisionOf(taking("40 ms"), at(taking("40 ms"), 1));
    expect(rare).toMatchObject({
      supply: { kind: "leftover", of: { kind: "interrupted" } },
      attained: false,
    });
  });

  it("is nothing for a VM that lives on the extratime of SEDF, also alone: Xen leaves gaps to nobody", () => {
    const supply = periodicResource({ period: "8 ms", budget: "3 ms" });
    const system = two({ kind: "sedf" }, {}, { supply });
    expect(provisionOf(system, at(system, 0))).toMatchObject({
      kind: "nothing",
      advice: "give a a slice: a periodic supply",
    });
    const own = systemOf({ policy: { kind: "sedf" }, vms: [{ name: "a" }] });
    expect(provisionOf(own, at(own, 0)).kind).toBe("nothing");
  });

  it("is below the interrupts of the core, whose worst case a table need not meet", () => {
    const interrupts = [sourceOf("irq")];
    const rounds = given(two({ kind: "round-robin" }, ...quanta, { interrupts }));
    expect([rounds.supply.kind, rounds.attained]).toEqual(["leftover", false]);
    const own = systemOf({ policy: { kind: "static" }, vms: [{ name: "a" }], interrupts });
    expect(given(own).attained).toBe(true);
  });

  it("is what it was promised where no VMM is described, and nothing otherwise", () => {
    const told = systemOf({ policy: null, vms: [{ name: "a", supply: dedicated() }] });
    expect(given(told).assumptions).toContain("contract-honoured");
    const untold = systemOf({ policy: null, vms: [{ name: "a" }] });
    expect(provisionOf(untold, at(untold, 0)).kind).toBe("nothing");
  });
});

describe("the load above a VM", () => {
  it("is what is bounded of each VM above, and real where it surely comes", () => {
    const idling = periodicResource({ period: "10 ms", budget: "3 ms" });
    const system = two({ kind: "fixed-priority" }, { supply: idling });
    expect(loadAbove(system, at(system, 1))).toMatchObject({ unlimited: null, real: true });
    const keeping = two(
      { kind: "fixed-priority" },
      { supply: server({ server: "deferrable", period: "10 ms", budget: "3 ms" }) },
    );
    expect(loadAbove(keeping, at(keeping, 1)).real).toBe(false);
    expect(loadAbove(system, at(system, 0)).load).toEqual([]);
  });
});

describe("extratime", () => {
  const serverOf = (extratime: boolean) =>
    server({ server: "xen-rtds", period: "10 ms", budget: "2 ms", extratime });
  const guest = (wcet: string) => guestOf("edf", timed("t", wcet, "50"));

  it("of one VM leaves nothing certain for those in the background", () => {
    const system = (extratime: boolean): System =>
      two({ kind: "edf" }, { supply: serverOf(extratime) }, { guest: guest("1") });
    expect(provisionOf(system(false), at(system(false), 1)).kind).toBe("supply");
    const found = provisionOf(system(true), at(system(true), 1));
    expect(found).toMatchObject({
      kind: "nothing",
      reason: "a has extratime, and so takes all that servers leave before b gets any",
    });
  });

  it("may save a guest from its small budget, so that only what no core could do is refuted", () => {
    const verdictOf = (wcet: string): string =>
      checkSystem(two({ kind: "edf" }, { supply: serverOf(true), guest: guest(wcet) }))
        .claims.filter(({ id }) => id === "vm/a/tasks")
        .map(({ verdict }) => verdict)
        .join();
    expect(verdictOf("1")).toBe("proved");
    expect(verdictOf("20")).toBe("not-proved");
    expect(verdictOf("51")).toBe("refuted");
  });
});
