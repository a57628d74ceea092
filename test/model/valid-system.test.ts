import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import type { System } from "../../src/model/system.ts";
import { requireValid } from "../../src/model/valid-system.ts";
import { duration } from "../../src/numeric/unit.ts";
import { guestOf, slotOf, sourceOf, timed } from "../support/findings.ts";
import { systemOf } from "../support/systems.ts";

const frame = duration("10 ms");
const both = [{ name: "a" }, { name: "b" }];
const table = (...slots: ReturnType<typeof slotOf>[]): System =>
  systemOf({ policy: { kind: "table", frame, slots }, vms: both });

describe("a system", () => {
  it("may have touching slots and a core without a VM", () => {
    expect(() => requireValid(table(slotOf("a", 0, 5), slotOf("b", 5, 5)))).not.toThrow();
    const far = systemOf({
      policy: { kind: "static" },
      vms: [{ name: "a" }],
      cores: 4,
      interrupts: [sourceOf("irq")],
    });
    expect(() => requireValid(far)).not.toThrow();
  });

  const mistakes: readonly (readonly [string, System, string])[] = [
    [
      "two VMs of a name",
      systemOf({ policy: { kind: "edf" }, vms: [{ name: "a" }, { name: "a" }] }),
      "two VMs are called a",
    ],
    [
      "two tasks of a name",
      systemOf({
        policy: { kind: "edf" },
        vms: [{ name: "a", guest: guestOf("edf", timed("t", "1", "5"), timed("t", "1", "5")) }],
      }),
      "a has two tasks called t",
    ],
    [
      "two interrupts of a name",
      systemOf({ policy: { kind: "edf" }, vms: both, interrupts: [sourceOf("irq"), sourceOf("irq")] }),
      "two interrupts are called irq",
    ],
    [
      "an interrupt for nobody",
      systemOf({ policy: { kind: "edf" }, vms: both, interrupts: [sourceOf("irq", { target: "c" })] }),
      "interrupt irq goes to c, which is no VM",
    ],
    [
      "a core beyond its cores",
      systemOf({ policy: { kind: "edf" }, vms: [{ name: "a", core: 1 }] }),
      "a is on core 1 of 1",
    ],
    [
      "two VMs on a static core",
      systemOf({ policy: { kind: "static" }, vms: both }),
      "two VMs share core 0 without a scheduler",
    ],
    [
      "a turn of no length",
      systemOf({ policy: { kind: "round-robin" }, vms: [{ name: "a" }] }),
      "a has no quantum in a round robin",
    ],
    [
      "a VM without any supply",
      systemOf({ policy: null, vms: [{ name: "a" }] }),
      "a has no supply, and no VMM is described",
    ],
    [
      "overlapping slots",
      table(slotOf("a", 0, 5), slotOf("b", 4, 5)),
      "the slots of a and b overlap at 1/250 s",
    ],
    [
      "a slot beyond its frame",
      table(slotOf("a", 8, 5)),
      "the slot of a at 1/125 s does not lie in the frame",
    ],
    ["a slot of nobody", table(slotOf("c", 0, 5)), "c, which is no VM"],
  ];
  it.each(mistakes)("cannot have %s", (_, system, message) => {
    expect(() => requireValid(system)).toThrow(InputError);
    expect(() => requireValid(system)).toThrow(message);
  });

  it("is told of every contradiction at once", () => {
    const system = systemOf({ policy: { kind: "static" }, vms: [{ name: "a" }, { name: "a", core: 7 }] });
    expect(() => requireValid(system)).toThrow(/two VMs are called a; a is on core 7 of 1/);
  });
});
