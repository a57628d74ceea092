import { describe, expect, it } from "vitest";
import { Effort } from "../../src/analysis/effort.ts";
import { periodicEvents } from "../../src/model/event-model.ts";
import {
  boundedDelay,
  dedicated,
  edpResource,
  leftover,
  periodicResource,
  type Supply,
  table,
} from "../../src/model/supply.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { supplyDominates } from "../../src/supply/dominance.ts";

const contract = periodicResource({ period: "5 ms", budget: "3 ms" });
const decide = (a: Supply, b: Supply) => supplyDominates(a, b, new Effort());

describe("supplyDominates", () => {
  it("finds a table at least its contract", () => {
    expect(decide(table({ frame: "5 ms", windows: [{ start: "0 ms", end: "3 ms" }] }), contract).kind).toBe(
      "dominates",
    );
    expect(decide(dedicated(), contract).kind).toBe("dominates");
    expect(decide(edpResource({ period: "5 ms", budget: "3 ms", deadline: "4 ms" }), contract).kind).toBe(
      "dominates",
    );
  });

  it("names the first window that gets too little", () => {
    const late = table({ frame: "20 ms", windows: [{ start: "0 ms", end: "14 ms" }] });
    const found = decide(late, contract);
    expect(found.kind).toBe("violated");
    if (found.kind !== "violated") return;
    // The gap is 6 ms; the contract's blackout only 4 ms.
    expect(found.at.equals(duration("5 ms"))).toBe(true);
    expect([found.has.equals(work("0 ms")), found.needs.equals(work("1 ms"))]).toEqual([true, true]);
  });

  it("sees that a lesser rate fails at last, however late", () => {
    const short = boundedDelay({ rate: "2/5", delay: "0 ms" });
    expect(decide(short, contract).kind).toBe("violated");
    const barely = boundedDelay({ rate: "59999999/100000000", delay: "0 ms" });
    expect(decide(barely, contract).kind).toBe("violated");
  });

  it("lies on the linear bound of the contract", () => {
    expect(decide(contract, boundedDelay({ rate: "3/5", delay: "4 ms" })).kind).toBe("dominates");
    expect(decide(contract, boundedDelay({ rate: "3/5", delay: "3999 us" })).kind).toBe("violated");
    expect(decide(boundedDelay({ rate: "3/5", delay: "4 ms" }), contract).kind).toBe("violated");
  });

  it("does not know where rates are the same and no cycle is known", () => {
    const arrivals = periodicEvents({ period: "4 ms", jitter: "6 ms", minDistance: "1 ms" });
    const rest = leftover(dedicated(), [{ name: "irq", arrivals, wcet: work("1 ms") }]);
    expect(decide(rest, periodicResource({ period: "4 ms", budget: "3 ms" }))).toEqual({
      kind: "undetermined",
      reason: "the supplies have the same rate and no known common cycle",
    });
    // Another rate gives a horizon without one.
    expect(decide(rest, periodicResource({ period: "4 ms", budget: "1/2 ms" })).kind).toBe("dominates");
    expect(decide(rest, periodicResource({ period: "4 ms", budget: "7/2 ms" })).kind).toBe("violated");
  });

  it("gives up within the limit, and says so", () => {
    const one = periodicResource({ period: "1000003 ns", budget: "500000 ns" });
    const found = supplyDominates(
      periodicResource({ period: "1 ns", budget: "1/2 ns" }),
      one,
      new Effort(1_000),
    );
    expect(found).toEqual({ kind: "undetermined", reason: "still undecided after 1000 steps" });
  });
});
