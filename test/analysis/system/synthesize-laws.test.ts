import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../src/analysis/system/check-system.ts";
import { type Synthesis, synthesize } from "../../../src/analysis/system/synthesize.ts";
import type { ProvedBudget } from "../../../src/analysis/system/synthesize-budget.ts";
import { withChosen } from "../../../src/analysis/system/synthesize-servers.ts";
import { proveTable } from "../../../src/analysis/table/proof.ts";
import type { System } from "../../../src/model/system.ts";
import { gcd } from "../../../src/numeric/integer.ts";
import { Duration, type Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { work } from "../../../src/numeric/unit.ts";
import { simulate } from "../../../src/simulator/system/simulate.ts";
import { designs, promisedGuests, tableDesigns } from "../../generate/arbitrary/design.ts";
import { renderYaml } from "../../support/render-yaml.ts";
import { EFFORT } from "../../support/violations.ts";

const GRID = work("1 ms");

/** More systems: HYPERBOUND_SYSTEMS=50000. */
const SYSTEMS = Number(process.env["HYPERBOUND_SYSTEMS"] ?? 2_000);

type ChosenSystem = Extract<Synthesis, { kind: "chosen" }>;

/** The same system with another budget for its first VM that was chosen for. */
function withBudget(system: System, { vms }: ChosenSystem, budget: Work): System {
  const [{ vm, chosen }] = vms as [ChosenSystem["vms"][number]];
  return withChosen(system, new Map<string, ProvedBudget>([[vm, { ...chosen, budget }]]));
}

function verdictOf(system: System): string {
  return checkSystem(system, { effort: EFFORT }).verdict;
}

/** Jobs that a run on the least supply of every contract sees late, over two hyperperiods of tasks and periods. */
function missesOnWorstSupply(system: System): number {
  const periods = system.vms.flatMap(({ guest, supply }) => [
    ...guest.tasks.map(({ period }) => period),
    ...(supply !== null && "period" in supply ? [supply.period] : []),
  ]);
  return simulate(system, { horizon: twice(periods.reduce(commonMultiple)), supply: "worst" }).misses;
}

function commonMultiple(a: Duration, b: Duration): Duration {
  const { numerator, denominator } = a.per(b);
  return new Duration(a.value.times(Rational.of(denominator)).times(Rational.of(1n, gcd(numerator, 1n))));
}

const twice = (length: Duration): Duration => length.plus(length);

describe("the least budget of a guest on its contract", () => {
  it("passes, and one grid unit less fails: by check, and in a run on the worst supply", () => {
    const tally = { budgets: 0, seenLate: 0 };
    fc.assert(
      fc.property(promisedGuests(), (system) => {
        const found = synthesize(system, { grid: GRID, effort: EFFORT });
        if (found.kind !== "chosen") {
          expect(found.kind).toBe("no-budget");
          return;
        }
        const budget = (found.vms[0] as ChosenSystem["vms"][number]).chosen.budget;
        expect(found.after.verdict, renderYaml(system)).toBe("proved");
        expect(verdictOf(withBudget(system, found, budget))).toBe("proved");
        expect(missesOnWorstSupply(found.system), renderYaml(found.system)).toBe(0);
        const smaller = withBudget(system, found, budget.minus(GRID));
        expect(verdictOf(smaller), renderYaml(smaller)).not.toBe("proved");
        tally.budgets += 1;
        const blocked = system.vms.some(({ guest }) => !guest.preemptive);
        if (blocked || budget.equals(GRID)) return;
        // Without blocking the analyses are exact, so that the run must show it.
        expect(missesOnWorstSupply(smaller), renderYaml(smaller)).toBeGreaterThan(0);
        tally.seenLate += 1;
      }),
      { numRuns: SYSTEMS },
    );
    expect(tally.budgets).toBeGreaterThan(1000);
    expect(tally.seenLate).toBeGreaterThan(500);
  });

  it("is at most the one on a grid where it may be any rational, and less than a unit away", () => {
    let between = 0;
    fc.assert(
      fc.property(promisedGuests(), (system) => {
        const preemptive = {
          ...system,
          vms: system.vms.map((vm) => ({ ...vm, guest: { ...vm.guest, preemptive: true } })),
        };
        const onGrid = synthesize(preemptive, { grid: GRID, effort: EFFORT });
        const free = synthesize(preemptive, { effort: EFFORT });
        if (onGrid.kind !== "chosen") return;
        if (free.kind !== "chosen") throw new Error("a budget on the grid is a budget");
        const [least, multiple] = [free, onGrid].map(
          ({ vms }) => (vms[0] as ChosenSystem["vms"][number]).chosen.budget,
        ) as [Work, Work];
        expect(free.after.verdict).toBe("proved");
        expect(least.lessThan(multiple) || least.equals(multiple)).toBe(true);
        expect(multiple.minus(least).lessThan(GRID)).toBe(true);
        if (least.lessThan(multiple)) between += 1;
      }),
      { numRuns: SYSTEMS },
    );
    expect(between).toBeGreaterThan(500);
  });
});

describe("a synthesized system", () => {
  it("does not depend on the order in which VMs are written", () => {
    let proved = 0;
    const drawn = fc
      .constantFrom("edf" as const, "fixed-priority" as const)
      .chain((policy) => designs(policy, { mostVms: 3 }));
    fc.assert(
      fc.property(drawn, (system) => {
        // Of servers with the same period and no priority, the first that is written goes first.
        if (system.vmm?.policy.kind === "fixed-priority" && system.vms[0]?.priority === null) return;
        const there = outcomeOf(system);
        expect(outcomeOf({ ...system, vms: system.vms.toReversed() }), renderYaml(system)).toEqual(there);
        if (there["after"] === "proved") proved += 1;
      }),
      { numRuns: SYSTEMS / 16 },
    );
    expect(proved).toBeGreaterThan(20);
  });

  it("has a table that passes its own proof and runs without a miss", () => {
    const tally = { tables: 0, proved: 0, contracts: 0 };
    fc.assert(
      fc.property(tableDesigns(), (system) => {
        const found = synthesize(system, { grid: GRID, effort: EFFORT });
        if (found.kind !== "chosen") return;
        const { vmm, vms } = found.system;
        if (vmm?.policy.kind !== "table") throw new Error("a table");
        const contracts = found.vms.flatMap(({ vm, chosen: { period, budget, deadline } }) =>
          deadline.equals(period) ? [{ vm, supply: { kind: "periodic" as const, period, budget } }] : [],
        );
        const proof = proveTable({
          frame: vmm.policy.frame,
          slots: vmm.policy.slots,
          contracts,
          switchCost: vmm.costs.vmSwitch,
          longestSection: vmm.costs.longestNonPreemptible,
        });
        expect(proof, renderYaml(found.system)).toEqual({ kind: "proved", strength: "exact" });
        tally.tables += 1;
        if (found.after.verdict !== "proved") {
          expect(
            found.after.claims.every(({ verdict, reason }) => verdict === "proved" || reason !== undefined),
          ).toBe(true);
          return;
        }
        tally.proved += 1;
        if (vms.some(({ supply }) => supply !== null)) tally.contracts += 1;
        const { misses } = simulate(found.system, { horizon: "1200 ms" });
        expect(misses, renderYaml(found.system)).toBe(0);
      }),
      { numRuns: SYSTEMS / 16 },
    );
    expect(tally.tables, JSON.stringify(tally)).toBeGreaterThan(30);
    expect(tally.proved, JSON.stringify(tally)).toBeGreaterThan(20);
    expect(tally.contracts, JSON.stringify(tally)).toBeGreaterThan(8);
  });
});

function outcomeOf(system: System): Record<string, unknown> {
  const hasServers = system.vms.some(({ supply }) => supply !== null);
  if (!hasServers) return {};
  const found = synthesize(system, { grid: GRID, effort: EFFORT });
  if (found.kind === "no-budget") return { kind: found.kind };
  if (found.kind === "no-table") return { kind: found.kind, why: found.why };
  const interfaces = found.vms.map(
    ({ vm, chosen: { period, budget } }) => `${vm}: ${budget} every ${period}`,
  );
  return { after: found.after.verdict, unkept: found.unkept === null, interfaces: interfaces.sort() };
}
