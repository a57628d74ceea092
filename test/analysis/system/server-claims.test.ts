import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { type Server, type ServerKind, server } from "../../../src/model/supply.ts";
import type { Vm } from "../../../src/model/system.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { claimOf, guestOf, inMs, sourceOf, timed, told } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const serverOf = (kind: ServerKind, budget: number, period: number): Server =>
  server({ server: kind, budget: `${budget} ms`, period: `${period} ms` });

type Given = Pick<Vm, "name"> & Partial<Vm>;
const vms = (...given: readonly Partial<Vm>[]): Given[] =>
  given.map((each, index) => ({ name: ["a", "b", "c"][index] as string, priority: index + 1, ...each }));

const check = (given: Given[], rest: object = {}) =>
  checkSystem(systemOf({ policy: { kind: "fixed-priority" }, vms: given, ...rest }));

describe("a server under a fixed-priority VMM", () => {
  it("waits for the budgets above it: 3 + 2 = 5", () => {
    const found = check(
      vms({ supply: serverOf("periodic-idling", 2, 5) }, { supply: serverOf("sporadic", 3, 10) }),
    );
    expect(told(claimOf(found, "vm/a/server"))).toBe("proved 2");
    expect(told(claimOf(found, "vm/b/server"))).toBe("proved 5");
    expect(inMs(claimOf(found, "vm/b/server").margin)).toBe("5");
  });

  it.each(["deferrable", "xen-rtds", "hard-cbs", "sched-deadline"] as const)(
    "is hit twice in a row by one that keeps its budget (%s): 3 + 2·2 = 7",
    (kind) => {
      const found = check(
        vms({ supply: serverOf(kind, 2, 5) }, { supply: serverOf("periodic-idling", 3, 10) }),
      );
      expect(told(claimOf(found, "vm/b/server"))).toBe("proved 7");
    },
  );

  it("pays a pair of switches per budget, and waits for one that has just begun", () => {
    // a: 1 + 2·1/2 = 2; b: 3 + 1, held up by 1/2: w = 9/2 + 2·⌈w/5⌉ = 17/2.
    const given = vms(
      { supply: serverOf("periodic-idling", 1, 5) },
      { supply: serverOf("periodic-idling", 3, 10) },
    );
    const found = check(given, { costs: { vmSwitch: "500 us" } });
    expect(told(claimOf(found, "vm/b/server"))).toBe("proved 17/2");
    expect(inMs(claimOf(found, "vm/b/server").witness["budget"])).toBe("4");
  });

  it("pays for every wake-up of a guest above it, and for the fresh budget", () => {
    // a: one job per period and the replenishment, 1 + 2·1/2 = 2, twice in a row; b: 7/2 held up by 1/4.
    const given = vms(
      { supply: serverOf("deferrable", 1, 5), guest: guestOf("rate-monotonic", timed("t", "1/2", "5")) },
      { supply: serverOf("periodic-idling", 3, 10) },
    );
    expect(told(claimOf(check(given, { costs: { vmSwitch: "250 us" } }), "vm/b/server"))).toBe("proved 39/4");
  });

  it("cannot be judged where nothing limits its own wake-ups, nor below such a one", () => {
    const given = vms(
      { supply: serverOf("deferrable", 1, 5) },
      { supply: serverOf("periodic-idling", 3, 10) },
    );
    const found = check(given, { costs: { vmSwitch: "250 us" } });
    expect(claimOf(found, "vm/a/server").verdict).toBe("not-proved");
    expect(claimOf(found, "vm/a/server").advice).toContain("activationsPerPeriod");
    expect(claimOf(found, "vm/b/server").verdict).toBe("no-bound");
    const limited = [{ ...given[0], name: "a", activationsPerPeriod: 2 }, ...given.slice(1)];
    expect(told(claimOf(check(limited, { costs: { vmSwitch: "250 us" } }), "vm/b/server"))).toBe(
      "proved 39/4",
    );
  });

  it("starves below a VM whose load nothing limits", () => {
    const found = check(vms({}, { supply: serverOf("polling", 3, 10) }));
    const claim = claimOf(found, "vm/b/server");
    expect([claim.verdict, claim.reason]).toEqual(["no-bound", "a runs above b and nothing limits its load"]);
  });

  it("waits for interrupts and for the VMM's longest section", () => {
    const found = check(vms({ supply: serverOf("polling", 3, 10) }), {
      costs: { longestNonPreemptible: "1 ms", interruptEntry: "500 us" },
      interrupts: [sourceOf("irq")],
    });
    expect(told(claimOf(found, "vm/a/server"))).toBe("proved 11/2");
  });

  it("is refuted where the budgets above it surely leave too little", () => {
    const found = check(
      vms({ supply: serverOf("periodic-idling", 6, 10) }, { supply: serverOf("periodic-idling", 5, 10) }),
    );
    const claim = claimOf(found, "vm/b/server");
    expect(told(claim)).toBe("refuted 17");
    expect(claim.reason).toBe("at t = 10 ms demand 5 ms > supply 4 ms");
    expect(claim.scenario?.miss).toMatchObject({ task: "b", job: 0 });
    expect(claim.witness).toEqual({
      kind: "server-miss",
      at: duration("10 ms"),
      demand: work("5 ms"),
      supply: work("4 ms"),
    });
  });

  it("is not refuted where only the VMM's costs make it late: without them 5 + 5 just fill 10", () => {
    const half = { supply: serverOf("periodic-idling", 5, 10) };
    expect(told(claimOf(check(vms(half, half)), "vm/b/server"))).toBe("proved 10");
    const found = check(vms(half, half), { costs: { vmSwitch: "100 us" } });
    expect(claimOf(found, "vm/b/server").verdict).toBe("not-proved");
  });

  it("is not refuted where a guest above it need not use its budget", () => {
    const above = { supply: serverOf("deferrable", 6, 10), guest: guestOf("edf", timed("t", "1", "40")) };
    const found = check(vms(above, { supply: serverOf("periodic-idling", 5, 10) }));
    expect(claimOf(found, "vm/b/server").verdict).toBe("not-proved");
  });

  it("is not refuted where its own guest need not ask for all of it", () => {
    const own = { supply: serverOf("deferrable", 5, 10), guest: guestOf("edf", timed("t", "1", "40")) };
    const found = check(vms({ supply: serverOf("periodic-idling", 6, 10) }, own));
    expect(claimOf(found, "vm/b/server").verdict).toBe("not-proved");
  });

  it("has no bound where interrupts take the rest of a quantum", () => {
    const found = check(vms({ supply: serverOf("polling", 3, 10) }, {}), {
      interrupts: [sourceOf("irq", { delivery: "rest-of-quantum", target: "b" })],
    });
    expect(claimOf(found, "vm/a/server").verdict).toBe("no-bound");
  });
});
