import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import { sporadicEvents } from "../../src/model/event-model.ts";
import { server } from "../../src/model/supply.ts";
import type { System, VmmPolicy } from "../../src/model/system.ts";
import { task } from "../../src/model/task.ts";
import { duration } from "../../src/numeric/unit.ts";
import { guestOf, slotOf, sourceOf, timed } from "../support/findings.ts";
import { stepVmm } from "../support/step-vmm.ts";
import { systemOf } from "../support/systems.ts";
import { violationsOf } from "../support/violations.ts";

/**
 * Systems about which a simpler analysis is wrong. Each was found by simulation; the number beside it is the bound that
 * the simpler analysis gives, which some run exceeds.
 */
const halves: VmmPolicy = {
  kind: "table",
  frame: duration("10 ms"),
  slots: [slotOf("a", 0, 5), slotOf("b", 5, 5)],
};

const cases: readonly {
  readonly trap: string;
  readonly system: System;
  readonly seen: string;
  readonly simpler: number;
}[] = [
  {
    trap: "a VM that shares its core waits for a switch under way and then for its own",
    system: systemOf({
      policy: { kind: "fixed-priority" },
      costs: { vmSwitch: "2 ms" },
      vms: [
        { name: "a", priority: 1, guest: guestOf("rate-monotonic", timed("t", "1", "12")) },
        { name: "b", priority: 2, guest: guestOf("rate-monotonic", timed("t", "1", "7", "70")) },
      ],
    }),
    seen: "vm/a/task/t",
    simpler: 3,
  },
  {
    trap: "a window shorter than a switch makes the next one later than one switch",
    system: systemOf({
      policy: { kind: "table", frame: duration("10 ms"), slots: [slotOf("b", 0, 1), slotOf("a", 1, 9)] },
      costs: { vmSwitch: "3 ms" },
      vms: [{ name: "a", guest: guestOf("rate-monotonic", timed("t", "1", "40")) }, { name: "b" }],
    }),
    seen: "vm/a/task/t",
    simpler: 5,
  },
  {
    trap: "a hypercall of one task holds up another of its guest over the end of a window",
    system: systemOf({
      policy: halves,
      costs: { hypercall: "3 ms", longestNonPreemptible: "3 ms" },
      vms: [
        {
          name: "a",
          guest: guestOf(
            "rate-monotonic",
            task({ name: "t", wcet: "1 ms", minSeparation: "17 ms" }),
            task({ name: "low", wcet: "3 ms", minSeparation: "60 ms", hypercalls: 1 }),
          ),
        },
        { name: "b" },
      ],
    }),
    seen: "vm/a/task/t",
    simpler: 9,
  },
  {
    trap: "a section that a VM has begun holds up its own bottom halves over the end of a window",
    system: systemOf({
      policy: halves,
      costs: { longestNonPreemptible: "3 ms" },
      vms: [{ name: "a" }, { name: "b" }],
      interrupts: [sourceOf("irq", { arrivals: sporadicEvents("33 ms") })],
    }),
    seen: "interrupt/irq",
    simpler: 11,
  },
];

const SEEDS = Array.from({ length: 12_000 }, (_, seed) => seed);

describe("where a simpler analysis is wrong", () => {
  it.each(cases)("$trap", ({ system, seen, simpler }) => {
    const exceeding = SEEDS.find((seed) => (stepVmm(system, seed, 200).responses.get(seen) ?? 0) > simpler);
    expect(exceeding).toBeDefined();
    expect(violationsOf(system, SEEDS.slice(0, 300), 200)).toEqual([]);
  });

  it("a budget woken by the wake-up test makes another late in a window shorter than its period", () => {
    const system = systemOf({
      policy: { kind: "edf" },
      vms: [
        { name: "a", supply: server({ server: "hard-cbs", period: "8 ms", budget: "4 ms" }) },
        {
          name: "b",
          supply: server({ server: "periodic-idling", period: "8 ms", budget: "4 ms", deadline: "4 ms" }),
        },
      ],
    });
    expect(SEEDS.some((seed) => stepVmm(system, seed, 200).late.includes("server of b"))).toBe(true);
    expect(checkSystem(system).verdict).not.toBe("proved");
  });
});
