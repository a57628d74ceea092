import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CoreScheduling } from "../../../src/analysis/multiprocessor/core-test.ts";
import type { Heuristic } from "../../../src/analysis/multiprocessor/packing.ts";
import { partitionTasks } from "../../../src/analysis/multiprocessor/partitioned.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { task } from "../../../src/model/task.ts";
import { asModel, drawnSets } from "./sets.ts";
import { byDeadline, firstMissOf, jobsOf, type StepJob, type StepTask } from "./step-simulation.ts";

const HEURISTICS: readonly Heuristic[] = ["first-fit", "best-fit", "worst-fit"];
const POLICIES: readonly CoreScheduling[] = ["edf", "rate-monotonic", "deadline-monotonic"];

/** One core from a synchronous release to beyond the hyperperiod of 120: exact for D ≤ T. */
function meets(tasks: readonly StepTask[], scheduling: CoreScheduling): boolean {
  const key = ({ task }: StepJob): number =>
    scheduling === "rate-monotonic"
      ? tasks[task]!.period * 100 + tasks[task]!.deadline
      : tasks[task]!.deadline;
  const fixed = (a: StepJob, b: StepJob): number => key(a) - key(b) || a.task - b.task;
  const load = tasks.reduce((sum, { wcet, period }) => sum + (wcet * 120) / period, 0);
  return (
    load <= 120 &&
    firstMissOf(jobsOf(tasks, [], [], 120), 1, scheduling === "edf" ? byDeadline : fixed) === null
  );
}

/** The same packing, written naively: utilizations over the common denominator 120. */
function naive(
  tasks: readonly StepTask[],
  cores: number,
  heuristic: Heuristic,
  scheduling: CoreScheduling,
): (number | null)[] {
  const size = (index: number): number => (tasks[index]!.wcet * 120) / tasks[index]!.period;
  const order = tasks.map((_, index) => index).sort((a, b) => size(b) - size(a) || a - b);
  const result: (number | null)[] = tasks.map(() => null);
  const on = (core: number): number[] =>
    order.filter((index) => result[index] === core).sort((a, b) => a - b);
  for (const item of order) {
    const fitting = Array.from({ length: cores }, (_, core) => core).filter((core) =>
      meets(
        [...on(core), item].sort((a, b) => a - b).map((index) => tasks[index]!),
        scheduling,
      ),
    );
    const load = (core: number): number => on(core).reduce((sum, index) => sum + size(index), 0);
    const sign = heuristic === "first-fit" ? 0 : heuristic === "best-fit" ? -1 : 1;
    const [best] = fitting.sort((a, b) => sign * (load(a) - load(b)) || a - b);
    if (best === undefined) break;
    result[item] = best;
  }
  return result;
}

describe("partitionTasks", () => {
  for (const heuristic of HEURISTICS) {
    for (const scheduling of POLICIES) {
      it(`${heuristic} with ${scheduling} cores places as a naive packing with simulated cores does`, () => {
        let placed = 0;
        let stopped = 0;
        fc.assert(
          fc.property(
            drawnSets({ deadlines: "constrained", cores: [1, 2, 3], percent: { min: 50, max: 110 } }),
            ({ tasks, cores }) => {
              const outcome = partitionTasks({ tasks: asModel(tasks), cores, heuristic, scheduling });
              expect(outcome.assignment).toEqual(naive(tasks, cores, heuristic, scheduling));
              if (outcome.kind === "placed") placed++;
              else stopped++;
            },
          ),
          { numRuns: 250 },
        );
        expect(placed).toBeGreaterThan(10);
        expect(stopped).toBeGreaterThan(10);
      });
    }
  }

  it("leaves cores beyond the number of tasks alone, however many there are", () => {
    const tasks = asModel([{ wcet: 1, period: 2, deadline: 2 }]);
    const outcome = partitionTasks({
      tasks,
      cores: Number.MAX_SAFE_INTEGER,
      heuristic: "worst-fit",
      scheduling: "edf",
    });
    expect(outcome).toEqual({ kind: "placed", strength: "sufficient", assignment: [0] });
  });

  it("refuses shared resources and impossible numbers of cores", () => {
    const holder = task({
      name: "holder",
      wcet: "1 ms",
      period: "4 ms",
      criticalSections: [{ resource: "bus", length: "1 ms" }],
    });
    const given = { tasks: [holder], cores: 2, heuristic: "first-fit", scheduling: "edf" } as const;
    expect(() => partitionTasks(given)).toThrow(/holder has critical sections/);
    expect(() => partitionTasks({ ...given, tasks: [], cores: 1.5 })).toThrow(InputError);
  });
});
