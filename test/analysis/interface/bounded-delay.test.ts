import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestDelay } from "../../../src/analysis/interface/largest-delay.ts";
import { leastRate } from "../../../src/analysis/interface/least-rate.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { type Task, task } from "../../../src/model/task.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { duration } from "../../../src/numeric/unit.ts";
import { asTasks, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

const TASKS = [
  task({ name: "a", period: "8 ms", wcet: "2 ms", deadline: "7 ms" }),
  task({ name: "b", period: "12 ms", wcet: "1 ms", deadline: "11 ms" }),
  task({ name: "c", period: "12 ms", wcet: "2 ms" }),
];

describe("leastRate", () => {
  it("is decided by one point", () => {
    const least = leastRate({ tasks: TASKS, scheduling: "fixed-priority", delay: duration("7/3 ms") });
    expect(least).toMatchObject({
      kind: "least",
      rate: Rational.from("21/29"),
      feasible: true,
      deciding: { task: "c", window: duration("12 ms") },
    });
  });

  it("may ask for a faster processor, and says so", () => {
    const tasks = [task({ name: "a", period: "10 ms", wcet: "3 ms", deadline: "5 ms" })];
    for (const scheduling of ["edf", "fixed-priority"] as const) {
      const least = leastRate({ tasks, scheduling, delay: duration("4 ms") });
      expect(least).toMatchObject({
        rate: Rational.from("3"),
        feasible: false,
        deciding: { window: duration("5 ms") },
      });
    }
  });

  it("grows with the work: twice of all that runs or blocks needs twice the rate", () => {
    const tally = { beyondUnitSpeed: 0, blocked: 0 };
    fc.assert(
      fc.property(
        tinyTaskSets({ load: "at-most-one", blocking: false }),
        fc.constantFrom("edf" as const, "fixed-priority" as const),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (ticks, scheduling, seconds, isSection) => {
          const delay = new Duration(Rational.of(BigInt(seconds)));
          const times = (factor: bigint): Task[] =>
            asTasks(ticks).map((each, at) => {
              const wcet = each.wcet.times(Rational.of(factor));
              return { ...each, wcet, nonPreemptible: isSection[at] === true ? wcet : Work.zero };
            });
          const once = leastRate({ tasks: times(1n), scheduling, delay });
          const fourfold = leastRate({ tasks: times(4n), scheduling, delay });
          expect(fourfold.kind).toBe(once.kind);
          if (once.kind !== "least" || fourfold.kind !== "least") return;
          expect(fourfold.rate).toEqual(once.rate.times(Rational.of(4n)));
          if (!fourfold.feasible) tally.beyondUnitSpeed++;
          if (isSection.includes(true)) tally.blocked++;
        },
      ),
      { numRuns: 500 },
    );
    expect(Math.min(tally.beyondUnitSpeed, tally.blocked), JSON.stringify(tally)).toBeGreaterThan(100);
  });

  it("does not exist where something is due within the delay", () => {
    const none = leastRate({ tasks: TASKS, scheduling: "edf", delay: duration("7 ms") });
    expect(none).toMatchObject({ kind: "infeasible", deciding: { task: "a", window: duration("7 ms") } });
  });

  it("refuses a negative delay", () => {
    const delay = duration("0 ms").minus(duration("1 ms"));
    expect(() => leastRate({ tasks: TASKS, scheduling: "edf", delay })).toThrow(InputError);
  });
});

describe("largestDelay", () => {
  it("undoes leastRate", () => {
    let inverted = 0;
    fc.assert(
      fc.property(
        tinyTaskSets({ load: "at-most-one" }),
        fc.constantFrom("edf" as const, "fixed-priority" as const),
        fc.integer({ min: 0, max: 9 }),
        (ticks, scheduling, thirds) => {
          const tasks = asTasks(ticks);
          const delay = new Duration(Rational.of(BigInt(thirds), 3n));
          const least = leastRate({ tasks, scheduling, delay });
          if (least.kind !== "least" || !least.feasible || least.rate.sign() === 0) return;
          const largest = largestDelay({ tasks, scheduling, rate: least.rate });
          if (largest.kind !== "largest") throw new Error(`a delay expected, not ${largest.kind}`);
          // Where a window decides the rate no larger delay will do; where the utilization does one may.
          expect(delay.atMost(largest.delay)).toBe(true);
          if (least.deciding !== null) expect(largest.delay).toEqual(delay);
          inverted += 1;
        },
      ),
      { numRuns: 2000 },
    );
    expect(inverted).toBeGreaterThan(300);
  });

  it("is none where the utilization exceeds the rate, and any without work", () => {
    const rate = Rational.from("1/3");
    expect(largestDelay({ tasks: TASKS, scheduling: "edf", rate })).toMatchObject({
      kind: "infeasible",
      deciding: null,
    });
    expect(largestDelay({ tasks: [], scheduling: "edf", rate })).toEqual({ kind: "any" });
  });

  it.each(["0", "4/3"])("refuses a rate of %s", (rate) => {
    expect(() => largestDelay({ tasks: TASKS, scheduling: "edf", rate: Rational.from(rate) })).toThrow(
      InputError,
    );
  });
});
