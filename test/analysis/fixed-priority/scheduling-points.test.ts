import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/analysis/effort.ts";
import { firstMiss, responseTime } from "../../../src/analysis/fixed-priority/response-time.ts";
import { pointTest, reducedPointTest } from "../../../src/analysis/fixed-priority/scheduling-points.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { asCode, taskSets, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";
import { worstSupplies } from "./supplies.ts";
import { simulate } from "./unit-step.ts";

const RUNS = { numRuns: 2_000 };

describe("pointTest", () => {
  it("agrees with the response time and with the simulation, also where jitter exceeds the slack", () => {
    fc.assert(
      fc.property(tinyTaskSets({ deadlines: "constrained" }), worstSupplies, (tasks, supply) => {
        for (const [index, { wcet, deadline }] of tasks.entries()) {
          const verdict = pointTest(tasks, index, supply.bound, new Effort()).kind;
          const message = `${supply.name} ${index} ${asCode(tasks)}`;
          const found = responseTime(tasks, index, supply.bound, new Effort());
          expect(verdict, message).toBe(
            found.kind === "bounded" && (wcet === 0n || found.response <= deadline) ? "met" : "missed",
          );
          if (wcet === 0n) continue;
          const { worst, firstMiss: late } = simulate(tasks, index, supply.serves, 300);
          expect(verdict, message).toBe(worst > 0 && late === null ? "met" : "missed");
        }
      }),
      RUNS,
    );
  });

  it("agrees with the first miss on larger sets", () => {
    const sets = taskSets({ deadlines: "constrained" });
    fc.assert(
      fc.property(sets, worstSupplies, (tasks, { bound }) => {
        const index = tasks.length - 1;
        const points = pointTest(tasks, index, bound, new Effort(50_000));
        const miss = firstMiss(tasks, index, bound, new Effort(50_000));
        if (points.kind === "undetermined" || miss.kind === "undetermined") return;
        expect(points.kind, asCode(tasks)).toBe(miss.kind === "none" ? "met" : "missed");
      }),
      RUNS,
    );
  });

  it("names the deciding point, or the one that lacks least", () => {
    const tasks = [
      { wcet: 2n, period: 5n, deadline: 5n, jitter: 0n, blocking: 0n },
      { wcet: 4n, period: 7n, deadline: 7n, jitter: 0n, blocking: 0n },
    ];
    expect(pointTest(tasks, 0, dedicatedBound, new Effort())).toEqual({
      kind: "met",
      point: 5n,
      demand: 2n,
      supply: 5n,
    });
    expect(pointTest(tasks, 1, dedicatedBound, new Effort())).toEqual({
      kind: "missed",
      point: 5n,
      demand: 6n,
      supply: 5n,
    });
  });

  it("refuses a deadline beyond the period, and stops at its effort", () => {
    const late = [{ wcet: 1n, period: 5n, deadline: 6n, jitter: 0n, blocking: 0n }];
    expect(() => pointTest(late, 0, dedicatedBound, new Effort())).toThrow(InputError);
    const many = [
      { wcet: 1n, period: 2n, deadline: 2n, jitter: 0n, blocking: 0n },
      { wcet: 6n * 10n ** 9n, period: 10n ** 10n, deadline: 10n ** 10n, jitter: 0n, blocking: 0n },
    ];
    expect(pointTest(many, 1, dedicatedBound, new Effort(1_000))).toEqual({
      kind: "undetermined",
      limit: 1_000,
    });
  });
});

describe("reducedPointTest", () => {
  it("decides the set like the response times, and finds the same first task that misses", () => {
    const sets = tinyTaskSets({ deadlines: "constrained", jitter: "none" });
    fc.assert(
      fc.property(sets, worstSupplies, (tasks, { bound, name }) => {
        const late = tasks.findIndex(
          (_, index) => firstMiss(tasks, index, bound, new Effort()).kind !== "none",
        );
        const reduced = reducedPointTest(tasks, bound, new Effort());
        expect(reduced?.index ?? -1, `${name} ${asCode(tasks)}`).toBe(late);
      }),
      RUNS,
    );
  });

  it("refuses jitter", () => {
    const jittery = [{ wcet: 1n, period: 5n, deadline: 5n, jitter: 1n, blocking: 0n }];
    expect(() => reducedPointTest(jittery, dedicatedBound, new Effort())).toThrow(InputError);
  });
});
