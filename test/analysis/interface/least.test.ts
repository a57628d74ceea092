import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  budgetFamily,
  delayFamily,
  exactly,
  rateFamily,
  type SupplyFamily,
  toMultiplesOf,
} from "../../../src/analysis/interface/family.ts";
import { compare, difference, type Ratio } from "../../../src/numeric/ratio.ts";
import { taskSets, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { type Problem, problems, shapes, solve, verdict } from "./problems.ts";

const RUNS = 2000;
const PRIMES = [10007n, 20011n, 30011n, 50021n, 90001n, 100_003n, 200_003n, 300_007n, 500_009n, 1_000_003n];
const ratio = (numerator: bigint, denominator = 1n): Ratio => ({ numerator, denominator });

const tiny = problems(tinyTaskSets({ load: "at-most-one" }));
const wide = problems(taskSets({ load: "at-most-one" }));
const budgets = shapes(12).map(budgetFamily);
const families: fc.Arbitrary<SupplyFamily> = fc.oneof(
  budgets,
  fc.bigInt({ min: 0n, max: 6n }).map(rateFamily),
  fc.bigInt({ min: 1n, max: 12n }).map((numerator) => delayFamily(ratio(numerator, 12n))),
);

describe("the least parameter", () => {
  it("passes the ordinary analysis, and nothing smaller does", () => {
    let decided = 0;
    let refused = 0;
    fc.assert(
      fc.property(tiny, families, (problem, family) => {
        const least = solve(problem, family, exactly);
        if (least.kind !== "least") return;
        decided += 1;
        expect(verdict(problem, family, least.parameter)).toBe(true);
        const below = difference(least.parameter, ratio(1n, 5040n));
        if (!inRange(family, below)) return;
        const answer = verdict(problem, family, below, 20_000);
        expect(answer).not.toBe(true);
        if (answer === false) refused += 1;
      }),
      { numRuns: RUNS },
    );
    expect(decided).toBeGreaterThan(RUNS / 6);
    expect(refused).toBeGreaterThan((decided * 3) / 4);
  });

  it("is infeasible only where the largest parameter fails, and never beyond it", () => {
    let refused = 0;
    fc.assert(
      fc.property(problems(tinyTaskSets()), families, (problem, family) => {
        const least = solve(problem, family, exactly);
        if (least.kind === "least") expect(compare(least.parameter, family.most)).toBeLessThanOrEqual(0n);
        if (least.kind !== "infeasible") return;
        refused += 1;
        expect(verdict(problem, family, family.most)).not.toBe(true);
      }),
      { numRuns: RUNS },
    );
    expect(refused).toBeGreaterThan(RUNS / 10);
  });

  it("is the one that a scan over all small fractions finds", () => {
    // Least budgets of these systems are rationals; on the grid of 1/12 the scan and the search must agree exactly.
    fc.assert(
      fc.property(tiny, shapes(6), (problem, shape) => {
        const family = budgetFamily({
          period: shape.period * 12n,
          deadline: shape.deadline === "budget" ? shape.deadline : shape.deadline * 12n,
        });
        const scaled = twelvefold(problem);
        const least = solve(scaled, family, toMultiplesOf(1n));
        if (least.kind === "nothing") return;
        const scan = leastByScan(scaled, family);
        if (scan === "undetermined" || least.kind === "undetermined") return;
        expect(least.kind === "least" ? least.parameter.numerator : null).toBe(scan);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("the least parameter on a grid", () => {
  it("passes, the grid value below fails, and the rational one lies between", () => {
    let decided = 0;
    const grids = fc.bigInt({ min: 1n, max: 3n });
    fc.assert(
      fc.property(
        fc.oneof(tiny, wide),
        fc.oneof(budgets, shapes(400).map(budgetFamily)),
        grids,
        (problem, family, grid) => {
          const least = solve(problem, family, toMultiplesOf(grid), 200_000);
          if (least.kind !== "least") return;
          decided += 1;
          expect(least.parameter.numerator % grid).toBe(0n);
          expect(verdict(problem, family, least.parameter)).toBe(true);
          const below = difference(least.parameter, ratio(grid));
          if (inRange(family, below)) expect(verdict(problem, family, below)).not.toBe(true);
          const exact = solve(problem, family, exactly, 200_000);
          const bound =
            exact.kind === "least" ? exact.parameter : exact.kind === "undetermined" ? exact.atLeast : null;
          if (bound === null) throw new Error(`the rational one is ${exact.kind}`);
          expect(compare(bound, least.parameter)).toBeLessThanOrEqual(0n);
          if (exact.kind === "least") expect(compare(below, exact.parameter)).toBeLessThan(0n);
        },
      ),
      { numRuns: RUNS },
    );
    expect(decided).toBeGreaterThan(RUNS / 6);
  });

  it("does not fall when some wcet grows", () => {
    fc.assert(
      fc.property(tiny, budgets, fc.nat(), (problem, family, draw) => {
        const grown = problem.tasks.map((task, index) =>
          index === draw % problem.tasks.length ? { ...task, wcet: task.wcet + 1n } : task,
        );
        const less = solve(problem, family, toMultiplesOf(1n));
        const more = solve({ ...problem, tasks: grown }, family, toMultiplesOf(1n));
        if (less.kind === "infeasible") expect(more.kind).not.toBe("least");
        if (less.kind === "least" && more.kind === "least") {
          expect(compare(less.parameter, more.parameter)).toBeLessThanOrEqual(0n);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("scales with time", () => {
    const factor = 2n ** 61n - 1n;
    fc.assert(
      fc.property(tiny, shapes(12), (problem, shape) => {
        const scaled = times(problem, factor);
        const period = shape.period * factor;
        const deadline = shape.deadline === "budget" ? shape.deadline : shape.deadline * factor;
        const least = solve(problem, budgetFamily(shape), exactly);
        const large = solve(scaled, budgetFamily({ period, deadline }), exactly);
        expect(large.kind).toBe(least.kind);
        if (least.kind !== "least" || large.kind !== "least") return;
        const { numerator, denominator } = least.parameter;
        expect(compare(large.parameter, ratio(numerator * factor, denominator))).toBe(0n);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the limit of the effort", () => {
  it("leaves the least budget between two bounds, of which the upper one suffices", () => {
    const tasks = PRIMES.map((period) => ({
      wcet: period / 3000n,
      period,
      deadline: period,
      jitter: 0n,
      blocking: 0n,
    }));
    const problem: Problem = {
      scheduling: "edf",
      tasks,
      segments: [{ from: 0n, blocking: 0n, blocker: null }],
    };
    const family = budgetFamily({ period: 500n, deadline: 500n });
    const least = solve(problem, family, exactly, 20_000);
    if (least.kind !== "undetermined" || least.atLeast === null || least.atMost === null) {
      throw new Error(`bounds expected, not ${least.kind}`);
    }
    expect(least.limit).toBe(20_000);
    expect(least.reason).toContain("20000 steps");
    expect(compare(least.atLeast, least.atMost)).toBeLessThan(0n);
    expect(verdict(problem, family, least.atMost)).toBe(true);
    expect(solve(problem, family, toMultiplesOf(1n), 20_000)).toMatchObject({ kind: "least" });
  });

  it("never cuts off what more effort finds, under either scheduler", () => {
    const found = { edf: 0, "fixed-priority": 0 };
    const efforts = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.oneof(tiny, wide), budgets, efforts, fc.boolean(), (problem, family, effort, onGrid) => {
        const rounding = onGrid ? toMultiplesOf(1n) : exactly;
        const cut = solve(problem, family, rounding, effort);
        if (cut.kind !== "undetermined") return;
        expect(cut).toMatchObject({
          limit: effort,
          reason: expect.stringContaining(`within ${effort} steps`),
        });
        const full = solve(problem, family, rounding, 200_000);
        if (full.kind === "least" && cut.atLeast !== null) {
          expect(compare(cut.atLeast, full.parameter)).toBeLessThanOrEqual(0n);
        }
        if (cut.atMost === null) return;
        found[problem.scheduling] += 1;
        expect(verdict(problem, family, cut.atMost)).toBe(true);
        if (full.kind === "least") expect(compare(full.parameter, cut.atMost)).toBeLessThanOrEqual(0n);
      }),
      { numRuns: RUNS },
    );
    expect(found.edf).toBeGreaterThan(RUNS / 200);
    expect(found["fixed-priority"]).toBeGreaterThan(RUNS / 200);
  });
});

function inRange({ most }: SupplyFamily, parameter: Ratio): boolean {
  return most.numerator === 0n || parameter.numerator >= 0n;
}

function leastByScan(problem: Problem, family: SupplyFamily): bigint | null | "undetermined" {
  for (let budget = 0n; budget <= family.most.numerator; budget++) {
    const answer = verdict(problem, family, ratio(budget));
    if (answer === "undetermined") return answer;
    if (answer) return budget;
  }
  return null;
}

const twelvefold = (problem: Problem): Problem => times(problem, 12n);

function times({ scheduling, tasks, segments }: Problem, factor: bigint): Problem {
  return {
    scheduling,
    tasks: tasks.map(({ wcet, period, deadline, jitter, blocking }) => ({
      wcet: wcet * factor,
      period: period * factor,
      deadline: deadline * factor,
      jitter: jitter * factor,
      blocking: blocking * factor,
    })),
    segments: segments.map(({ from, blocking, blocker }) => ({
      from: from * factor,
      blocking: blocking * factor,
      blocker,
    })),
  };
}
