import { describe, expect, it } from "vitest";
import { usableTable, vmBelowSwitch } from "../../../src/analysis/host/cyclic-table.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { systemOf } from "../../support/systems.ts";

const frame = duration("10 ms");
const slot = (vm: string, start: string, length: string) => ({
  vm,
  core: 0,
  start: duration(start),
  length: duration(length),
});

function windowsOf(slots: ReturnType<typeof slot>[], costs = {}): string[] {
  const system = systemOf({
    policy: { kind: "table", frame, slots },
    vms: [{ name: "a" }, { name: "b" }],
    costs,
  });
  const [vm] = system.vms;
  if (vm === undefined) throw new Error("a system with VMs");
  return usableTable(system, vm, frame, slots).windows.map(({ start, end }) => `${start.value} ${end.value}`);
}

describe("the usable windows of a VM", () => {
  it("are its slots, touching ones merged", () => {
    expect(
      windowsOf([slot("a", "4 ms", "2 ms"), slot("b", "8 ms", "1 ms"), slot("a", "2 ms", "2 ms")]),
    ).toEqual(["1/500 3/500"]);
  });

  it("are on its own core", () => {
    const elsewhere = { ...slot("a", "4 ms", "2 ms"), core: 1 };
    expect(windowsOf([elsewhere, slot("a", "2 ms", "2 ms")])).toEqual(["1/500 1/250"]);
  });

  it("start late by one switch and the longest section of the VMM", () => {
    const costs = { vmSwitch: "1 ms", longestNonPreemptible: "500 us" };
    expect(windowsOf([slot("a", "0 ms", "2 ms"), slot("a", "5 ms", "5 ms")], costs)).toEqual([
      "3/2000 1/500",
      "13/2000 1/100",
    ]);
  });

  it("vanish where nothing is left of them", () => {
    expect(windowsOf([slot("a", "0 ms", "1 ms"), slot("a", "5 ms", "1 ms")], { vmSwitch: "1 ms" })).toEqual(
      [],
    );
  });

  it("cost no switch where the VM has the whole frame", () => {
    expect(windowsOf([slot("a", "0 ms", "10 ms")], { vmSwitch: "1 ms" })).toEqual(["0 1/100"]);
  });
});

describe("a window that is shorter than a VM switch", () => {
  const withSwitch = (slots: ReturnType<typeof slot>[], vmSwitch: string): string | null =>
    vmBelowSwitch(
      systemOf({ policy: { kind: "table", frame, slots }, vms: [], costs: { vmSwitch } }),
      0,
      slots,
    );

  it("is found by the VM that it belongs to", () => {
    const slots = [slot("a", "0 ms", "2 ms"), slot("b", "2 ms", "1 ms")];
    expect(withSwitch(slots, "1 ms")).toBeNull();
    expect(withSwitch(slots, "1.5 ms")).toBe("b");
  });

  it("is none where touching slots make it long enough, or where nobody is switched", () => {
    const pieces = [slot("a", "0 ms", "1 ms"), slot("a", "1 ms", "1 ms"), slot("b", "2 ms", "8 ms")];
    expect(withSwitch(pieces, "2 ms")).toBeNull();
    expect(withSwitch([slot("a", "0 ms", "1 ms")], "2 ms")).toBeNull();
  });
});
