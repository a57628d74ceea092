import { describe, expect, it } from "vitest";
import { InputError } from "../../src/contract/errors.ts";
import type { InterruptSource, Shaper } from "../../src/model/interrupt.ts";
import type { System } from "../../src/model/system.ts";
import { requireValid } from "../../src/model/valid-system.ts";
import { duration } from "../../src/numeric/unit.ts";
import { guestOf, slotOf, sourceOf, timed } from "../support/findings.ts";
import { systemOf } from "../support/systems.ts";

const frame = duration("10 ms");
const both = [{ name: "a" }, { name: "b" }];
const table = (...slots: ReturnType<typeof slotOf>[]): System =>
  systemOf({ policy: { kind: "table", frame, slots }, vms: both });

const noShaper: Shaper = { minDistance: null, bucket: null, excess: "drop" };
const admitting: Shaper = { ...noShaper, minDistance: duration("5 ms") };
const shaped = (given: Partial<InterruptSource>): System =>
  systemOf({ policy: { kind: "edf" }, vms: both, interrupts: [sourceOf("irq", given)] });

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

  it("may have shapers, monitors and interrupts for several events", () => {
    const notice = { kind: "coalesced", delay: duration("1 ms"), count: 4 } as const;
    expect(() => requireValid(shaped({ delivery: "monitored", shaper: admitting, notice }))).not.toThrow();
    const turns = { kind: "round-robin", tick: duration("5 ms") } as const;
    const vms = [{ name: "a", quantum: duration("10 ms") }];
    expect(() => requireValid(systemOf({ policy: turns, vms }))).not.toThrow();
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
      "a turn that ends between two ticks",
      systemOf({
        policy: { kind: "round-robin", tick: duration("4 ms") },
        vms: [{ name: "a", quantum: duration("10 ms") }],
      }),
      "the quantum of a, 1/100 s, is no multiple of the tick of 1/250 s",
    ],
    [
      "a tick of no length",
      systemOf({ policy: { kind: "round-robin", tick: duration("0 ms") }, vms: both }),
      "the tick of the round robin is not positive",
    ],
    ["a shaper that admits everything", shaped({ shaper: noShaper }), "irq admits everything"],
    [
      "a shaper without a distance",
      shaped({ shaper: { ...noShaper, minDistance: duration("0 ms") } }),
      "the distance in the shaper of interrupt irq is not positive",
    ],
    [
      "a bucket without tokens",
      shaped({
        shaper: { ...noShaper, bucket: { kind: "token-bucket", capacity: 0n, refill: duration("0 ms") } },
      }),
      "the refill in the shaper of interrupt irq is not positive; the bucket of interrupt irq holds no token",
    ],
    ["a monitor that is none", shaped({ delivery: "monitored" }), "irq is monitored without a shaper"],
    [
      "a monitor where nothing is left to it",
      shaped({ delivery: "monitored", device: "running", target: null, shaper: admitting }),
      "irq of a running device is monitored",
    ],
    [
      "a VMM that always looks",
      shaped({ notice: { kind: "polled", period: duration("0 ms") } }),
      "the polling period of interrupt irq is not positive",
    ],
    [
      "an interrupt for no event",
      shaped({ notice: { kind: "coalesced", delay: duration("0 ms"), count: 0 } }),
      "the coalescing delay of interrupt irq is not positive; interrupt irq coalesces 0 events",
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
