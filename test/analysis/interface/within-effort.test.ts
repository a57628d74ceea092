import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LocalScheduling } from "../../../src/analysis/interface/guest-demand.ts";
import { largestDelay } from "../../../src/analysis/interface/largest-delay.ts";
import { leastBudget } from "../../../src/analysis/interface/least-budget.ts";
import { leastRate } from "../../../src/analysis/interface/least-rate.ts";
import type { Task } from "../../../src/model/task.ts";
import { Duration } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { work } from "../../../src/numeric/unit.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

const RUNS = { numRuns: 1_000 };
const demands = fc
  .tuple(tinyTaskSets({ load: "at-most-one" }), fc.constantFrom<LocalScheduling>("edf", "fixed-priority"))
  .map(([drawn, scheduling]) => ({ tasks: asTasks(drawn), scheduling }));
const efforts = fc.integer({ min: 1, max: 15 });
const seconds = (count: number): Duration => new Duration(Rational.of(BigInt(count)));

/** How often a bracket had an end, and both. */
interface Tally {
  both: number;
  some: number;
}

function brackets(
  tally: Tally,
  value: Rational,
  atLeast: Rational | null | undefined,
  atMost: Rational | null | undefined,
  what: string,
): void {
  if (atLeast) expect(value.lessThan(atLeast), `${what}: ${value} is below ${atLeast}`).toBe(false);
  if (atMost) expect(atMost.lessThan(value), `${what}: ${value} is above ${atMost}`).toBe(false);
  if (atLeast || atMost) tally.some++;
  if (atLeast && atMost) tally.both++;
}

/** What forbids every interface may be told by another window. */
function sameAnswer(part: { readonly kind: string }, whole: { readonly kind: string }): void {
  if (part.kind === "infeasible") expect(whole.kind).toBe("infeasible");
  else expect(part).toEqual(whole);
}

const named = (tasks: readonly Task[]): string =>
  tasks.map(({ wcet, period, deadline, jitter }) => `${wcet}/${period}/${deadline}/${jitter}`).join(" ");

describe("an interface within a small effort", () => {
  it("brackets the least budget", () => {
    const tally = { both: 0, some: 0 };
    fc.assert(
      fc.property(
        demands,
        fc.integer({ min: 1, max: 8 }),
        efforts,
        fc.boolean(),
        ({ tasks, scheduling }, period, effort, onGrid) => {
          const grid = onGrid ? work("0.5 s") : undefined;
          const question = { tasks, scheduling, period: seconds(period), grid };
          const part = leastBudget({ ...question, effort });
          const whole = leastBudget(question);
          if (part.kind !== "undetermined") sameAnswer(part, whole);
          else if (whole.kind === "least")
            brackets(tally, whole.budget.value, part.atLeast.value, part.atMost?.budget.value, named(tasks));
          else expect(part.atMost).toBe(null);
        },
      ),
      RUNS,
    );
    expect(tally.both, JSON.stringify(tally)).toBeGreaterThan(10);
  });

  it("brackets the least rate", () => {
    const tally = { both: 0, some: 0 };
    fc.assert(
      fc.property(
        demands,
        fc.integer({ min: 0, max: 9 }),
        efforts,
        ({ tasks, scheduling }, delay, effort) => {
          const question = { tasks, scheduling, delay: seconds(delay) };
          const part = leastRate({ ...question, effort });
          const whole = leastRate(question);
          if (part.kind !== "undetermined") sameAnswer(part, whole);
          else if (whole.kind === "least")
            brackets(tally, whole.rate, part.atLeast, part.atMost, named(tasks));
          else expect(part.atMost).toBe(null);
        },
      ),
      RUNS,
    );
    expect(tally.both, JSON.stringify(tally)).toBeGreaterThan(10);
  });

  it("brackets the largest delay", () => {
    const tally = { both: 0, some: 0 };
    fc.assert(
      fc.property(
        demands,
        fc.integer({ min: 1, max: 6 }),
        efforts,
        ({ tasks, scheduling }, parts, effort) => {
          const question = { tasks, scheduling, rate: Rational.of(BigInt(parts), 6n) };
          const part = largestDelay({ ...question, effort });
          const whole = largestDelay(question);
          if (part.kind !== "undetermined") sameAnswer(part, whole);
          else if (whole.kind === "largest")
            brackets(tally, whole.delay.value, part.atLeast?.value, part.atMost?.value, named(tasks));
          else expect(part.atLeast).toBe(null);
        },
      ),
      RUNS,
    );
    expect(tally.both, JSON.stringify(tally)).toBeGreaterThan(10);
  });
});
