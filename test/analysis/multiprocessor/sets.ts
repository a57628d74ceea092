import fc from "fast-check";
import { type Task, task } from "../../../src/model/task.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import type { StepTask } from "./step-simulation.ts";

/** Small sets with a concrete arrival pattern: periods up to 12, so that a step simulation stays short. */
export interface DrawnSet {
  readonly tasks: readonly StepTask[];
  readonly cores: number;
  readonly offsets: readonly number[];
  readonly gaps: readonly number[];
}

/**
 * Sets of which many are near the limits of the tests: the load is split first, `percent` of all cores. Deadlines are the
 * periods or a share of what lies above the wcet.
 */
export function drawnSets(options: {
  readonly deadlines: "implicit" | "constrained";
  readonly cores: readonly number[];
  readonly percent: { readonly min: number; readonly max: number };
}): fc.Arbitrary<DrawnSet> {
  const drawn = fc.record({
    period: fc.constantFrom(2, 3, 4, 5, 6, 8, 10, 12),
    weight: fc.integer({ min: 1, max: 10 }),
    slack: options.deadlines === "implicit" ? fc.constant(100) : fc.integer({ min: 0, max: 100 }),
    offset: fc.integer({ min: 0, max: 6 }),
    gap: fc.constantFrom(0, 0, 0, 1, 2),
  });
  return fc
    .record({
      seeds: fc.array(drawn, { minLength: 1, maxLength: 7 }),
      cores: fc.constantFrom(...options.cores),
      percent: fc.integer(options.percent),
    })
    .map(({ seeds, cores, percent }) => {
      const weights = seeds.reduce((sum, { weight }) => sum + weight, 0);
      const tasks = seeds.map(({ period, weight, slack }) => {
        const share = (weight / weights) * (percent / 100) * cores;
        const wcet = Math.min(period, Math.max(1, Math.round(share * period)));
        return { wcet, period, deadline: wcet + Math.floor(((period - wcet) * slack) / 100) };
      });
      return {
        tasks,
        cores,
        offsets: seeds.map(({ offset }) => offset),
        gaps: seeds.map(({ gap }) => gap),
      };
    });
}

/** The same tasks for the analyses, a unit being a millisecond. */
export function asModel(tasks: readonly StepTask[]): Task[] {
  return tasks.map(({ wcet, period, deadline }, index) =>
    task({
      name: `task${index}`,
      wcet: work(`${wcet} ms`),
      period: duration(`${period} ms`),
      deadline: duration(`${deadline} ms`),
    }),
  );
}
