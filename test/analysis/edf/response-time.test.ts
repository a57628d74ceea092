import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edfBlocking } from "../../../src/analysis/edf/blocking.ts";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { edfResponses } from "../../../src/analysis/edf/response-time.ts";
import { edfResponseTimes } from "../../../src/analysis/edf/response-times.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { explicitDeadlineBound } from "../../../src/supply/explicit-deadline.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { asTasks } from "../../generate/arbitrary/task-set.ts";
import { balanced, platforms, resourcePlatform, tick } from "./platform.ts";
import { type Completed, heldBackJobs, type Job, simulate } from "./unit-step.ts";

/** Up to three tasks of at most the rate of the platform, with periods up to 6. */
const loaded = fc
  .record({
    resource: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat()),
    seeds: fc.array(
      fc.record({
        period: fc.integer({ min: 1, max: 6 }),
        share: fc.nat({ max: 100 }),
        deadline: fc.integer({ min: 1, max: 12 }),
        jitter: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat({ max: 7 })),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ resource: [period, drawn], seeds }) => {
    const budget = 1 + (drawn % period);
    let left = budget / period;
    const tasks = seeds.map((seed) => {
      const wcet = Math.floor((left * seed.period * seed.share) / 100 + 1e-9);
      left -= wcet / seed.period;
      return tick(wcet, seed.period, seed.deadline, seed.jitter);
    });
    return { platform: resourcePlatform(period, budget, period), tasks };
  });

/** The worst over all phases of periodic releases that jitter holds back until 0; equal deadlines go against the task. */
function worstOfAllPhases(
  tasks: readonly TickTask[],
  available: (step: number) => boolean,
  until: number,
): number[] {
  const worst = tasks.map(() => 0);
  const phases = (from: number): number[][] =>
    from === tasks.length
      ? [[]]
      : Array.from({ length: Number(tasks[from]!.period) }, (_, phase) => phase).flatMap((phase) =>
          phases(from + 1).map((rest) => [phase, ...rest]),
        );
  for (const phase of phases(0)) {
    const jobs = tasks.flatMap((task, index) => heldBackJobs(task, index, phase[index] as number, until));
    for (const analysed of tasks.keys()) {
      const done = simulate(jobs, {
        available,
        until: until + 40,
        rank: (task) => (task === analysed ? 1 : 0),
      });
      for (const { task, work, completion, arrival } of done) {
        if (task !== analysed || work === 0 || completion === Infinity) continue;
        worst[analysed] = Math.max(worst[analysed] as number, completion - arrival);
      }
    }
  }
  return worst;
}

function boundsOf(outcomes: ReturnType<typeof edfResponses>): (number | null)[] {
  return outcomes.map((outcome) => (outcome.kind === "bounded" ? Number(outcome.response) : null));
}

describe("edfResponses", { timeout: 120_000 }, () => {
  it("equals the worst over all release patterns of tiny systems, with jitter, on the worst supply", () => {
    fc.assert(
      fc.property(loaded, ({ platform, tasks }) => {
        const bounds = boundsOf(edfResponses(tasks, platform.bound));
        expect(bounds).not.toContain(null);
        const worst = worstOfAllPhases(tasks, platform.patterns[0] as (step: number) => boolean, 70);
        expect(worst).toEqual(bounds);
      }),
      { numRuns: 2000 },
    );
  });

  it("is never exceeded by sporadic releases with any jitter on any supply", () => {
    fc.assert(
      fc.property(
        fc.oneof(balanced, fc.record({ platform: platforms, tasks: loaded.map(({ tasks }) => tasks) })),
        fc.infiniteStream(fc.nat({ max: 7 })),
        ({ platform, tasks }, stream) => {
          const bounds = edfResponses(tasks, platform.bound);
          const next = (): number => stream.next().value as number;
          const jobs: Job[] = [];
          for (const [task, { wcet, period, deadline, jitter }] of tasks.entries()) {
            let release = 0;
            for (let arrival = next(); arrival < 60; arrival += Number(period) + (next() > 5 ? next() : 0)) {
              const drawn = next();
              const delay = drawn > 4 ? Number(jitter) : drawn % (Number(jitter) + 1);
              release = Math.max(release, arrival + delay);
              jobs.push({
                task,
                arrival,
                release,
                absoluteDeadline: arrival + Number(deadline),
                work: Number(wcet),
              });
            }
          }
          for (const available of platform.patterns) {
            for (const { task, completion, arrival, work } of simulate(jobs, { available, until: 300 })) {
              const bound = bounds[task];
              if (work === 0 || completion === Infinity || bound?.kind !== "bounded") continue;
              expect(completion - arrival).toBeLessThanOrEqual(Number(bound.response));
            }
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("agrees with the demand test: all responses within the deadlines exactly if demand is met", () => {
    fc.assert(
      fc.property(fc.oneof(loaded, balanced), ({ platform, tasks }) => {
        const outcomes = edfResponses(tasks, platform.bound);
        const inTime = outcomes.every(
          (outcome, index) =>
            outcome.kind === "bounded" && outcome.response <= (tasks[index] as TickTask).deadline,
        );
        expect(inTime).toBe(decideDemand(tasks, platform.bound).kind === "met");
      }),
      { numRuns: 2000 },
    );
  });

  it("covers the non-preemptive execution of all jobs by blocking", () => {
    fc.assert(
      fc.property(
        loaded,
        fc.array(fc.nat({ max: 5 }), { minLength: 3, maxLength: 3 }),
        ({ platform, tasks }, phases) => {
          const segments = edfBlocking(
            tasks.map((task) => ({ ...task, nonPreemptible: task.wcet, criticalSections: [] })),
          );
          const bounds = edfResponses(tasks, platform.bound, segments);
          const jobs = tasks.flatMap((task, index) => heldBackJobs(task, index, phases[index] as number, 80));
          const [available] = platform.patterns;
          const done: Completed[] = simulate(jobs, {
            available: available as (step: number) => boolean,
            until: 300,
            preemptive: false,
          });
          for (const { task, work, completion, arrival } of done) {
            const bound = bounds[task];
            if (work === 0 || completion === Infinity || bound?.kind !== "bounded") continue;
            expect(completion - arrival).toBeLessThanOrEqual(Number(bound.response));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("finds the worst case away from the synchronous release", () => {
    // Two tasks due together only when shifted: Spuri 1996 shows that the critical instant of EDF is not at a = 0.
    const tasks = [tick(1, 4, 4), tick(2, 6, 6), tick(3, 9, 9)];
    const worst = worstOfAllPhases(tasks, () => true, 150);
    expect(boundsOf(edfResponses(tasks, dedicatedBound))).toEqual(worst);
  });

  it("calls an overload unbounded and a task without work done at once", () => {
    const outcomes = edfResponses([tick(3, 4, 4), tick(2, 4, 4), tick(0, 4, 4)], dedicatedBound);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["unbounded", "unbounded", "bounded"]);
  });

  it("decides a load equal to the rate of a resource, whose busy period never ends", () => {
    const bound = explicitDeadlineBound({ period: 4n, budget: 2n, deadline: 4n });
    expect(boundsOf(edfResponses([tick(2, 4, 12)], bound))).toEqual([6]);
  });

  it("states the effort that was too little", () => {
    const long = [500_000_003n, 700_000_001n].map((period) => ({
      wcet: period / 2n,
      period,
      deadline: period,
      jitter: 0n,
      blocking: 0n,
    }));
    const outcomes = edfResponses(
      long,
      explicitDeadlineBound({ period: 10n, budget: 10n, deadline: 10n }),
      undefined,
      50,
    );
    expect(outcomes[0]).toMatchObject({ kind: "undetermined", limit: 50 });
  });

  it("speaks in seconds at the public entry", () => {
    const [first] = edfResponseTimes({ tasks: asTasks([tick(2, 4, 4), tick(1, 5, 5)], Rational.of(1n, 3n)) });
    expect(first?.kind === "bounded" && first.response.value.toString()).toBe("2/3");
  });
});
