import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestBurst } from "../../../src/analysis/interrupts/largest-burst.ts";
import { largestCost } from "../../../src/analysis/interrupts/largest-cost.ts";
import { leastRefill } from "../../../src/analysis/interrupts/least-separation.ts";
import { tokenBucket } from "../../../src/model/event-model.ts";
import type { Load } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { eventModels } from "../../generate/arbitrary/event-model.ts";
import { d, hasWork, isMet, justMore, questions, w } from "./question-cases.ts";

describe("largestCost", { timeout: 60_000 }, () => {
  it("is where schedulability ends, for arrivals of every kind", () => {
    let limits = 0;
    fc.assert(
      fc.property(questions, eventModels({ max: 30 }), (question, arrivals) => {
        const at = (wcet: Work): Load[] => [{ name: "new", arrivals, wcet }];
        const found = largestCost(question, arrivals);
        expect(found.kind).not.toBe("unlimited");
        if (found.kind === "none") expect(isMet(question, [])).not.toBe(true);
        if (found.kind !== "limit") return;
        limits += 1;
        expect(isMet(question, at(found.value))).not.toBe(false);
        if (found.basis === "sufficient" || !hasWork(question)) return;
        const more = found.value.isZero()
          ? new Work(Rational.of(1n, 1_000_000n))
          : found.value.times(justMore);
        expect(isMet(question, at(more))).not.toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(limits).toBeGreaterThan(100);
  });

  it("gives the numbers of small cases", () => {
    const question = {
      scheduling: "fixed-priority",
      tasks: [task({ wcet: "7 s", period: "24 s" })],
    } as const;
    // 23 = 7 + 8·2 is the window of 8 events of cost 2 at 23/8; one tick of cost more and it is not.
    expect(
      largestCost(question, tokenBucket({ capacity: 1, refill: d(23).times(Rational.of(1n, 8n)) })),
    ).toEqual({
      kind: "limit",
      value: w(2),
      basis: "exact",
      atBest: w(2),
    });
    const full = { scheduling: "edf", tasks: [task({ wcet: "2 s", period: "2 s" })] } as const;
    const rare = tokenBucket({ capacity: 1, refill: d(1_000_000) });
    expect(largestCost(full, rare)).toEqual({
      kind: "limit",
      value: Work.zero,
      basis: "exact",
      atBest: Work.zero,
    });
    expect(largestCost({ ...full, effort: 0 }, rare)).toMatchObject({ kind: "undetermined", limit: 0 });
  });
});

describe("largestBurst", { timeout: 60_000 }, () => {
  it("is met, and one token more is not", () => {
    let limits = 0;
    fc.assert(
      fc.property(
        questions,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 3, max: 40 }),
        (question, cost, refill) => {
          const at = (capacity: bigint): Load[] => [
            { name: "new", arrivals: tokenBucket({ capacity, refill: d(refill) }), wcet: w(cost) },
          ];
          const found = largestBurst(question, w(cost), d(refill));
          if (found.kind === "unlimited") expect(hasWork(question)).toBe(false);
          if (found.kind === "none" && hasWork(question)) expect(isMet(question, at(1n))).not.toBe(true);
          if (found.kind !== "limit") return;
          limits += 1;
          expect(isMet(question, at(found.value))).not.toBe(false);
          if (found.basis === "exact") expect(isMet(question, at(found.value + 1n))).not.toBe(true);
        },
      ),
      { numRuns: 500 },
    );
    expect(limits).toBeGreaterThan(100);
  });

  it("is the inverse of the least refill", () => {
    fc.assert(
      fc.property(questions, fc.bigInt({ min: 1n, max: 5n }), (question, capacity) => {
        const refill = leastRefill(question, w(1), capacity);
        if (refill.kind !== "limit" || !hasWork(question)) return;
        const back = largestBurst(question, w(1), refill.value);
        expect(back.kind).toBe("limit");
        if (back.kind === "limit") expect(back.value >= capacity).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("knows the corners", () => {
    const idle = { scheduling: "edf", tasks: [] } as const;
    expect(largestBurst(idle, w(1), d(2))).toEqual({ kind: "unlimited" });
    expect(largestBurst(idle, w(3), d(2))).toEqual({ kind: "none", basis: "exact" });
    expect(largestBurst(idle, Work.zero, d(2))).toEqual({ kind: "unlimited" });
    expect(() => largestBurst(idle, w(1), d(0))).toThrow(/greater than zero/);
  });
});
