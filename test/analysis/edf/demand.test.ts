import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edfBlocking } from "../../../src/analysis/edf/blocking.ts";
import { type DemandOutcome, decideDemand } from "../../../src/analysis/edf/demand.ts";
import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { type BlockingSegment, NO_BLOCKING } from "../../../src/analysis/edf/stretch.ts";
import { Effort } from "../../../src/analysis/effort.ts";
import { boundedDelay, periodicResource } from "../../../src/model/supply.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { explicitDeadlineBound } from "../../../src/supply/explicit-deadline.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asTasks, scales, taskSets, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { balanced, dedicatedPlatform, leastSupply, type Platform, platforms, tick } from "./platform.ts";
import { isLate, simulate, synchronousJobs } from "./unit-step.ts";

const RUNS = { numRuns: 2000 };

/** Every deadline of two hyperperiods, one by one, from the definitions. */
function exhaustive(
  tasks: readonly TickTask[],
  platform: Platform,
  blocking: (t: number) => number,
): { firstFail: number | null; slack: number | null } {
  const until = farEnough(tasks, platform);
  const supply = leastSupply(platform, until);
  const work = new Map<number, number>();
  for (const { wcet, period, deadline, jitter } of tasks) {
    for (let t = Number(deadline - jitter); wcet > 0n && t <= until; t += Number(period)) {
      const due = Math.max(0, t);
      work.set(due, (work.get(due) ?? 0) + Number(wcet));
    }
  }
  let [demand, window]: [number, number] = [0, 0];
  let slack: number | null = null;
  for (const [t, more] of [...work].sort(([a], [b]) => a - b)) {
    demand += more;
    const needed = demand + blocking(t);
    while (window > 0 && (supply[window - 1] as number) >= needed) window -= 1;
    while (window <= until && (supply[window] as number) < needed) window += 1;
    if (window > t) return { firstFail: t, slack: null };
    slack = Math.min(slack ?? t - window, t - window);
  }
  return { firstFail: null, slack };
}

/** Two common multiples of all cycles, after all have settled. */
function farEnough(tasks: readonly TickTask[], { cycle }: Platform): number {
  let common = cycle;
  for (const { period } of tasks) {
    const step = common;
    while (common % Number(period) !== 0) common += step;
  }
  const latest = Math.max(0, ...tasks.map(({ deadline }) => Number(deadline)));
  return 2 * common + latest + 4 * cycle;
}

function demandOf(tasks: readonly TickTask[], t: number): number {
  let demand = 0;
  for (const { wcet, period, deadline, jitter } of tasks) {
    for (let due = Number(deadline - jitter); due <= t; due += Number(period)) demand += Number(wcet);
  }
  return demand;
}

function firstFailOf(outcome: DemandOutcome): number | null {
  if (outcome.kind === "violated") return Number(outcome.at);
  if (outcome.kind === "overloaded") return Number(outcome.firstFail?.at ?? Number.NaN);
  return null;
}

describe("decideDemand", { timeout: 60_000 }, () => {
  it("equals the exhaustive test on every supply: verdict, first failure, least slack", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.record({ platform: platforms, tasks: tinyTaskSets({ maxTasks: 3 }) }), balanced),
        ({ platform, tasks }) => {
          const outcome = decideDemand(tasks, platform.bound);
          const twin = exhaustive(tasks, platform, () => 0);
          if (outcome.kind === "overloaded" && twin.firstFail === null) {
            // So little too much that the first miss lies beyond two hyperperiods.
            expect(outcome.firstFail?.at).toBeGreaterThan(farEnough(tasks, platform));
            return;
          }
          expect(firstFailOf(outcome)).toEqual(twin.firstFail);
          if (outcome.kind !== "met") return;
          expect(outcome.tightest?.slack ?? null).toEqual(twin.slack === null ? null : BigInt(twin.slack));
          expect(outcome.tightest?.everywhere ?? true).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it("equals unit-step EDF on the worst supplies", () => {
    fc.assert(
      fc.property(platforms, tinyTaskSets({ maxTasks: 3 }), (platform, tasks) => {
        const until = Math.min(farEnough(tasks, platform), 400);
        const jobs = synchronousJobs(tasks, until);
        const late = platform.patterns
          .flatMap((available) => simulate(jobs, { available, until }))
          .filter((job) => isLate(job) && job.absoluteDeadline <= until)
          .map(({ absoluteDeadline }) => Math.max(0, absoluteDeadline));
        const fail = firstFailOf(decideDemand(tasks, platform.bound));
        expect(fail !== null && fail <= until ? fail : null).toEqual(
          late.length > 0 ? Math.min(...late) : null,
        );
      }),
      RUNS,
    );
  });

  it("equals the exhaustive test with blocking, segment by segment", () => {
    fc.assert(
      fc.property(
        platforms,
        tinyTaskSets({ maxTasks: 4 }),
        fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 4 }),
        (platform, given, sections) => {
          const tasks = given.map((task) => ({ ...task, blocking: 0n }));
          const segments = edfBlocking(
            tasks.map((task, index) => ({
              ...task,
              nonPreemptible: BigInt(sections[index] as number),
              criticalSections: [],
            })),
          );
          const blocking = (t: number): number =>
            Math.max(
              0,
              ...tasks.map(({ wcet, deadline, jitter }, index) =>
                wcet > 0n && Number(deadline - jitter) > t ? (sections[index] as number) : 0,
              ),
            );
          const outcome = decideDemand(tasks, platform.bound, segments);
          const twin = exhaustive(tasks, platform, blocking);
          if (outcome.kind === "overloaded" && twin.firstFail === null) return;
          expect(firstFailOf(outcome)).toEqual(twin.firstFail);
          if (outcome.kind !== "met" || twin.slack === null) return;
          expect(outcome.tightest?.slack).toEqual(BigInt(twin.slack));
        },
      ),
      RUNS,
    );
  });

  it("refuses what QPA on demand plus blocking accepts", () => {
    const tasks = [tick(1, 4, 6), tick(3, 4, 4)];
    const segments: BlockingSegment[] = [
      { from: 4n, blocking: 3n, blocker: 0 },
      { from: 6n, blocking: 0n, blocker: null },
    ];
    expect(decideDemand(tasks, dedicatedBound, segments)).toEqual({
      kind: "violated",
      at: 4n,
      demand: 3n,
      blocking: 3n,
      supplied: 4n,
      blocker: 0,
    });
  });

  it("keeps its verdict under any scale of time", () => {
    fc.assert(
      fc.property(
        tinyTaskSets({ blocking: false }),
        scales,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 6 }),
        (tasks, scale, period, drawn) => {
          const budget = BigInt(drawn % (period + 1));
          const supply = { period: BigInt(period), budget, deadline: BigInt(period) };
          const small = decideDemand(tasks, explicitDeadlineBound(supply));
          const scaled = asTasks([tick(drawn % (period + 1), period, period), ...tasks], scale);
          const [resource, ...rest] = scaled;
          const large = demandTest({
            tasks: rest,
            supply: periodicResource({ period: resource!.period, budget: resource!.wcet }),
          });
          expect(large.kind).toBe(small.kind);
          if (large.kind === "violated" && small.kind === "violated") {
            expect(large.at.value.dividedBy(scale).toString()).toBe(String(small.at));
          }
          if (large.kind === "met" && small.kind === "met") {
            const slack = large.tightest?.slack.value.dividedBy(scale).toString();
            expect(slack).toBe(small.tightest?.slack.toString());
          }
        },
      ),
      RUNS,
    );
  });

  it("is monotone: less work, longer periods and more budget never turn yes into no", () => {
    const easier = fc.record({
      wcet: fc.nat({ max: 3 }),
      period: fc.nat({ max: 3 }),
      budget: fc.nat({ max: 2 }),
    });
    fc.assert(
      fc.property(tinyTaskSets(), fc.nat(), easier, fc.nat({ max: 5 }), (tasks, drawn, by, budget) => {
        const supply = (theta: number): ReturnType<typeof explicitDeadlineBound> =>
          explicitDeadlineBound({ period: 5n, budget: BigInt(Math.min(5, theta)), deadline: 5n });
        if (decideDemand(tasks, supply(budget)).kind !== "met") return;
        const eased = tasks.map((task, index) => {
          if (index !== drawn % tasks.length) return task;
          const wcet = task.wcet - BigInt(by.wcet);
          return { ...task, wcet: wcet > 0n ? wcet : 0n, period: task.period + BigInt(by.period) };
        });
        expect(decideDemand(eased, supply(budget + by.budget)).kind).toBe("met");
      }),
      RUNS,
    );
  });

  it("finds a violation in larger systems exactly where the demand first exceeds the time", () => {
    fc.assert(
      fc.property(taskSets({ maxTasks: 6, blocking: false }), (tasks) => {
        const outcome = decideDemand(tasks, dedicatedBound);
        const fail = firstFailOf(outcome);
        if (fail === null || fail > 20_000) return;
        expect(demandOf(tasks, fail)).toBeGreaterThan(fail);
        const earlier = tasks.flatMap(({ wcet, period, deadline, jitter }) => {
          const points: number[] = [];
          for (let t = Number(deadline - jitter); wcet > 0n && Math.max(0, t) < fail; t += Number(period))
            points.push(Math.max(0, t));
          return points;
        });
        for (const t of earlier.slice(-50)) expect(demandOf(tasks, t)).toBeLessThanOrEqual(t);
      }),
      { numRuns: 500 },
    );
  });

  it("says what decided", () => {
    // Buttazzo, "Hard Real-Time Computing Systems", table 4.4.
    const outcome = decideDemand([tick(2, 6, 4), tick(2, 8, 5), tick(3, 9, 7)], dedicatedBound);
    expect(outcome).toEqual({
      kind: "met",
      tightest: { at: 7n, demand: 7n, blocking: 0n, needed: 7n, slack: 0n, everywhere: true },
      horizon: { length: 16n, form: "busy period" },
    });
  });

  it("asks nothing of a set without work", () => {
    expect(decideDemand([tick(0, 3, 1)], dedicatedPlatform.bound, NO_BLOCKING)).toMatchObject({
      kind: "met",
      tightest: null,
    });
    expect(decideDemand([], dedicatedPlatform.bound)).toMatchObject({ kind: "met", tightest: null });
  });

  it("fails at 0 where jitter may use up a deadline", () => {
    expect(decideDemand([tick(1, 10, 3, 5)], dedicatedBound)).toMatchObject({ kind: "violated", at: 0n });
  });
});

describe("decideDemand where horizons explode", () => {
  // Utilization 1 − 1e-9, deadlines a thousandth below the periods.
  const coprime = [1_000_000_007n, 1_370_000_009n, 1_910_000_027n, 2_690_000_003n].map((period) => ({
    wcet: period / 4n,
    period,
    deadline: period - period / 1000n,
    jitter: 0n,
    blocking: 0n,
  }));

  it("ends within the effort where rate and utilization differ by 1e-9 and periods are coprime", () => {
    const outcome = decideDemand(coprime, dedicatedBound, NO_BLOCKING, new Effort(200_000));
    expect(outcome).toMatchObject({ kind: "undetermined", limit: 200_000 });
    if (outcome.kind === "undetermined") expect(outcome.reached).toBeGreaterThan(1_000_000_000_000n);
  });

  it("still refutes what fails early", () => {
    const early = [...coprime, tick(5, 1_000_000_000_000_000, 4)];
    expect(decideDemand(early, dedicatedBound, NO_BLOCKING, new Effort(200_000))).toMatchObject({ at: 4n });
  });

  it("proves an overload without knowing its first miss", () => {
    const tasks: TickTask[] = [
      { wcet: 500_000_000n, period: 1_000_000_000n, deadline: 10n ** 24n, jitter: 0n, blocking: 0n },
      { wcet: 500_000_001n, period: 1_000_000_000n, deadline: 10n ** 24n, jitter: 0n, blocking: 0n },
    ];
    const outcome = decideDemand(tasks, dedicatedBound, NO_BLOCKING, new Effort(100));
    expect(outcome).toEqual({ kind: "overloaded", firstFail: null });
  });

  it("knows a bounded-delay supply of the least rate that will do", () => {
    const tasks = asTasks([tick(1, 3, 5)]);
    const fails = demandTest({ tasks, supply: boundedDelay({ rate: "1/3", delay: "2001/1000 s" }) });
    expect(demandTest({ tasks, supply: boundedDelay({ rate: "1/3", delay: "2 s" }) }).kind).toBe("met");
    expect(fails.kind).toBe("violated");
  });
});
