import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SufficientKind } from "../../../../src/analysis/multiprocessor/global/conditions.ts";
import { globalEdfDensityTest } from "../../../../src/analysis/multiprocessor/global/edf-density.ts";
import { globalEdfInterferenceTest } from "../../../../src/analysis/multiprocessor/global/edf-interference.ts";
import { limitedCarryInResponses } from "../../../../src/analysis/multiprocessor/global/limited-carry-in.ts";
import {
  edfUsTest,
  fpUsPriorities,
  fpUsTest,
} from "../../../../src/analysis/multiprocessor/global/utilization-separation.ts";
import { globalResponses } from "../../../../src/analysis/multiprocessor/global/workload-responses.ts";
import type { Task } from "../../../../src/model/task.ts";
import { duration } from "../../../../src/numeric/unit.ts";
import { asModel, type DrawnSet, drawnSets } from "../sets.ts";
import { byDeadline, byPriority, firstMissOf, jobsOf, type StepJob } from "../step-simulation.ts";

/** A sufficient test with the scheduler that it vouches for. */
interface Vouching {
  readonly name: string;
  readonly deadlines: "implicit" | "constrained";
  readonly percent: { readonly min: number; readonly max: number };
  test(set: { readonly tasks: readonly Task[]; readonly cores: number }): { readonly kind: SufficientKind };
  order(set: { readonly tasks: readonly Task[]; readonly cores: number }): (a: StepJob, b: StepJob) => number;
}

const quantum = duration("1 ms");
const inOrder = ({ tasks }: { readonly tasks: readonly Task[] }) =>
  byPriority(tasks.map((_, index) => index));

const TESTS: readonly Vouching[] = [
  {
    name: "the EDF density test",
    deadlines: "constrained",
    percent: { min: 30, max: 90 },
    test: globalEdfDensityTest,
    order: () => byDeadline,
  },
  {
    name: "the EDF interference test",
    deadlines: "constrained",
    percent: { min: 20, max: 80 },
    test: globalEdfInterferenceTest,
    order: () => byDeadline,
  },
  {
    name: "the response times of Bertogna and Cirinei",
    deadlines: "constrained",
    percent: { min: 20, max: 90 },
    test: (set) => globalResponses({ ...set, quantum }),
    order: inOrder,
  },
  {
    name: "the response times with limited carry-in",
    deadlines: "constrained",
    percent: { min: 20, max: 90 },
    test: (set) => limitedCarryInResponses({ ...set, quantum }),
    order: inOrder,
  },
  {
    name: "RM-US",
    deadlines: "implicit",
    percent: { min: 20, max: 60 },
    test: fpUsTest,
    order: (set) => byPriority(fpUsPriorities(set)),
  },
  {
    name: "EDF-US",
    deadlines: "implicit",
    percent: { min: 40, max: 80 },
    test: edfUsTest,
    order: (set) => {
      const { top } = edfUsTest(set);
      const rank = ({ task }: StepJob): number => (top.includes(task) ? top.indexOf(task) : top.length);
      return (a, b) => rank(a) - rank(b) || byDeadline(a, b);
    },
  },
];

function misses(
  { offsets, gaps, cores, tasks }: DrawnSet,
  order: (a: StepJob, b: StepJob) => number,
): boolean {
  return firstMissOf(jobsOf(tasks, offsets, gaps, 60), cores, order) !== null;
}

describe("sufficient tests of global scheduling", () => {
  for (const { name, deadlines, percent, test, order } of TESTS) {
    it(`${name} never accepts a set that misses in the simulation`, () => {
      let accepted = 0;
      let missed = 0;
      fc.assert(
        fc.property(drawnSets({ deadlines, cores: [1, 2, 3, 4], percent }), (drawn) => {
          const set = { tasks: asModel(drawn.tasks), cores: drawn.cores };
          const late = misses(drawn, order(set));
          const ok = test(set).kind === "schedulable";
          accepted += ok ? 1 : 0;
          missed += late ? 1 : 0;
          expect(ok && late).toBe(false);
        }),
        { numRuns: 2000 },
      );
      // The property has something to say: many sets are accepted, and many miss.
      expect(accepted).toBeGreaterThan(100);
      expect(missed).toBeGreaterThan(20);
    });
  }
});
