import { describe, expect, it } from "vitest";
import { mostOf } from "../../../src/checker/scenario.ts";
import { readCertified } from "../../../src/report/proof/certified.ts";
import { load, play, type Row } from "../../../src/report/proof/course.ts";
import { pickedSupply } from "../../../src/report/proof/presence.ts";
import { refutationOf } from "../../../src/report/proof/refutation.ts";
import { certified, FIXTURES, fixture } from "../../support/certified.ts";

const row = (name: string, cost: bigint, period: bigint, rank: bigint): Row => ({
  name,
  kind: "task",
  cost,
  release: (job) => job * period,
  rank: () => rank,
});

describe("the report's own replay", () => {
  it("plays fixed priorities on a contract: worked on paper", () => {
    const supply = { kind: "periodic", period: 5n, budget: 2n, deadline: 5n } as const;
    const { pieces, ended } = play(
      [row("fast", 1n, 10n, 0n), row("slow", 3n, 30n, 1n)],
      pickedSupply(supply, { scale: 1n, start: 3n, cycle: 0n }),
      20n,
    );
    // Budgets at [3, 5), [8, 10), [13, 15), [18, 20).
    expect(pieces).toEqual([
      { row: 0, from: 3n, to: 4n },
      { row: 1, from: 4n, to: 5n },
      { row: 1, from: 8n, to: 10n },
      { row: 0, from: 13n, to: 14n },
      { row: null, from: 14n, to: 15n },
      { row: null, from: 18n, to: 20n },
    ]);
    expect(ended).toEqual([2n, 1n]);
  });

  it("lets events as dense as they may come go first", () => {
    const burst = load("irq", { capacity: 3n, refill: 4n }, 1n, 1n);
    const { pieces } = play([burst, row("task", 4n, 100n, 0n)], () => ({ on: true, until: null }), 9n);
    expect(pieces).toEqual([
      { row: 0, from: 0n, to: 3n },
      { row: 1, from: 3n, to: 4n },
      { row: 0, from: 4n, to: 5n },
      { row: 1, from: 5n, to: 8n },
      { row: 0, from: 8n, to: 9n },
    ]);
  });

  it("finds the windows of a table from any phase, and the most that a supply can give", () => {
    const table = {
      kind: "table",
      frame: 10n,
      windows: [
        { start: 2n, end: 4n },
        { start: 7n, end: 10n },
      ],
    } as const;
    const from = pickedSupply(table, { scale: 2n, start: 9n, cycle: 0n });
    expect(from(0n)).toEqual({ on: false, until: 5n });
    expect(from(5n)).toEqual({ on: true, until: 11n });
    expect(from(11n)).toEqual({ on: false, until: 15n });
    const best = mostOf({ kind: "periodic", period: 10n, budget: 3n, deadline: 10n }, 1n);
    expect([0n, 5n, 6n].map((now) => best(now).on)).toEqual([true, true, false]);
  });

  it("finds late what every refuted fixture names", async () => {
    let found = 0;
    for (const path of FIXTURES.filter((name) => name.includes("infeasible"))) {
      const read = readCertified(certified(await fixture(path)).text);
      for (const claim of read.claims.filter(({ verdict }) => verdict === "refuted")) {
        const refutation = refutationOf(read, claim);
        if (refutation === null) continue;
        const { course, late } = refutation;
        expect(course.ended[late.row]).toBeLessThanOrEqual(late.job);
        expect(late.due).toBeLessThanOrEqual(course.due);
        found += 1;
      }
    }
    expect(found).toBeGreaterThan(15);
  });
});
