import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divisorsOf, periodsInRange } from "../../../src/analysis/interface/candidate-periods.ts";
import { leastBudget } from "../../../src/analysis/interface/least-budget.ts";
import { feasiblePoints, selectPeriod } from "../../../src/analysis/interface/period-selection.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { task } from "../../../src/model/task.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

const TASKS = [task({ name: "a", period: "8 ms", wcet: "3 ms" })];
const EIGHT = periodsInRange(duration("1 ms"), duration("8 ms"), duration("1 ms"));

describe("selectPeriod", () => {
  it("takes short periods where switching is free, and longer ones where it is not", () => {
    const free = selectPeriod({ tasks: TASKS, scheduling: "fixed-priority", candidates: EIGHT });
    expect(
      free.curve.map(
        ({ least }) => least.kind === "least" && least.budget.value.times(Rational.of(1000n)).toString(),
      ),
    ).toEqual(["3/7", "1", "3/2", "7/3", "3", "7/2", "9/2", "11/2"]);
    expect(free.best).toMatchObject({ period: duration("1 ms"), bandwidth: Rational.from("3/7") });
    expect(free.exact).toBe(true);
    const dear = selectPeriod({
      tasks: TASKS,
      scheduling: "fixed-priority",
      candidates: EIGHT,
      overhead: work("0.5 ms"),
    });
    expect(dear.best).toMatchObject({ period: duration("3 ms"), bandwidth: Rational.from("2/3") });
    expect(dear.best?.switchesPerSecond).toEqual(Rational.from("2000/3"));
  });

  it("is the cheapest of all candidates, the shortest of several", () => {
    fc.assert(
      fc.property(
        tinyTaskSets({ maxTasks: 3, load: "at-most-one" }),
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 4 }),
        (ticks, periods, quarters) => {
          const tasks = asTasks(ticks);
          const overhead = new Work(Rational.of(BigInt(quarters), 4n));
          const candidates = periods.map((period) => new Duration(Rational.from(period)));
          const { curve, best } = selectPeriod({ tasks, scheduling: "edf", candidates, overhead });
          expect(curve).toHaveLength(periods.length);
          const costs = curve.map(({ period }) => {
            const least = leastBudget({ tasks, scheduling: "edf", period });
            if (least.kind !== "least") return null;
            const cost = least.budget.plus(overhead).over(period);
            return cost.atMost(Rational.one) ? cost : null;
          });
          const affordable = costs.flatMap((cost) => cost ?? []);
          const cheapest = affordable.reduce<Rational | null>(
            (a, b) => (a === null || b.lessThan(a) ? b : a),
            null,
          );
          expect(best?.bandwidth ?? null).toEqual(cheapest);
          if (cheapest === null) return;
          const first = costs.findIndex((cost) => cost?.equals(cheapest));
          expect(best?.period).toEqual(curve[first]?.period);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("offers what suffices where the effort ends first", () => {
    const tasks = [10007n, 20011n, 30011n, 50021n, 90001n, 100_003n, 200_003n, 300_007n, 500_009n].map(
      (period) => task({ name: `t${period}`, period: `${period} us`, wcet: `${period / 3000n} us` }),
    );
    const { best, exact } = selectPeriod({
      tasks,
      scheduling: "edf",
      candidates: [duration("500 us"), duration("700 us")],
      effort: 20_000,
    });
    expect(exact).toBe(false);
    expect(best?.bandwidth.lessThan(Rational.from("1/100"))).toBe(true);
  });

  it("tells of each candidate, and keeps the infeasible ones on the curve", () => {
    let told = 0;
    const candidates = [duration("20 ms"), duration("2 ms")];
    const { curve } = selectPeriod(
      { tasks: TASKS, scheduling: "edf", candidates, grid: work("1 ms") },
      () => {
        told += 1;
      },
    );
    expect(told).toBe(2);
    expect(curve.map(({ period }) => period)).toEqual([duration("2 ms"), duration("20 ms")]);
    expect(feasiblePoints(curve).map(({ chosen }) => chosen.budget)).toEqual([work("1 ms"), work("18 ms")]);
  });

  it("needs a candidate", () => {
    expect(() => selectPeriod({ tasks: TASKS, scheduling: "edf", candidates: [] })).toThrow(InputError);
  });
});

describe("candidate periods", () => {
  it("step through a range", () => {
    expect(EIGHT.map(({ value }) => value.times(Rational.of(1000n)).toString())).toEqual([
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
    ]);
    const ms = periodsInRange(duration("1 ms"), duration("2 ms"), duration("2/3 ms"));
    expect(ms).toEqual([duration("1 ms"), duration("5/3 ms")]);
  });

  it("divide a frame", () => {
    expect(divisorsOf(duration("12 ms"), duration("1 ms"))).toEqual(
      ["1 ms", "2 ms", "3 ms", "4 ms", "6 ms", "12 ms"].map((text) => duration(text)),
    );
    expect(divisorsOf(duration("9 ms"), duration("1 ms"))).toHaveLength(3);
  });

  it("refuse what cannot be meant", () => {
    expect(() => periodsInRange(duration("2 ms"), duration("1 ms"), duration("1 ms"))).toThrow(InputError);
    expect(() => periodsInRange(duration("1 ms"), duration("1 s"), duration("1 ns"))).toThrow("larger step");
    expect(() => divisorsOf(duration("10 ms"), duration("3 ms"))).toThrow("no multiple");
    expect(() => divisorsOf(duration("100 s"), duration("1 ns"))).toThrow("larger unit");
  });
});
