import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { contractOf } from "../../../src/analysis/system/vm-problem.ts";
import { boundedDelay, periodicResource } from "../../../src/model/supply.ts";
import type { System, Vm } from "../../../src/model/system.ts";
import { task } from "../../../src/model/task.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { claimOf, guestOf, slotOf, sourceOf, timed, told } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const only = ({ vms }: System): Vm => vms[0] as Vm;
const periodic = periodicResource({ period: "10 ms", budget: "5 ms" });
const under = (policy: System["vmm"] extends infer V ? (V extends { policy: infer P } ? P : never) : never) =>
  systemOf({ policy, vms: [{ name: "a", supply: periodic, quantum: duration("5 ms") }] });

describe("the contract that the VMM is held to", () => {
  it("is there under policies without servers", () => {
    for (const kind of ["static", "round-robin"] as const)
      expect(contractOf(under({ kind }), only(under({ kind })))).toBe(periodic);
  });

  it("is none where a server enforces it, or nobody is described", () => {
    for (const kind of ["fixed-priority", "edf", "sedf"] as const)
      expect(contractOf(under({ kind }), only(under({ kind })))).toBeNull();
    const promisedOnly = systemOf({ policy: null, vms: [{ name: "a", supply: periodic }] });
    expect(contractOf(promisedOnly, only(promisedOnly))).toBeNull();
  });

  it("stays one where no server can enforce it", () => {
    const supply = boundedDelay({ rate: "1/2", delay: "5 ms" });
    const system = systemOf({ policy: { kind: "edf" }, vms: [{ name: "a", supply }] });
    expect(contractOf(system, only(system))).toBe(supply);
  });
});

describe("the question about the guest of a VM", () => {
  const policy = { kind: "table", frame: duration("10 ms"), slots: [slotOf("a", 0, 5)] } as const;

  it("charges hypercalls to the jobs", () => {
    const calling = task({ name: "t", wcet: "1 ms", period: "20 ms", hypercalls: 4 });
    const vms = [{ name: "a", guest: guestOf("edf", calling) }];
    const found = checkSystem(systemOf({ policy: { kind: "static" }, vms, costs: { hypercall: "500 us" } }));
    expect(told(claimOf(found, "vm/a/task/t"))).toBe("proved 3");
  });

  it("lets a hypercall of one task hold up another of the same guest, in a table too", () => {
    const low = task({ name: "low", wcet: "1 ms", period: "100 ms", hypercalls: 1 });
    const vms = [{ name: "a", guest: guestOf("rate-monotonic", timed("high", "1", "20"), low) }];
    const bound = (longestNonPreemptible: string) =>
      told(
        claimOf(
          checkSystem(systemOf({ policy, vms, costs: { hypercall: "2 ms", longestNonPreemptible } })),
          "vm/a/task/high",
        ),
      );
    expect(bound("0 ms")).toBe("proved 6");
    // 1 at the start of the window and 1 by the section of the other task.
    expect(bound("1 ms")).toBe("proved 8");
  });

  it("runs bottom halves before the tasks", () => {
    const vms = [{ name: "a", guest: guestOf("rate-monotonic", timed("t", "1", "40")) }];
    const interrupts = [sourceOf("irq", { topHalf: work("0 ms") })];
    expect(told(claimOf(checkSystem(systemOf({ policy, vms, interrupts })), "vm/a/task/t"))).toBe("proved 8");
  });

  it("has no answer where other interrupts leave no bound on when they come", () => {
    const vms = [{ name: "a", guest: guestOf("rate-monotonic", timed("t", "1", "40")) }];
    const flood = sourceOf("flood", { core: 1, topHalf: work("40 ms") });
    const interrupts = [sourceOf("irq", { core: 1 }), { ...flood, bottomHalf: work("0 ms") }];
    const found = checkSystem(systemOf({ policy, vms, interrupts, cores: 2 }));
    expect(claimOf(found, "vm/a/task/t")).toMatchObject({
      verdict: "no-bound",
      reason: "nothing bounds when the bottom halves of its interrupts reach a",
    });
  });
});
