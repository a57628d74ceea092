import { describe, expect, it } from "vitest";
import {
  hostServer,
  keepsBudget,
  serverOf,
  uncappedLoad,
  usesAllItsBudget,
} from "../../../src/analysis/host/server-load.ts";
import {
  boundedDelay,
  dedicated,
  edpResource,
  periodicResource,
  SERVER_KINDS,
  type ServerKind,
  server,
} from "../../../src/model/supply.ts";
import type { System, Vm } from "../../../src/model/system.ts";
import { guestOf, inMs, sourceOf, timed } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const serverKind = (kind: ServerKind) => server({ server: kind, period: "10 ms", budget: "3 ms" });
const having = (vm: Partial<Vm>, rest: object = {}): [System, Vm] => {
  const system = systemOf({ policy: { kind: "edf" }, vms: [{ name: "a", ...vm }], ...rest });
  return [system, system.vms[0] as Vm];
};
const switches = { costs: { vmSwitch: "1/2 ms" } };

describe("the server of a supply", () => {
  it("is a periodic one for a contract with a budget per period", () => {
    expect(serverOf(periodicResource({ period: "10 ms", budget: "3 ms" }))).toMatchObject({
      server: "periodic-idling",
    });
    const explicit = serverOf(edpResource({ period: "10 ms", budget: "3 ms", deadline: "8 ms" }));
    expect(inMs(explicit?.deadline)).toBe("8");
    expect(serverOf(serverKind("sporadic"))?.server).toBe("sporadic");
    for (const other of [null, dedicated(), boundedDelay({ rate: "1/2", delay: "1 ms" })])
      expect(serverOf(other)).toBeNull();
  });

  it("may start late in its period only if it keeps its budget", () => {
    expect(SERVER_KINDS.filter((kind) => keepsBudget(serverKind(kind)))).toEqual([
      "deferrable",
      "hard-cbs",
      "xen-rtds",
      "sched-deadline",
    ]);
  });

  it("surely uses its budget if it burns it, or if nothing is known of its guest", () => {
    const uses = (kind: ServerKind, vm: Partial<Vm> = {}) => {
      const hosted = hostServer(...having({ supply: serverKind(kind), ...vm }));
      return hosted !== null && usesAllItsBudget(hosted);
    };
    const guest = guestOf("edf", timed("t", "1", "20"));
    expect([uses("polling"), uses("polling", { guest }), uses("periodic-idling", { guest })]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe("the load of a server", () => {
  const wcet = (vm: Partial<Vm>, rest: object = switches) => hostServer(...having(vm, rest))?.load?.wcet;

  it("is its budget, with one pair of switches if it runs in one go", () => {
    expect(inMs(wcet({ supply: serverKind("polling") }, {}))).toBe("3");
    expect(inMs(wcet({ supply: serverKind("periodic-idling") }))).toBe("4");
  });

  it("pays a pair for every job and bottom half that may wake it, and one for the fresh budget", () => {
    const guest = guestOf("edf", timed("t1", "1", "5"), timed("t2", "1", "10"));
    const vm = { supply: serverKind("deferrable"), guest };
    expect(inMs(wcet(vm))).toBe("7");
    expect(inMs(wcet(vm, { ...switches, interrupts: [sourceOf("irq")] }))).toBe("8");
  });

  it("is not known where nothing limits the switches", () => {
    expect(wcet({ supply: serverKind("deferrable") })).toBeUndefined();
    expect(inMs(wcet({ supply: serverKind("deferrable"), activationsPerPeriod: 3 }))).toBe("6");
  });

  it("is not known of a sporadic server with switches: its budget may come back in ever more pieces", () => {
    const guest = guestOf("edf", timed("t", "1", "5"));
    expect(wcet({ supply: serverKind("sporadic"), guest })).toBeUndefined();
    expect(inMs(wcet({ supply: serverKind("sporadic"), guest }, {}))).toBe("3");
  });
});

describe("the load of a VM without a server", () => {
  it("is every job and bottom half with a pair of switches", () => {
    const guest = guestOf("edf", timed("t", "1", "5"));
    const load = uncappedLoad(...having({ guest }, { ...switches, interrupts: [sourceOf("irq")] }));
    expect(load?.map(({ name, wcet }) => [name, inMs(wcet)])).toEqual([
      ["a/t", "2"],
      ["irq", "3"],
    ]);
  });

  it("has no limit if nothing is known of it", () => {
    expect(uncappedLoad(...having({}))).toBeNull();
  });
});
