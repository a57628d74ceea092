import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { server } from "../../../src/model/supply.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { guestOf, slotOf, sourceOf, timed } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const tasks = guestOf("rate-monotonic", timed("t", "1", "20"));

describe("the check of a system", () => {
  it("puts what the VMM must do before what the guests must, VM by VM", () => {
    const supply = server({ server: "periodic-idling", period: "5 ms", budget: "2 ms" });
    const found = checkSystem(
      systemOf({
        policy: { kind: "fixed-priority" },
        vms: [
          { name: "a", priority: 1, supply, guest: tasks },
          { name: "b", priority: 2, supply, guest: tasks },
        ],
        interrupts: [sourceOf("irq")],
      }),
    );
    expect(found.claims.map(({ id }) => id)).toEqual([
      "vm/a/server",
      "vm/b/server",
      "interrupt/irq",
      "vm/a/task/t",
      "vm/b/task/t",
    ]);
    expect(found.verdict).toBe("proved");
    expect(found.assumptions.map(({ id }) => id)).toEqual([...found.assumptions.map(({ id }) => id)].sort());
    expect(found.assumptions.map(({ id }) => id)).toContain("vmm-enforces-budgets");
  });

  it("reports progress after each core and each VM", () => {
    const seen: string[] = [];
    const system = systemOf({
      policy: { kind: "static" },
      vms: [{ name: "a" }, { name: "b", core: 1 }],
      cores: 2,
    });
    checkSystem(system, { onProgress: (done, total) => seen.push(`${done}/${total}`) });
    expect(seen).toEqual(["1/4", "2/4", "3/4", "4/4"]);
  });

  it("names what is best effort, the guest or the VMM, and what would help", () => {
    const guest = { ...tasks, scheduling: "best-effort" as const };
    const own = checkSystem(systemOf({ policy: { kind: "static" }, vms: [{ name: "a", guest }] })).claims[0];
    expect(own).toMatchObject({ id: "vm/a/task/t", verdict: "no-bound", method: "no-guarantee" });
    expect(own?.reason).toContain("the guest's scheduler is best-effort");
    expect(own?.advice).toContain("rate-monotonic");
    const policy = { kind: "best-effort", scheduler: "bvt" } as const;
    const host = checkSystem(systemOf({ policy, vms: [{ name: "a", guest: tasks }] })).claims[0];
    expect(host?.reason).toBe("the bvt scheduler guarantees no service in any window");
  });

  it("takes the word of whoever promises where no VMM is described", () => {
    const supply = server({ server: "periodic-idling", period: "5 ms", budget: "2 ms" });
    const found = checkSystem(systemOf({ policy: null, vms: [{ name: "a", supply, guest: tasks }] }));
    expect(found.verdict).toBe("proved");
    expect(found.assumptions.map(({ id }) => id)).toContain("contract-honoured");
  });

  it("proves a system in which nothing has a deadline, of nothing", () => {
    expect(checkSystem(systemOf({ policy: { kind: "static" }, vms: [{ name: "a" }] }))).toMatchObject({
      verdict: "proved",
      claims: [],
      assumptions: [],
    });
  });

  it("refuses a system that contradicts itself", () => {
    const system = systemOf({ policy: { kind: "static" }, vms: [{ name: "a" }, { name: "a" }] });
    expect(() => checkSystem(system)).toThrow(InputError);
  });

  it("refutes nothing on costs that need not occur: a VM alone in its table is never switched", () => {
    const policy = {
      kind: "table",
      frame: duration("8 ms"),
      slots: [slotOf("a", 0, 1), slotOf("a", 4, 4)],
    } as const;
    const check = (deadline: string, costs: object) =>
      checkSystem(
        systemOf({
          policy,
          vms: [{ name: "a", guest: guestOf("rate-monotonic", timed("t", "1", "24", deadline)) }],
          costs,
        }),
      ).verdict;
    const costs = { vmSwitch: "3 ms", longestNonPreemptible: "1 ms" };
    expect(check("9", costs)).toBe("not-proved");
    expect(check("9", {})).toBe("proved");
    expect(check("3", costs)).toBe("refuted");
  });

  it("refutes nothing in a round robin whose other VMs may have nothing to do", () => {
    const check = (other: object) =>
      checkSystem(
        systemOf({
          policy: { kind: "round-robin" },
          vms: [
            { name: "a", quantum: duration("2 ms"), guest: guestOf("rate-monotonic", timed("t", "8", "16")) },
            { name: "b", quantum: duration("8 ms"), ...other },
          ],
        }),
      ).claims.find(({ subject }) => subject.vm === "a")?.verdict;
    expect(check({})).toBe("refuted");
    expect(check({ guest: guestOf("rate-monotonic", timed("t", "1", "16")) })).toBe("not-proved");
  });
});
