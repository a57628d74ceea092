import { describe, expect, it } from "vitest";
import {
  interruptLoad,
  quantumTakers,
  stolenBy,
  waitsFor,
} from "../../../src/analysis/host/interrupt-load.ts";
import type { System, Vm } from "../../../src/model/system.ts";
import { work } from "../../../src/numeric/unit.ts";
import { inMs, sourceOf } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const system = systemOf({
  policy: { kind: "edf" },
  vms: [{ name: "a" }, { name: "b" }],
  costs: { interruptEntry: "1/2 ms", vmSwitch: "1/4 ms" },
});
const [a, b] = system.vms as [Vm, Vm];
const having = (interrupts: System["interrupts"]): System => ({ ...system, interrupts });

describe("what an interrupt takes from everything on its core", () => {
  it("is entry and top half, and the bottom half with two switches where it is delivered at once", () => {
    const cost = (given: object) => inMs(stolenBy(sourceOf("irq", given), system)!.interrupts.wcet);
    expect(cost({})).toBe("3/2");
    expect(cost({ delivery: "immediate" })).toBe("4");
    expect(cost({ delivery: "rest-of-quantum" })).toBe("4");
    expect(cost({ device: "running", target: null })).toBe("4");
  });

  it("is no load where it costs nothing", () => {
    const free = { ...having([sourceOf("irq", { topHalf: work("0 ms") })]), vmm: null };
    expect(interruptLoad(free, 0)).toEqual([]);
    expect(interruptLoad(having([sourceOf("irq")]), 0)).toHaveLength(1);
    expect(interruptLoad(having([sourceOf("irq", { core: 1 })]), 0)).toEqual([]);
  });
});

describe("a bottom half", () => {
  it("waits for its target where it is delivered when that is scheduled", () => {
    expect([waitsFor(a, sourceOf("irq")), waitsFor(b, sourceOf("irq"))]).toEqual([true, false]);
    expect(waitsFor(a, sourceOf("irq", { delivery: "immediate" }))).toBe(false);
    expect(waitsFor(a, sourceOf("irq", { bottomHalf: work("0 ms") }))).toBe(false);
  });

  it("takes the rest of a quantum from everybody but its target", () => {
    const taking = having([sourceOf("irq", { delivery: "rest-of-quantum" })]);
    expect([a, b].map((vm) => quantumTakers(taking, vm).map(({ name }) => name))).toEqual([[], ["irq"]]);
    const foreground = having([sourceOf("irq", { delivery: "rest-of-quantum", device: "active" })]);
    expect([a, b].map((vm) => quantumTakers(foreground, vm).length)).toEqual([1, 1]);
  });
});
