import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostServer } from "../../../src/analysis/host/server-load.ts";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { type Synthesis, synthesize } from "../../../src/analysis/system/synthesize.ts";
import type { ProvedBudget } from "../../../src/analysis/system/synthesize-budget.ts";
import { withChosen } from "../../../src/analysis/system/synthesize-servers.ts";
import { budgetAt, interfaceOf } from "../../../src/analysis/system/synthesize-vm.ts";
import type { Claim } from "../../../src/certificate/claim.ts";
import { loadSystem } from "../../../src/description/load-system.ts";
import type { System, Vm } from "../../../src/model/system.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { designs } from "../../generate/arbitrary/design.ts";
import { renderYaml } from "../../support/render-yaml.ts";
import { EFFORT, violationsOf } from "../../support/violations.ts";

const GRID = work("1 ms");

/** More systems: HYPERBOUND_SYSTEMS=50000. */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 2_000);
const POLICIES = ["fixed-priority", "edf", "sedf"] as const;
const PERIODS = ["7 ms", "9 ms"].map((text) => duration(text));

describe("the joint choice of servers", () => {
  it.each(POLICIES)("is proved by check, or says why not (%s)", (policy) => {
    const tally = { proved: 0, kept: 0, open: 0, none: 0 };
    fc.assert(
      fc.property(designs(policy), (system) => {
        if (!hasServers(system)) return;
        const found = synthesize(system, { grid: GRID, effort: EFFORT });
        if (found.kind !== "chosen") {
          tally.none += 1;
          expect(found.kind === "no-budget" ? found.none.reason : "").not.toBe("");
          return;
        }
        const after = checkSystem(found.system, { effort: EFFORT });
        expect(after.verdict).toBe(found.after.verdict);
        const unproved = after.claims.filter(({ verdict }) => verdict !== "proved");
        expect(found.unkept === null, renderYaml(system)).toBe(!unproved.some(isOfHost));
        expect(unproved.every(({ reason }) => reason !== undefined && reason !== "")).toBe(true);
        tally[after.verdict === "proved" ? "proved" : found.unkept === null ? "kept" : "open"] += 1;
      }),
      { numRuns: SYSTEMS / 10 },
    );
    expect(tally.proved, JSON.stringify(tally)).toBeGreaterThan(10);
    expect(tally.open, JSON.stringify(tally)).toBeGreaterThan(15);
  });

  it.each(POLICIES)("is the cheapest of all combinations that check proves (%s)", (policy) => {
    let proved = 0;
    fc.assert(
      fc.property(designs(policy, { mostVms: 3, loads: [20, 45, 60] }), (system) => {
        if (!hasServers(system)) return;
        const found = synthesize(system, { grid: GRID, effort: EFFORT, periods: PERIODS });
        if (found.kind !== "chosen") return;
        const best = cheapestOf(system, found);
        if (best.proved !== null) {
          expect(found.after.verdict, renderYaml(system)).toBe("proved");
          expect(costOf(found.system).equals(best.proved)).toBe(true);
          proved += 1;
        } else if (best.isKept) {
          expect(found.unkept, renderYaml(system)).toBe(null);
        }
      }),
      { numRuns: SYSTEMS / 20 },
    );
    expect(proved).toBeGreaterThan(10);
  });

  it("gives up a cheaper interface of one VM for the sake of another", async () => {
    const vm = (name: string, server: string, tasks: string): string =>
      `  ${name}: { supply: { kind: server, server: ${server}, period: 10, budget: 1 }, scheduling: deadline-monotonic, tasks: { ${tasks} } }\n`;
    const text = [
      "system: S\ntimeUnit: ms\nvmm: { policy: edf, costs: { vmSwitch: 10 us } }\nvms:\n",
      vm("control", "periodic-idling", "fast: { period: 50, wcet: 7 }, slow: { period: 75, wcet: 9 }"),
      vm("valve", "periodic-idling", "a: { period: 40, wcet: 3, deadline: 9 }"),
      vm("logger", "deferrable", "write: { period: 100, wcet: 10 }"),
    ].join("");
    const { system } = await loadSystem(text, "s.yaml");
    const periods = Array.from({ length: 20 }, (_, k) => duration(`${k + 1} ms`));
    const found = synthesize(system, { grid: work("0.5 ms"), periods });
    if (found.kind !== "chosen") throw new Error(found.kind);
    expect([found.after.verdict, found.unkept]).toEqual(["proved", null]);
    const dearer = found.curves.filter(({ vm, points }) => {
      const chosen = found.vms.find((each) => each.vm === vm)?.chosen.period;
      const share = points.find(({ period }) => chosen?.equals(period) === true)?.share;
      return points.some((point) => share && point.share?.lessThan(share));
    });
    expect(dearer.length).toBeGreaterThan(0);
  });

  it("never misses in a simulated run, where check proves it", () => {
    let proved = 0;
    const drawn = fc.constantFrom(...POLICIES).chain((policy) => designs(policy, { mostVms: 3 }));
    fc.assert(
      fc.property(drawn, fc.nat(1_000_000), (system, seed) => {
        if (!hasServers(system)) return;
        // The runs take the written priorities.
        if (system.vmm?.policy.kind === "fixed-priority" && system.vms[0]?.priority === null) return;
        const found = synthesize(system, { grid: GRID, effort: EFFORT });
        if (found.kind !== "chosen" || found.after.verdict !== "proved") return;
        proved += 1;
        const violations = violationsOf(found.system, [seed, seed + 1], 400);
        if (violations.length > 0) throw new Error(`${violations.join("\n")}\n\n${renderYaml(found.system)}`);
      }),
      { numRuns: SYSTEMS / 16 },
    );
    expect(proved).toBeGreaterThan(10);
  });
});

function hasServers({ vms }: System): boolean {
  return vms.some((vm) => interfaceOf(vm.supply) !== null);
}

function isOfHost({ id }: Claim): boolean {
  return id.endsWith("/server") || id.endsWith("/servers");
}

/** Every combination of the least budgets at the candidate periods, each put to `check`. */
function cheapestOf(system: System, found: Extract<Synthesis, { kind: "chosen" }>) {
  const vms = found.vms.map(({ vm }) => system.vms.find(({ name }) => name === vm) as Vm);
  const combinations = vms.reduce<Map<string, ProvedBudget>[]>(
    (parts, vm) => {
      const outcomes = PERIODS.map((period) =>
        budgetAt(system, vm, period, { model: null, grid: GRID, effort: EFFORT, screening: false }),
      );
      const least = outcomes.filter((outcome) => outcome.kind === "least");
      return parts.flatMap((part) => least.map((each) => new Map([...part, [vm.name, each]])));
    },
    [new Map()],
  );
  let proved: Rational | null = null;
  let isKept = false;
  for (const chosen of combinations) {
    const changed = withChosen(system, chosen);
    const cost = costOf(changed);
    const { verdict, claims } = checkSystem(changed, { effort: EFFORT });
    if (verdict === "proved" && (proved === null || cost.lessThan(proved))) proved = cost;
    if (claims.filter(isOfHost).every((claim) => claim.verdict === "proved")) isKept = true;
  }
  return { proved, isKept };
}

function costOf(system: System): Rational {
  return system.vms
    .flatMap((vm) => hostServer(system, vm) ?? [])
    .map(({ load, server }) => (load?.wcet ?? server.budget).over(server.period))
    .reduce((sum, each) => sum.plus(each), Rational.zero);
}
