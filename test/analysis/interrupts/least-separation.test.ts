import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  leastPeriod,
  leastRefill,
  leastSeparation,
} from "../../../src/analysis/interrupts/least-separation.ts";
import type { Limit } from "../../../src/analysis/interrupts/limit.ts";
import type { InterruptQuestion } from "../../../src/analysis/interrupts/question.ts";
import {
  type EventModel,
  periodicEvents,
  sporadicEvents,
  tokenBucket,
} from "../../../src/model/event-model.ts";
import type { Load } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { type Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asTasks, scales, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { d, hasWork, isMet, justLess, questions, w } from "./question-cases.ts";

const source = (arrivals: EventModel, wcet: Work): Load[] => [{ name: "new", arrivals, wcet }];
const counts = { limit: 0, none: 0 };

/** Met at the limit, not just below it; nothing is met by a slow source where there is no limit. */
function isTheLimit(
  question: InterruptQuestion,
  found: Limit<Duration>,
  at: (separation: Duration) => Load[],
): void {
  expect(found.kind).not.toBe("unlimited");
  if (found.kind === "limit") {
    counts.limit += 1;
    expect(isMet(question, at(found.value))).not.toBe(false);
    expect(isMet(question, at(found.value.times(Rational.of(3n, 2n))))).not.toBe(false);
    if (found.basis === "exact" && hasWork(question))
      expect(isMet(question, at(found.value.times(justLess)))).not.toBe(true);
  } else if (found.kind === "none") {
    counts.none += 1;
    expect(isMet(question, at(d(1_000_000_007)))).not.toBe(true);
  }
}

describe("the least separation of one source", { timeout: 60_000 }, () => {
  it("is where schedulability ends, for sporadic events", () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 1, max: 3 }), (question, cost) => {
        const at = (separation: Duration): Load[] => source(sporadicEvents(separation), w(cost));
        isTheLimit(question, leastSeparation(question, w(cost)), at);
      }),
      { numRuns: 2000 },
    );
    expect(counts.limit).toBeGreaterThan(300);
    expect(counts.none).toBeGreaterThan(100);
  });

  it("is where schedulability ends, for events with jitter, also beyond the period", () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 0, max: 20 }), (question, jitter) => {
        const at = (period: Duration): Load[] => source(periodicEvents({ period, jitter: d(jitter) }), w(1));
        isTheLimit(question, leastPeriod(question, w(1), d(jitter)), at);
      }),
      { numRuns: 500 },
    );
  });

  it("is where schedulability ends, for the refill of a bucket", () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 1, max: 4 }), (question, capacity) => {
        const at = (refill: Duration): Load[] => source(tokenBucket({ capacity, refill }), w(1));
        isTheLimit(question, leastRefill(question, w(1), BigInt(capacity)), at);
      }),
      { numRuns: 500 },
    );
  });

  it("equals plain enumeration of the numbers of events under fixed priorities", () => {
    fc.assert(
      fc.property(
        tinyTaskSets({ maxTasks: 3, deadlines: "constrained", jitter: "within-slack", zeroWcet: false }),
        fc.integer({ min: 1, max: 3 }),
        (ticks, cost) => {
          const found = leastSeparation({ scheduling: "fixed-priority", tasks: asTasks(ticks) }, w(cost));
          expect(text(found)).toBe(byEvents(ticks, BigInt(cost))?.toString() ?? "none");
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("equals plain enumeration of the deadlines of forty hyperperiods under EDF", () => {
    fc.assert(
      fc.property(
        tinyTaskSets({ maxTasks: 2, jitter: "none", blocking: false, zeroWcet: false, load: "at-most-one" }),
        fc.integer({ min: 1, max: 3 }),
        (ticks, cost) => {
          const found = leastSeparation({ scheduling: "edf", tasks: asTasks(ticks) }, w(cost));
          expect(text(found)).toBe(byDeadlines(ticks, BigInt(cost))?.toString() ?? "none");
        },
      ),
      { numRuns: 600 },
    );
  });

  it("adds the points of the source: t/n at the task's own point would be too large", () => {
    const tasks = [task({ wcet: "7 s", period: "24 s" })];
    // n = ⌊(24 − 7)/2⌋ = 8 events: 24/8 = 3, but they are over at 7 + 16 = 23.
    expect(text(leastSeparation({ scheduling: "fixed-priority", tasks }, w(2)))).toBe("23/8");
  });

  it("looks further than one hyperperiod of the tasks under EDF", () => {
    // The deadlines up to T + D = 10 ask for 16/3 only; the one at 14 has ⌊(14 − 3)/4⌋ = 2 events: 4 + 3/2.
    const tasks = [task({ wcet: "1 s", period: "4 s", deadline: "6 s" })];
    expect(text(leastSeparation({ scheduling: "edf", tasks }, w(4)))).toBe("11/2");
  });

  it("knows the corners", () => {
    const edf = (tasks: InterruptQuestion["tasks"]): InterruptQuestion => ({ scheduling: "edf", tasks });
    expect(text(leastSeparation(edf([]), w(3)))).toBe("3");
    expect(leastSeparation(edf([task({ wcet: "1 s", period: "2 s" })]), Work.zero)).toEqual({
      kind: "unlimited",
    });
    const full = edf([task({ wcet: "2 s", period: "2 s" })]);
    expect(leastSeparation(full, w(1))).toEqual({ kind: "none", basis: "exact" });
    expect(leastSeparation(full, Work.zero)).toEqual({ kind: "unlimited" });
    const missing = edf([task({ wcet: "3 s", period: "2 s" })]);
    expect(leastSeparation(missing, Work.zero)).toEqual({ kind: "none", basis: "exact" });
    const blocked = edf([
      task({ name: "a", wcet: "1 s", period: "10 s", deadline: "4 s" }),
      task({ name: "b", wcet: "2 s", period: "20 s", nonPreemptible: "2 s" }),
    ]);
    expect(leastSeparation(blocked, w(1))).toMatchObject({ kind: "limit", basis: "sufficient" });
    expect(() => leastRefill(full, w(1), 0n)).toThrow(/integer from 1/);
  });

  it("scales with time beyond 2^53, and grows with cost and load", () => {
    const plain = tinyTaskSets({ maxTasks: 3, load: "at-most-one", blocking: false });
    fc.assert(
      fc.property(
        plain,
        scales,
        fc.constantFrom("edf" as const, "fixed-priority" as const),
        (ticks, scale, scheduling) => {
          const small = leastSeparation({ scheduling, tasks: asTasks(ticks) }, w(1));
          const large = leastSeparation({ scheduling, tasks: asTasks(ticks, scale) }, new Work(scale));
          expect(large.kind).toBe(small.kind);
          if (small.kind !== "limit" || large.kind !== "limit") return;
          expect(String(large.value.value)).toBe(String(small.value.value.times(scale)));
          const dearer = leastSeparation({ scheduling, tasks: asTasks(ticks) }, w(2));
          if (dearer.kind === "limit") expect(small.value.lessThan(dearer.value)).toBe(true);
          const fewer = leastSeparation({ scheduling, tasks: asTasks(ticks).slice(0, -1) }, w(1));
          if (fewer.kind === "limit") expect(fewer.value.atMost(small.value)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("comes near where the hyperperiod is out of reach, and says between what the answer is", () => {
    const tasks = [
      task({ name: "a", wcet: "300 s", period: "999983 s" }),
      task({ name: "b", wcet: "70000 s", period: "999979 s" }),
      task({ name: "c", wcet: "400000 s", period: "999961 s" }),
    ];
    const found = leastSeparation({ scheduling: "edf", tasks }, w(11));
    expect(found).toMatchObject({ kind: "limit", basis: "sufficient" });
    if (found.kind !== "limit" || found.atBest === null) return;
    expect(found.atBest.lessThan(found.value)).toBe(true);
    expect(found.value.atMost(found.atBest.times(Rational.of(1001n, 1000n)))).toBe(true);
    expect(isMet({ scheduling: "edf", tasks }, source(sporadicEvents(found.value), w(11)))).toBe(true);
  });

  it("says where it stopped when the effort is too little", () => {
    const tasks = [task({ wcet: "1 s", period: "9999991 s", deadline: "9999990 s" })];
    expect(leastSeparation({ scheduling: "edf", tasks, effort: 0 }, w(1))).toMatchObject({
      kind: "undetermined",
      limit: 0,
    });
  });
});

const text = (found: Limit<Duration>): string =>
  found.kind === "limit" ? found.value.value.toString() : found.kind;

const ceil = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
const most = (values: readonly Rational[]): Rational =>
  values.reduce((best, next) => (best.lessThan(next) ? next : best));

/** Per task the least w_n/n over n = 1, 2, …, w_n found by counting up; D ≤ T on a dedicated processor. */
function byEvents(tasks: readonly TickTask[], cost: bigint): Rational | null {
  const limits: Rational[] = [];
  for (const [index, { wcet, deadline, jitter, blocking }] of tasks.entries()) {
    const window = deadline - jitter;
    let best: Rational | null = null;
    for (let n = 1n, t = 1n; t <= window; ) {
      let asked = blocking + wcet + n * cost;
      for (const above of tasks.slice(0, index)) asked += ceil(t + above.jitter, above.period) * above.wcet;
      if (asked > t) t += 1n;
      else {
        const own = Rational.of(t, n);
        if (best === null || own.lessThan(best)) best = own;
        n += 1n;
      }
    }
    if (best === null) return null;
    limits.push(best);
  }
  return most(limits);
}

/** max(c/(1 − U), max over deadlines of c + dbf/⌊(t − dbf)/c⌋). */
function byDeadlines(tasks: readonly TickTask[], cost: bigint): Rational | null {
  let free = Rational.one;
  for (const { wcet, period } of tasks) free = free.minus(Rational.of(wcet, period));
  if (free.sign() <= 0) return null;
  const limits = [Rational.of(cost).dividedBy(free)];
  const horizon = 40n * 120n + 36n;
  for (const { period, deadline } of tasks) {
    for (let t = deadline; t <= horizon; t += period) {
      let demand = 0n;
      for (const other of tasks) {
        if (t >= other.deadline) demand += ((t - other.deadline) / other.period + 1n) * other.wcet;
      }
      const events = t < demand ? 0n : (t - demand) / cost;
      if (events === 0n) return null;
      limits.push(Rational.of(demand, events).plus(Rational.of(cost)));
    }
  }
  return most(limits);
}
