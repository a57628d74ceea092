import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { type MissedTicks, sleepBound } from "../../../src/analysis/interrupts/guest-ticks.ts";
import { longestSleep } from "../../../src/analysis/interrupts/longest-sleep.ts";
import { type TableSupply, table } from "../../../src/model/supply.ts";
import type { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { worstSleep } from "../../../src/simulator/guest/worst-sleep.ts";
import { blackout } from "../../../src/supply/bounds.ts";
import { tables } from "../../generate/arbitrary/supply.ts";
import { readSupply, time } from "../../vectors/read.ts";
import { d } from "./question-cases.ts";

const WAYS: readonly MissedTicks[] = ["lost", "coalesced", "caught-up"];

/** The exact bound, which the simulator's enumeration comes within a step of the grid to and never passes. */
function agrees(
  supply: TableSupply,
  tick: Duration,
  ticksNeeded: bigint,
  missed: MissedTicks,
  grid: Duration,
): void {
  const bound = longestSleep({ supply, tick, ticksNeeded, missed }, new Effort());
  const observed = worstSleep({ supply, tick, ticksNeeded, delivery: missed, grid });
  const simple = sleepBound({ tick, ticksNeeded, missed, longestGap: blackout(supply)! });
  if (observed === null) {
    expect(bound.kind).toBe("never-ends");
    return;
  }
  if (bound.kind !== "bounded") {
    // Ticks that miss every window may need a phase between the points of the grid.
    expect([bound.kind, missed]).toEqual(["never-ends", "lost"]);
    return;
  }
  expect(observed.atMost(bound.length)).toBe(true);
  const nearly = bound.length.minus(grid);
  expect(bound.attained ? bound.length.equals(observed) : nearly.atMost(observed)).toBe(true);
  if (simple !== null) expect(bound.length.atMost(simple)).toBe(true);
}

describe("longestSleep", { timeout: 60_000 }, () => {
  it("is what enumeration finds on a grid, but for suprema between its points", () => {
    fc.assert(
      fc.property(
        tables({ max: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.bigInt({ min: 1n, max: 4n }),
        fc.constantFrom(...WAYS),
        (supply, tick, needed, missed) => {
          if ((supply as TableSupply).windows.length === 0) return;
          agrees(supply as TableSupply, d(tick), needed, missed, d(1));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("comes as near to a supremum as the grid is fine", () => {
    fc.assert(
      fc.property(
        tables({ max: 5 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(...WAYS),
        (supply, tick, missed) => {
          if ((supply as TableSupply).windows.length === 0) return;
          agrees(supply as TableSupply, d(tick), 2n, missed, d(1).times(Rational.of(1n, 8n)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("bounds every published case", () => {
    const { cases } = JSON.parse(readFileSync("fixtures/vectors/guest_tick.json", "utf8")) as {
      cases: {
        input: { supply: never; tick: string; ticksNeeded: string; quantum: string };
        expect: Record<string, string | null>;
      }[];
    };
    for (const { input, expect: expected } of cases) {
      for (const [key, missed] of [
        ["catchup", "caught-up"],
        ["coalesce", "coalesced"],
        ["lost", "lost"],
      ] as const) {
        const given = {
          supply: readSupply(input.supply) as TableSupply,
          tick: time(input.tick),
          ticksNeeded: BigInt(input.ticksNeeded),
          missed,
        };
        const bound = longestSleep(given, new Effort());
        const value = expected[key] ?? null;
        if (value === null) expect(bound.kind).toBe("never-ends");
        else if (bound.kind === "bounded") expect(time(value).atMost(bound.length)).toBe(true);
        else expect([bound.kind, missed]).toEqual(["never-ends", "lost"]);
      }
    }
    expect(cases.length).toBeGreaterThan(10);
  });

  it("gives the bounds of MobiVMM: 10 ms of sleep at 100 Hz, alone and beside another guest", () => {
    const tick = duration("10 ms");
    const rows = [
      ["20 ms", "20 ms", "lost", null, "20 ms"],
      ["40 ms", "20 ms", "lost", null, "40 ms"],
      ["40 ms", "20 ms", "coalesced", "60 ms", "40 ms"],
      ["40 ms", "20 ms", "caught-up", "40 ms", "40 ms"],
      ["20 ms", "10 ms", "lost", null, "40 ms"],
      ["20 ms", "10 ms", "caught-up", "30 ms", "20 ms"],
    ] as const;
    for (const [frame, end, missed, simple, exact] of rows) {
      const supply = table({ frame, windows: [{ start: "0 ms", end }] });
      const found = longestSleep({ supply, tick, ticksNeeded: 2n, missed }, new Effort());
      expect(found).toEqual({ kind: "bounded", length: duration(exact), attained: true });
      const longestGap = blackout(supply)!;
      if (longestGap.isZero()) continue;
      expect(sleepBound({ tick, ticksNeeded: 2n, missed, longestGap })).toEqual(simple && duration(simple));
    }
  });

  it("finds ticks that are locked out, and stops where it is told to", () => {
    const supply = table({ frame: "40 ms", windows: [{ start: "0 ms", end: "9 ms" }] });
    const given = { supply, tick: duration("10 ms"), ticksNeeded: 1n };
    expect(longestSleep({ ...given, missed: "lost" }, new Effort())).toEqual({ kind: "never-ends" });
    expect(longestSleep({ ...given, missed: "coalesced" }, new Effort(1))).toEqual({
      kind: "undetermined",
      limit: 1,
    });
    const none = table({ frame: "40 ms", windows: [] });
    expect(longestSleep({ ...given, supply: none, missed: "caught-up" }, new Effort()).kind).toBe(
      "never-ends",
    );
    expect(() => longestSleep({ ...given, ticksNeeded: 0n, missed: "lost" }, new Effort())).toThrow(
      /at least 1/,
    );
  });
});
