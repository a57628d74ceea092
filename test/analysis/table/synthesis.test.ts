import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proveTable } from "../../../src/analysis/table/proof.ts";
import { synthesizeTable, type TableOutcome } from "../../../src/analysis/table/synthesis.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { periodicResource } from "../../../src/model/supply.ts";
import type { Slot } from "../../../src/model/system.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { secondsIn } from "../../../src/numeric/unit.ts";
import { scales } from "../../generate/arbitrary/task-set.ts";
import { type DrawnContract, drawnContracts, requestOf } from "./requests.ts";

const manners = fc.record({
  cost: fc.constantFrom(0, 0, 1),
  least: fc.constantFrom(0, 0, 1, 2, 3),
  grid: fc.constantFrom(0, 1, 2, 3),
});

describe("synthesizeTable", () => {
  it("gives tables that replayed slot by slot supply every budget, and that pass the proof", () => {
    const seen = { table: 0, infeasible: 0, undetermined: 0 };
    fc.assert(
      fc.property(drawnContracts(90), manners, scales, (drawn, manner, scale) => {
        const request = requestOf(drawn, manner, scale);
        const outcome = synthesizeTable(request);
        seen[outcome.kind]++;
        if (outcome.kind !== "table") return;
        const { frame, slots } = outcome;
        expect(proveTable({ ...request, frame, slots })).toEqual({ kind: "proved", strength: "exact" });
        expect(shortfall(drawn, manner.cost, units(frame.value, scale), inUnits(slots, scale))).toBeNull();
        for (const { start, length } of inUnits(slots, scale)) {
          expect(length).toBeGreaterThanOrEqual(manner.least);
          if (manner.grid > 0) expect([start % manner.grid, length % manner.grid]).toEqual([0, 0]);
        }
      }),
      { numRuns: 2000 },
    );
    expect(seen.table).toBeGreaterThan(500);
    expect(seen.undetermined).toBeGreaterThan(50);
  });

  it("without costs and grid finds a table exactly if the budgets due in each window fit", () => {
    const seen = { table: 0, infeasible: 0, undetermined: 0 };
    fc.assert(
      fc.property(drawnContracts(120), (drawn) => {
        const outcome = synthesizeTable(requestOf(drawn, {}));
        seen[outcome.kind]++;
        const late = firstOverload(drawn);
        expect(outcome.kind).toBe(late === null ? "table" : "infeasible");
        if (outcome.kind === "infeasible" && outcome.window !== null) {
          expect(`${outcome.window.value}`).toBe(`${late}`);
        }
      }),
      { numRuns: 2000 },
    );
    expect(seen.table).toBeGreaterThan(300);
    expect(seen.infeasible).toBeGreaterThan(300);
  });

  it("merges windows: an urgent VM waits for one that would only be cut in two", () => {
    const drawn = [
      { period: 4, budget: 1, deadline: 4 },
      { period: 8, budget: 4, deadline: 8 },
    ];
    expect(text(synthesizeTable(requestOf(drawn, {})))).toEqual(["vm0 0+1", "vm1 1+4", "vm0 5+1"]);
  });

  it("charges each window its switch", () => {
    const drawn = [
      { period: 10, budget: 4, deadline: 10 },
      { period: 10, budget: 4, deadline: 10 },
    ];
    expect(text(synthesizeTable(requestOf(drawn, { cost: 1 })))).toEqual(["vm0 0+5", "vm1 5+5"]);
    const full = synthesizeTable(requestOf([{ ...drawn[0]!, budget: 6 }, drawn[1]!], { cost: 1 }));
    expect(full).toMatchObject({ kind: "undetermined" });
    expect(full.kind === "undetermined" && full.reason).toMatch(/the budget of vm1 due at 10 s is late/);
  });

  it("gives a VM alone the whole frame where switches leave no other table", () => {
    const alone = [{ period: 10, budget: 10, deadline: 10 }];
    const request = requestOf(alone, { cost: 1 });
    expect(text(synthesizeTable(request))).toEqual(["vm0 0+10"]);
    expect(text(synthesizeTable({ ...request, longestSection: "1 s" }))).toBe("undetermined");
  });

  it("says why there is none, and in which window", () => {
    const tight = [
      { period: 10, budget: 3, deadline: 5 },
      { period: 20, budget: 3, deadline: 5 },
    ];
    const outcome = synthesizeTable(requestOf(tight, {}));
    expect(outcome).toMatchObject({
      kind: "infeasible",
      why: "the budgets due in a window are more than its length",
    });
    expect(outcome.kind === "infeasible" && `${outcome.window}`).toBe("5 s");
    const long = synthesizeTable(requestOf([{ period: 4, budget: 1, deadline: 4 }], { least: 5 }));
    expect(long).toMatchObject({ kind: "infeasible", why: "the minimum window is longer than the frame" });
  });

  it("states its limits instead of exploding", () => {
    const primes = [1_000_003, 1_000_033, 1_000_037].map((period) => ({
      period,
      budget: 1,
      deadline: period,
    }));
    const request = requestOf(primes, {});
    expect(synthesizeTable({ ...request, mostWindows: 100 })).toMatchObject({
      kind: "undetermined",
      limit: 100,
    });
    expect(synthesizeTable({ ...request, effort: 500 })).toMatchObject({ kind: "undetermined", limit: 500 });
  });

  it("asks nothing for nothing, and refuses contradictions", () => {
    expect(synthesizeTable({ contracts: [] })).toMatchObject({ kind: "table", slots: [] });
    const idle = requestOf([{ period: 4, budget: 0, deadline: 4 }], { cost: 1 });
    expect(synthesizeTable(idle)).toMatchObject({ kind: "table", slots: [] });
    const twin = { vm: "a", supply: periodicResource({ period: "4 ms", budget: "1 ms" }) };
    expect(() => synthesizeTable({ contracts: [twin, twin] })).toThrow(/two contracts are for the same VM/);
    expect(() => synthesizeTable({ contracts: [twin], grid: "0 ms" })).toThrow(InputError);
    expect(() => synthesizeTable({ contracts: [twin], switchCost: "-1 ms" })).toThrow(InputError);
    expect(() => synthesizeTable({ contracts: [twin], mostWindows: 0 })).toThrow(InputError);
    const slots = synthesizeTable({ contracts: [twin], core: 3 });
    expect(slots).toMatchObject({ slots: [{ vm: "a", core: 3 }] });
    expect(slots.kind === "table" && `${secondsIn("ms", slots.slots[0]!.length.value)}`).toBe("1");
  });
});

interface UnitSlot {
  readonly vm: string;
  readonly start: number;
  readonly length: number;
}

const units = (value: Rational, scale: Rational): number => value.dividedBy(scale).approximate();

function inUnits(slots: readonly Slot[], scale: Rational): UnitSlot[] {
  return slots.map(({ vm, start, length }) => ({
    vm,
    start: units(start.value, scale),
    length: units(length.value, scale),
  }));
}

/** Plays the table unit by unit over two frames: the first period of a VM that gets less than its budget; or null. */
function shortfall(
  drawn: readonly DrawnContract[],
  cost: number,
  frame: number,
  slots: readonly UnitSlot[],
): string | null {
  const served = new Map<string, number[]>();
  const owner: (string | null)[] = Array(frame).fill(null);
  for (const { vm, start, length } of slots) {
    for (let unit = start; unit < start + length; unit++) {
      if (owner[unit] !== null) return `two slots at ${unit}`;
      owner[unit] = vm;
      const switching = unit < start + cost && length < frame;
      if (!switching) served.set(vm, [...(served.get(vm) ?? []), unit]);
    }
  }
  for (const [index, { period, budget, deadline }] of drawn.entries()) {
    const times = served.get(`vm${index}`) ?? [];
    for (let from = 0; from < frame; from += period) {
      const has = times.filter((unit) => unit >= from && unit < from + deadline).length;
      if (has < budget) return `vm${index} at ${from} has ${has}`;
    }
  }
  return null;
}

/** The least window [0, t) whose budgets due are more than its length; null where none is, up to the horizon. */
function firstOverload(drawn: readonly DrawnContract[]): number | null {
  for (let t = 1; t <= 2000; t++) {
    const due = drawn.reduce(
      (sum, { period, budget, deadline }) =>
        sum + (t < deadline ? 0 : (Math.floor((t - deadline) / period) + 1) * budget),
      0,
    );
    if (due > t) return t;
  }
  return null;
}

function text(outcome: TableOutcome): string[] | string {
  return outcome.kind === "table"
    ? inUnits(outcome.slots, Rational.one).map(({ vm, start, length }) => `${vm} ${start}+${length}`)
    : outcome.kind;
}
