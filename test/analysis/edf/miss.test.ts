import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideDemand } from "../../../src/analysis/edf/demand.ts";
import { lateJob } from "../../../src/analysis/edf/miss.ts";
import { nonPreemptiveBlocking } from "../../../src/analysis/edf/non-preemptive.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { platforms, tick } from "./platform.ts";
import { isLate, simulate, synchronousJobs } from "./unit-step.ts";

describe("lateJob", { timeout: 60_000 }, () => {
  it("names the first late job of unit-step EDF on the supply that is worst at the violation", () => {
    let seen = 0;
    fc.assert(
      fc.property(platforms, tinyTaskSets({ load: "any", blocking: false }), (platform, tasks) => {
        const outcome = decideDemand(tasks, platform.bound);
        const violation = outcome.kind === "overloaded" ? outcome.firstFail : outcome;
        if (violation === null || !("supplied" in violation) || violation.at > 300n) return;
        seen += 1;
        const at = Number(violation.at);
        const until = at + 1;
        const supplied = (available: (step: number) => boolean): number =>
          Array.from({ length: at }, (_, step) => step).filter(available).length;
        const worst = platform.patterns.find((pattern) => supplied(pattern) === Number(violation.supplied));
        expect(worst).toBeDefined();
        const jobs = synchronousJobs(tasks, until);
        const late = simulate(jobs, { available: worst as (step: number) => boolean, until }).filter(isLate);
        const due = late.filter(({ absoluteDeadline }) => absoluteDeadline <= at);
        const named = lateJob(tasks, violation);
        expect(due).toContainEqual(
          expect.objectContaining({
            task: named.task,
            release: Number(named.release),
            absoluteDeadline: Number(named.absoluteDeadline),
          }),
        );
        // Nobody is late before, unless jitter has used up deadlines before 0.
        if (at > 0) expect(due.every(({ absoluteDeadline }) => absoluteDeadline === at)).toBe(true);
        expect(named.needsBlocking).toBe(false);
      }),
      { numRuns: 2000 },
    );
    expect(seen).toBeGreaterThan(300);
  });

  it("names the blocker where only blocking explains the violation", () => {
    const tasks = [tick(1, 4, 2), tick(3, 12, 12)];
    const outcome = decideDemand(tasks, dedicatedBound, nonPreemptiveBlocking(tasks, 0n));
    expect(outcome.kind).toBe("violated");
    if (outcome.kind !== "violated") return;
    expect(lateJob(tasks, outcome)).toEqual({
      task: 0,
      job: 0n,
      release: 0n,
      absoluteDeadline: 2n,
      needsBlocking: true,
      blocker: 1,
    });
  });
});
