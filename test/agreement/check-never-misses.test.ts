import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../src/analysis/system/check-system.ts";
import type { System } from "../../src/model/system.ts";
import { systems } from "../generate/arbitrary/system.ts";
import { described } from "../generate/described.ts";
import { stepVmm } from "../support/step-vmm.ts";
import { EFFORT, violationsOf } from "../support/violations.ts";

/**
 * What checkSystem proves never happens, and no response exceeds its bound, in any course of events that a simulator
 * without theory draws. More systems: HYPERBOUND_SYSTEMS=50000.
 */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 2_000);
const RUNS_PER_SYSTEM = 6;

/** Every RTDS server with extratime. */
function withExtratime(system: System): System {
  return {
    ...system,
    vms: system.vms.map((vm) =>
      vm.supply?.kind === "server" && vm.supply.server === "xen-rtds"
        ? { ...vm, supply: { ...vm.supply, extratime: true } }
        : vm,
    ),
  };
}

describe("what check proves", () => {
  const draws = [
    { name: "every policy with costs and interrupts", options: {}, share: 0.4 },
    {
      name: "servers alone",
      options: { policies: ["fixed-priority", "edf", "sedf"], costs: false, interrupts: false },
      share: 0.2,
    },
    { name: "interrupts alone", options: { costs: false }, share: 0.2 },
    { name: "costs alone", options: { interrupts: false }, share: 0.2 },
    { name: "shaped, monitored, coalesced and polled interrupts", options: { shaping: true }, share: 0.1 },
    { name: "caches that are cold after a switch", options: { refill: true }, share: 0.2 },
    { name: "the same, and shaped interrupts", options: { refill: true, shaping: true }, share: 0.1 },
  ] as const;

  for (const { name, options, share } of draws) {
    it(`never fails in a simulated run: ${name}`, () => {
      const system = systems(options);
      const seed = fc.nat(1_000_000);
      fc.assert(
        fc.property(
          system,
          seed,
          described((drawn, first: number) => {
            const seeds = Array.from({ length: RUNS_PER_SYSTEM }, (_, index) => first + index);
            expect(violationsOf(drawn, seeds)).toEqual([]);
          }),
        ),
        { numRuns: Math.ceil(SYSTEMS * share) },
      );
    });
  }

  it("never fails in a simulated run: RTDS with extratime", () => {
    const plain = systems({ policies: ["edf"], serverKinds: ["xen-rtds", "xen-rtds", "hard-cbs"] });
    const seed = fc.nat(1_000_000);
    fc.assert(
      fc.property(
        plain.map(withExtratime),
        seed,
        described((system, first: number) => {
          expect(violationsOf(system, [first, first + 1, first + 2])).toEqual([]);
        }),
      ),
      { numRuns: Math.ceil(SYSTEMS / 5) },
    );
  });

  it("is enough of what is drawn for these runs to mean something", () => {
    const proved = fc
      .sample(systems(), { numRuns: 400, seed: 7 })
      .filter((system) => checkSystem(system, { effort: EFFORT }).verdict === "proved");
    expect(proved.length).toBeGreaterThan(40);
    const policies = new Set(proved.map(({ vmm }) => vmm?.policy.kind));
    expect([...policies].sort()).toEqual(["edf", "fixed-priority", "round-robin", "sedf", "static", "table"]);
  });
});

describe("the simulated runs", () => {
  it("show a late job in most systems that are refuted", () => {
    const refuted = fc
      .sample(systems({ costs: false, interrupts: false }), { numRuns: 400, seed: 11 })
      .filter((system) => checkSystem(system, { effort: EFFORT }).verdict === "refuted");
    const seeds = Array.from({ length: 40 }, (_, seed) => seed);
    const seen = refuted.filter((system) => seeds.some((seed) => stepVmm(system, seed, 300).late.length > 0));
    expect(refuted.length).toBeGreaterThan(60);
    expect(seen.length / refuted.length).toBeGreaterThan(0.8);
  });
});
