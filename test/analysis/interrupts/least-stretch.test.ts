import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSeparation } from "../../../src/analysis/interrupts/least-separation.ts";
import { leastStretch, stretched } from "../../../src/analysis/interrupts/least-stretch.ts";
import { sporadicEvents } from "../../../src/model/event-model.ts";
import type { Load } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { loads } from "../../generate/arbitrary/event-model.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { d, hasWork, isMet, justLess, questions, sporadic, w } from "./question-cases.ts";

const at = (sources: readonly Load[], factor: Rational): Load[] =>
  sources.map((source) => ({ ...source, arrivals: stretched(source.arrivals, factor) }));

describe("leastStretch", { timeout: 60_000 }, () => {
  it("is where schedulability ends, for sources of every kind", () => {
    let limits = 0;
    fc.assert(
      fc.property(questions, fc.array(loads(), { minLength: 1, maxLength: 3 }), (question, sources) => {
        const found = leastStretch(question, sources);
        if (found.kind === "unlimited") expect(sources.every(({ wcet }) => wcet.isZero())).toBe(true);
        if (found.kind === "none") {
          expect(isMet(question, at(sources, Rational.of(1_000_000_007n)))).not.toBe(true);
        }
        if (found.kind !== "limit") return;
        limits += 1;
        expect(isMet(question, at(sources, found.value))).not.toBe(false);
        if (found.basis === "sufficient" || !hasWork(question)) return;
        expect(isMet(question, at(sources, found.value.times(justLess)))).not.toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(limits).toBeGreaterThan(100);
  });

  it("is the least separation where one source of separation 1 is stretched", () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 1, max: 3 }), (question, cost) => {
        const alone = leastSeparation(question, w(cost));
        const found = leastStretch(question, [sporadic("new", w(cost), d(1))]);
        expect(found.kind).toBe(alone.kind);
        if (found.kind === "limit" && alone.kind === "limit") {
          expect(String(found.value)).toBe(String(alone.value.value));
        }
      }),
      { numRuns: 400 },
    );
  });

  it("equals plain enumeration of the numbers of events of two sources under fixed priorities", () => {
    const pair = fc.tuple(fc.bigInt({ min: 1n, max: 3n }), fc.bigInt({ min: 1n, max: 9n }));
    fc.assert(
      fc.property(
        tinyTaskSets({ maxTasks: 2, deadlines: "constrained", jitter: "within-slack", zeroWcet: false }),
        fc.tuple(pair, pair),
        (ticks, pairs) => {
          const sources = pairs.map(([c, t], index) => sporadic(`s${index}`, w(c), d(t)));
          const found = leastStretch({ scheduling: "fixed-priority", tasks: asTasks(ticks) }, sources);
          const expected = byEventPairs(ticks, pairs)?.toString() ?? "none";
          expect(found.kind === "limit" ? String(found.value) : found.kind).toBe(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("may be below one, and is without limit for sources that cost nothing", () => {
    const question = { scheduling: "edf", tasks: [task({ wcet: "2 s", period: "20 s" })] } as const;
    const source = sporadic("s", w(1), d(10));
    expect(leastStretch(question, [source])).toMatchObject({ kind: "limit", basis: "exact" });
    expect(String((leastStretch(question, [source]) as { value: Rational }).value)).toBe("1/9");
    expect(leastStretch(question, [{ ...source, wcet: Work.zero }])).toEqual({ kind: "unlimited" });
    expect(leastStretch({ ...question, effort: 0 }, [source])).toMatchObject({
      kind: "undetermined",
      limit: 0,
    });
    const scale = Rational.from("1000000000000000009/98765");
    const large = { ...source, wcet: source.wcet.times(scale), arrivals: sporadicEvents(d(10).times(scale)) };
    const tasks = [task({ wcet: w(2).times(scale), period: d(20).times(scale) })];
    expect(leastStretch({ ...question, tasks }, [large])).toEqual(leastStretch(question, [source]));
  });
});

const ceil = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/** Per task the least max(w/(n₁T₁), w/(n₂T₂)) over all pairs of numbers of events; w by counting up. */
function byEventPairs(
  tasks: readonly TickTask[],
  [[c1, t1], [c2, t2]]: readonly (readonly [bigint, bigint])[] & {
    0: readonly [bigint, bigint];
    1: readonly [bigint, bigint];
  },
): Rational | null {
  let worst: Rational | null = null;
  for (const [index, { wcet, deadline, jitter, blocking }] of tasks.entries()) {
    const due = deadline - jitter;
    let best: Rational | null = null;
    for (let n = 1n; n * c1 < due; n++) {
      for (let m = 1n; n * c1 + m * c2 < due; m++) {
        for (let t = 1n; t <= due; t++) {
          let asked = blocking + wcet + n * c1 + m * c2;
          for (const above of tasks.slice(0, index))
            asked += ceil(t + above.jitter, above.period) * above.wcet;
          if (asked > t) continue;
          const [a, b] = [Rational.of(t, n * t1), Rational.of(t, m * t2)];
          const own = a.lessThan(b) ? b : a;
          if (best === null || own.lessThan(best)) best = own;
          break;
        }
      }
    }
    if (best === null) return null;
    if (worst === null || worst.lessThan(best)) worst = best;
  }
  return worst;
}
