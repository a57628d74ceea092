import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignedShortfall } from "../../../src/analysis/table/aligned.ts";
import { proveTable } from "../../../src/analysis/table/proof.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { edpResource, periodicResource, table } from "../../../src/model/supply.ts";
import type { Slot } from "../../../src/model/system.ts";
import { everyAlignedPeriodSupplies } from "../../../src/supply/aligned-periods.ts";
import { CyclicService } from "../../../src/supply/cyclic-service.ts";
import { seconds } from "./requests.ts";

const slot = (vm: string, start: number, length: number, core = 0): Slot => ({
  vm,
  core,
  start: seconds(start),
  length: seconds(length),
});
const contract = (vm: string, period: number, budget: number) => ({
  vm,
  supply: periodicResource({ period: seconds(period), budget: seconds(budget).asWork() }),
});

/** Slots of two VMs and gaps, by the unit; in runs, so that few edges face many phases. */
const layouts = fc
  .array(fc.tuple(fc.constantFrom("a", "a", "b", null), fc.integer({ min: 1, max: 7 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((runs) => {
    const owners = runs.flatMap(([vm, length]) => Array.from({ length }, () => vm));
    const slots = owners.flatMap((vm, start) => (vm === null ? [] : [slot(vm, start, 1)]));
    return { frame: owners.length, owners, slots };
  });

describe("proveTable", () => {
  it("decides as a count of every aligned period does, windows joined and switches paid", () => {
    let proved = 0;
    const drawn = fc.record({
      layout: layouts,
      common: fc.integer({ min: 1, max: 6 }),
      multiple: fc.integer({ min: 1, max: 6 }),
      early: fc.nat(60),
      cost: fc.constantFrom(0, 0, 1),
      above: fc.boolean(),
    });
    fc.assert(
      fc.property(drawn, ({ layout, common, multiple, early, cost, above }) => {
        // Idle time up to a multiple of `common` makes the phases few.
        const frame = Math.ceil(layout.frame / common) * common;
        const owners = Array.from({ length: frame }, (_, unit) => layout.owners[unit] ?? null);
        const period = common * multiple;
        const deadline = Math.max(1, period - Math.floor((period * early) / 100));
        const whole = owners.every((owner) => owner === "a");
        const usable = owners.map((vm, unit) => {
          const begins = unit === 0 || owners[unit - 1] !== vm;
          return vm === "a" && !(cost === 1 && begins && !whole);
        });
        let least = deadline;
        for (let from = 0; from < period * frame; from += period) {
          let has = 0;
          for (let at = from; at < from + deadline; at++) has += usable[at % frame] ? 1 : 0;
          least = Math.min(least, has);
        }
        // The budget is what every period has, or one more.
        const tooMuch = above && least < deadline;
        const supply = edpResource({
          period: seconds(period),
          budget: seconds(tooMuch ? least + 1 : least).asWork(),
          deadline: seconds(deadline),
        });
        const found = proveTable({
          frame: seconds(frame),
          slots: layout.slots,
          contracts: [{ vm: "a", supply }],
          switchCost: seconds(cost).asWork(),
        });
        expect(found.kind).toBe(tooMuch ? "short" : "proved");
        proved += least > 0 && !tooMuch ? 1 : 0;
      }),
      { numRuns: 2000 },
    );
    expect(proved).toBeGreaterThan(300);
  });

  it("agrees with the supply layer where the deadline is the period", () => {
    fc.assert(
      fc.property(
        layouts,
        fc.integer({ min: 1, max: 14 }),
        fc.nat(14),
        ({ frame, owners }, period, given) => {
          const budget = given % (period + 1);
          const own = owners.flatMap((vm, unit) => (vm === "a" ? [unit] : []));
          const windows = own.map((unit) => ({ start: BigInt(unit), end: BigInt(unit + 1) }));
          const promise = { period: BigInt(period), budget: BigInt(budget), deadline: BigInt(period) };
          const kept = alignedShortfall(new CyclicService(BigInt(frame), windows), promise) === null;
          const supply = table({
            frame: seconds(frame),
            windows: own.map((unit) => ({ start: seconds(unit), end: seconds(unit + 1) })),
          });
          expect(kept).toBe(everyAlignedPeriodSupplies(supply, seconds(period), seconds(budget).asWork()));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("names the first period that falls short", () => {
    const slots = [slot("a", 0, 2), slot("a", 7, 3)];
    const found = proveTable({
      frame: seconds(10),
      slots,
      contracts: [contract("a", 5, 2)],
      switchCost: "1 s",
    });
    expect(found).toMatchObject({ kind: "short", vm: "a" });
    expect(JSON.parse(JSON.stringify(found))).toEqual({
      kind: "short",
      vm: "a",
      from: "0",
      length: "5",
      has: "1",
      needs: "2",
    });
  });

  it("names slots that overlap or leave the frame", () => {
    const given = { frame: seconds(10), contracts: [] };
    const [first, second] = [slot("a", 0, 3), slot("b", 2, 2)];
    expect(proveTable({ ...given, slots: [second, first] })).toEqual({ kind: "overlap", first, second });
    for (const stray of [slot("a", 8, 3), slot("a", -1, 3), slot("a", 2, 0)]) {
      expect(proveTable({ ...given, slots: [stray] })).toEqual({ kind: "outside", slot: stray });
    }
  });

  it("refuses a window that is shorter than its switch, since the next one would be late", () => {
    const slots = [slot("a", 0, 1), slot("b", 1, 9)];
    const given = { frame: seconds(10), slots, contracts: [contract("b", 10, 7)] };
    expect(proveTable({ ...given, switchCost: "1 s" }).kind).toBe("proved");
    expect(JSON.parse(JSON.stringify(proveTable({ ...given, switchCost: "2 s" })))).toEqual({
      kind: "below-switch",
      vm: "a",
      start: "0",
    });
  });

  it("charges the VMM's sections also to a VM that is never switched", () => {
    const given = { frame: seconds(10), slots: [slot("a", 0, 10)], switchCost: "3 s", longestSection: "1 s" };
    expect(proveTable({ ...given, contracts: [contract("a", 10, 9)] }).kind).toBe("proved");
    expect(proveTable({ ...given, contracts: [contract("a", 10, 10)] }).kind).toBe("short");
  });

  it("needs no slot for an empty budget, and one for any other", () => {
    const given = { frame: seconds(10), slots: [] };
    expect(proveTable({ ...given, contracts: [contract("a", 5, 0)] }).kind).toBe("proved");
    expect(proveTable({ ...given, contracts: [contract("a", 5, 1)] }).kind).toBe("short");
  });

  it("refuses slots of several cores and an empty frame, and states its limit", () => {
    const slots = [slot("a", 0, 1), slot("a", 2, 1, 1)];
    expect(() => proveTable({ frame: seconds(10), slots, contracts: [] })).toThrow(InputError);
    expect(() => proveTable({ frame: seconds(0), slots: [], contracts: [] })).toThrow(InputError);
    const found = proveTable({
      frame: seconds(10),
      slots: [slot("a", 0, 2), slot("a", 6, 2)],
      contracts: [contract("a", 10, 2)],
      effort: 0,
    });
    expect(found).toMatchObject({ kind: "undetermined", vm: "a" });
  });
});
