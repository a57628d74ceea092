import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_BLOCKING } from "../../../src/analysis/edf/stretch.ts";
import { budgetFamily, toMultiplesOf } from "../../../src/analysis/interface/family.ts";
import type { LocalScheduling } from "../../../src/analysis/interface/guest-demand.ts";
import { lcm } from "../../../src/numeric/integer.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import * as edf from "../edf/unit-step.ts";
import * as fixedPriority from "../fixed-priority/unit-step.ts";
import { shapes, solve } from "./problems.ts";

/** Tick by tick on the worst legal supply: the least budget must keep every deadline, and no smaller one may. */
describe("the least integer budget, simulated", () => {
  const schedulings: readonly LocalScheduling[] = ["edf", "fixed-priority"];
  it.each(schedulings)("equals the first budget of a scan under %s", (scheduling) => {
    let found = 0;
    const tasks = tinyTaskSets({ maxTasks: 3, load: "at-most-one" });
    fc.assert(
      fc.property(tasks, shapes(5), (drawn, shape) => {
        const least = solve(
          { scheduling, tasks: drawn, segments: NO_BLOCKING },
          budgetFamily(shape),
          toMultiplesOf(1n),
        );
        const scan = scanned(scheduling, drawn, Number(shape.period), shape.deadline);
        if (least.kind === "nothing") expect(scan).toBe(0);
        else expect(least.kind === "least" ? Number(least.parameter.numerator) : null).toBe(scan);
        if (scan !== null) found += 1;
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(250);
  });
});

function scanned(
  scheduling: LocalScheduling,
  tasks: readonly TickTask[],
  period: number,
  due: bigint | "budget",
): number | null {
  const working = tasks.filter(({ wcet }) => wcet > 0n);
  if (working.length === 0) return 0;
  const hyperperiod = Number(working.reduce((all, task) => lcm(all, task.period), BigInt(period)));
  const work = working.reduce(
    (sum, task) => sum + (Number(task.wcet) * hyperperiod) / Number(task.period),
    0,
  );
  const latest = Math.max(...working.map(({ deadline }) => Number(deadline)));
  // Where load and rate are equal a backlog may take several hyperperiods to show.
  const horizon = 12 * hyperperiod + latest + 4 * period;
  const most = due === "budget" ? period : Number(due);
  for (let budget = 1; budget <= most; budget++) {
    if (work > (hyperperiod / period) * budget) continue;
    const serves = fixedPriority.latestBudgets(period, budget, due === "budget" ? budget : Number(due));
    if (keepsAll(scheduling, tasks, serves, horizon)) return budget;
  }
  return null;
}

function keepsAll(
  scheduling: LocalScheduling,
  tasks: readonly TickTask[],
  available: (tick: number) => boolean,
  horizon: number,
): boolean {
  if (scheduling === "edf") {
    const jobs = edf.synchronousJobs(tasks, horizon);
    return !edf
      .simulate(jobs, { available, until: horizon })
      .some((job) => edf.isLate(job) && job.absoluteDeadline <= horizon);
  }
  return tasks.every(
    ({ wcet }, index) =>
      wcet === 0n || fixedPriority.simulate(tasks, index, available, horizon).firstMiss === null,
  );
}
