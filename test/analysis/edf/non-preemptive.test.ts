import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { lateJob } from "../../../src/analysis/edf/miss.ts";
import { nonPreemptiveBlocking, nonPreemptiveDemandTest } from "../../../src/analysis/edf/non-preemptive.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { platforms, tick } from "./platform.ts";
import { heldBackJobs, isLate, type Job, simulate, synchronousJobs } from "./unit-step.ts";

const quantum = new Duration(Rational.one);

describe("nonPreemptiveBlocking", { timeout: 60_000 }, () => {
  it("is exact in whole quanta: a violation is a late job behind a blocker that began one unit before", () => {
    fc.assert(
      fc.property(tinyTaskSets({ jitter: "none", blocking: false, maxTasks: 3 }), (tasks) => {
        const outcome = decideDemand(tasks, dedicatedBound, nonPreemptiveBlocking(tasks, 1n));
        if (outcome.kind !== "violated" || outcome.at > 300n) return;
        const until = Number(outcome.at) + 1;
        const named = lateJob(tasks, outcome);
        const jobs: Job[] = synchronousJobs(tasks, until).filter(({ task }) => task !== named.blocker);
        if (named.blocker !== null) {
          const blocker = tasks[named.blocker]!;
          jobs.push({
            task: named.blocker,
            arrival: -1,
            release: -1,
            absoluteDeadline: -1 + Number(blocker.deadline),
            work: Number(blocker.wcet),
          });
        }
        const done = simulate(jobs, { available: () => true, until, preemptive: false });
        const late = done.filter((job) => isLate(job) && job.absoluteDeadline <= Number(outcome.at));
        expect(late.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  it("is safe: no phase of periodic releases on any supply is late where demand is met", () => {
    fc.assert(
      fc.property(
        platforms,
        tinyTaskSets({ blocking: false, maxTasks: 3 }),
        fc.array(fc.nat({ max: 11 }), { minLength: 3, maxLength: 3 }),
        (platform, tasks, phases) => {
          const outcome = decideDemand(tasks, platform.bound, nonPreemptiveBlocking(tasks, 1n));
          if (outcome.kind !== "met") return;
          const jobs = tasks.flatMap((task, index) =>
            heldBackJobs(task, index, phases[index] as number, 150),
          );
          for (const available of platform.patterns) {
            const done = simulate(jobs, { available, until: 400, preemptive: false });
            expect(done.filter(isLate)).toEqual([]);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("nonPreemptiveDemandTest", () => {
  const tasks = asTasks([tick(1, 4, 3), tick(3, 12, 12)]);

  it("counts the whole wcet of the blocker in dense time and one quantum less in whole quanta", () => {
    expect(nonPreemptiveDemandTest({ tasks }).kind).toBe("violated");
    expect(nonPreemptiveDemandTest({ tasks, quantum }).kind).toBe("met");
  });

  it("refuses times that are no multiples of the quantum", () => {
    const odd = asTasks([tick(1, 4, 3)], Rational.of(1n, 2n));
    expect(() => nonPreemptiveDemandTest({ tasks: odd, quantum })).toThrow(InputError);
    expect(() => nonPreemptiveDemandTest({ tasks, quantum: Duration.zero })).toThrow(InputError);
  });
});
