import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { largestEdfScaling, largestEdfWcet } from "../../../src/analysis/sensitivity/edf.ts";
import {
  largestScaling,
  largestWcet,
  type UndeterminedLimit,
} from "../../../src/analysis/sensitivity/fixed-priority.ts";
import { dedicated, periodicResource, type Supply } from "../../../src/model/supply.ts";
import type { Task } from "../../../src/model/task.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

type Limit = Rational | Work | UndeterminedLimit<Rational | Work> | null;

const supplies = fc.constantFrom<Supply>(dedicated(), periodicResource({ period: "4 s", budget: "3 s" }));
const efforts = fc.integer({ min: 1, max: 40 });

/** Each search of this folder for the last task of a set. */
const SEARCHES: Readonly<Record<string, (tasks: readonly Task[], supply: Supply, effort: Effort) => Limit>> =
  {
    largestScaling,
    largestWcet: (tasks, supply, effort) => largestWcet(tasks, tasks.length - 1, supply, effort),
    largestEdfScaling,
    largestEdfWcet: (tasks, supply, effort) => largestEdfWcet(tasks, tasks.length - 1, supply, effort),
  };

const exactOf = (found: Rational | Work): Rational => (found instanceof Work ? found.value : found);

describe.each(Object.entries(SEARCHES))("%s within a small effort", (_, search) => {
  it("is that of a large one, or undetermined and no less than it", () => {
    const tally = { same: 0, bounded: 0, open: 0 };
    fc.assert(
      fc.property(tinyTaskSets(), supplies, efforts, (drawn, supply, limit) => {
        const tasks = asTasks(drawn);
        const part = search(tasks, supply, new Effort(limit));
        const whole = search(tasks, supply, new Effort());
        if (part === null || part instanceof Rational || part instanceof Work) {
          tally.same++;
          expect(part).toEqual(whole);
          return;
        }
        expect(part.limit).toBe(limit);
        tally[part.atMost === null ? "open" : "bounded"]++;
        if (part.atMost === null || whole === null) return;
        if (whole instanceof Rational || whole instanceof Work)
          expect(exactOf(part.atMost).lessThan(exactOf(whole))).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(tally.same, tally.bounded + tally.open), JSON.stringify(tally)).toBeGreaterThan(20);
    expect(tally.bounded, JSON.stringify(tally)).toBeGreaterThan(5);
  });
});
