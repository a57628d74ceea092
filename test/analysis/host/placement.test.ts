import { describe, expect, it } from "vitest";
import { coresInUse, interruptsOn, vmsByPriority, vmsOn } from "../../../src/analysis/host/placement.ts";
import { periodicResource } from "../../../src/model/supply.ts";
import { sourceOf } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const names = (found: readonly { readonly name: string }[]): string[] => found.map(({ name }) => name);
const every = (period: string) => periodicResource({ period, budget: "1 ms" });

describe("the placement of VMs and interrupts", () => {
  const system = systemOf({
    policy: { kind: "fixed-priority" },
    cores: 4,
    vms: [{ name: "a", core: 2 }, { name: "b" }, { name: "c", core: 2 }],
    interrupts: [sourceOf("irq", { core: 3 })],
  });

  it("lists who shares a core, in the order of the description", () => {
    expect(names(vmsOn(system, 2))).toEqual(["a", "c"]);
    expect(names(interruptsOn(system, 3))).toEqual(["irq"]);
    expect(coresInUse(system)).toEqual([0, 2, 3]);
  });

  it("orders VMs by priority where it is written", () => {
    const vms = [
      { name: "low", priority: 3 },
      { name: "high", priority: 1 },
      { name: "middle", priority: 2 },
    ];
    expect(names(vmsByPriority(systemOf({ policy: { kind: "fixed-priority" }, vms }), 0))).toEqual([
      "high",
      "middle",
      "low",
    ]);
  });

  it("orders VMs by server period otherwise, and those without a server last", () => {
    const vms = [
      { name: "none" },
      { name: "nor this" },
      { name: "slow", supply: every("20 ms") },
      { name: "fast", supply: every("5 ms") },
    ];
    expect(names(vmsByPriority(systemOf({ policy: { kind: "fixed-priority" }, vms }), 0))).toEqual([
      "fast",
      "slow",
      "none",
      "nor this",
    ]);
  });
});
