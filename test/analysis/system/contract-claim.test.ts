import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { boundedDelay, dedicated, periodicResource, type Supply } from "../../../src/model/supply.ts";
import type { VmmPolicy } from "../../../src/model/system.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { claimOf, guestOf, inMs, slotOf, timed } from "../../support/findings.ts";
import { systemOf } from "../../support/systems.ts";

const table: VmmPolicy = {
  kind: "table",
  frame: duration("10 ms"),
  slots: [slotOf("a", 0, 5), slotOf("b", 5, 5)],
};

const contractOn = (supply: Supply, rest: object = {}) =>
  claimOf(
    checkSystem(systemOf({ policy: table, vms: [{ name: "a", supply }, { name: "b" }], ...rest })),
    "vm/a/contract",
  );

describe("a contract", () => {
  it("is kept by a table that supplies at least as much in every window", () => {
    const claim = contractOn(periodicResource({ period: "10 ms", budget: "5 ms" }));
    expect([claim.verdict, claim.method, claim.witness.kind]).toEqual([
      "proved",
      "table-dominates-contract",
      "dominance",
    ]);
    expect(contractOn(boundedDelay({ rate: "1/2", delay: "5 ms" })).verdict).toBe("proved");
  });

  it("is not proved, and never refuted, where some window falls short", () => {
    const claim = contractOn(boundedDelay({ rate: "1/2", delay: "4 ms" }));
    expect([claim.verdict, claim.witness.kind]).toEqual(["not-proved", "shortfall"]);
    expect([
      inMs(claim.witness["at"]),
      inMs(claim.witness["promised"]),
      inMs(claim.witness["supply"]),
    ]).toEqual(["5", "1/2", "0"]);
    expect(contractOn(periodicResource({ period: "10 ms", budget: "6 ms" })).verdict).toBe("not-proved");
    expect(contractOn(dedicated()).verdict).toBe("not-proved");
  });

  it("is held against the windows net of switches and sections", () => {
    const supply = periodicResource({ period: "10 ms", budget: "4 ms" });
    expect(
      contractOn(supply, { costs: { vmSwitch: "600 us", longestNonPreemptible: "400 us" } }).verdict,
    ).toBe("proved");
    expect(
      contractOn(supply, { costs: { vmSwitch: "700 us", longestNonPreemptible: "400 us" } }).verdict,
    ).toBe("not-proved");
  });

  it("has no bound where the VMM promises nothing", () => {
    const policy: VmmPolicy = { kind: "best-effort", scheduler: "credit" };
    const supply = periodicResource({ period: "10 ms", budget: "4 ms" });
    const found = checkSystem(systemOf({ policy, vms: [{ name: "a", supply }] }));
    expect(claimOf(found, "vm/a/contract")).toMatchObject({ verdict: "no-bound", method: "no-guarantee" });
  });

  it("is left open where the comparison does not end within the effort", () => {
    const supply = periodicResource({ period: "10 ms", budget: "4 ms" });
    const system = systemOf({ policy: table, vms: [{ name: "a", supply }, { name: "b" }] });
    const claim = claimOf(checkSystem(system, { effort: 1 }), "vm/a/contract");
    expect([claim.verdict, claim.witness.kind]).toEqual(["not-proved", "undetermined"]);
    expect(claim.reason).toMatch(/after 1 steps/);
  });

  it("carries the guest: its tasks are judged on it, and not refuted where the table gives more", () => {
    const supply = periodicResource({ period: "10 ms", budget: "2 ms" });
    const guest = guestOf("rate-monotonic", timed("t", "3", "10"));
    const found = checkSystem(
      systemOf({ policy: table, vms: [{ name: "a", supply, guest }, { name: "b" }] }),
    );
    expect(claimOf(found, "vm/a/contract").verdict).toBe("proved");
    expect(claimOf(found, "vm/a/task/t").verdict).toBe("not-proved");
  });

  it("is nothing to refute its guest on: a round robin may give all of the processor", () => {
    const vms = [
      {
        name: "a",
        quantum: duration("9 ms"),
        supply: periodicResource({ period: "9 ms", budget: "4 ms" }),
        guest: guestOf("edf", timed("t", "9", "20")),
      },
      { name: "b", quantum: duration("3 ms") },
    ];
    const found = checkSystem(systemOf({ policy: { kind: "round-robin" }, vms }));
    expect(claimOf(found, "vm/a/contract").verdict).toBe("proved");
    expect(claimOf(found, "vm/a/tasks").verdict).toBe("not-proved");
  });

  it("under priorities is enforced by a periodic server instead", () => {
    const supply = periodicResource({ period: "10 ms", budget: "4 ms" });
    const found = checkSystem(systemOf({ policy: { kind: "fixed-priority" }, vms: [{ name: "a", supply }] }));
    expect(found.claims.map(({ id }) => id)).toEqual(["vm/a/server"]);
  });
});
