import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { quickAnswer } from "../../../src/analysis/interface/utilization-bounds.ts";
import { InputError } from "../../../src/contract/errors.ts";
import {
  type BoundedDelay,
  boundedDelay,
  type PeriodicResource,
  periodicResource,
} from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { asTasks, taskSets, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

const TASKS = [task({ period: "50 ms", wcet: "7 ms" }), task({ period: "75 ms", wcet: "9 ms" })];

describe("quickAnswer", () => {
  it("gives Shin and Lee's bound", () => {
    // (k + 1)·10 − 2.8 < 50 holds up to k = 4.
    const supply = periodicResource({ period: "10 ms", budget: "2.8 ms" });
    const answer = quickAnswer({ tasks: TASKS, scheduling: "edf", supply });
    const u = Rational.from("7/25");
    const bound = Rational.from(4)
      .times(u)
      .dividedBy(Rational.from(4).plus(Rational.from("36/25")));
    expect(answer).toEqual({ kind: "inconclusive", utilization: Rational.from("13/50"), bound });
    expect(quickAnswer({ tasks: TASKS.toReversed(), scheduling: "edf", supply })).toEqual(answer);
    const ample = periodicResource({ period: "10 ms", budget: "3.5 ms" });
    expect(quickAnswer({ tasks: TASKS, scheduling: "edf", supply: ample }).kind).toBe("schedulable");
  });

  it("never accepts what misses a deadline", () => {
    const accepted = { periodic: 0, "bounded-delay": 0 };
    const tasks = fc.oneof(
      tinyTaskSets({ deadlines: "implicit", jitter: "none", blocking: false, load: "at-most-one" }),
      taskSets({ deadlines: "implicit", jitter: "none", blocking: false, load: "at-most-one" }),
    );
    fc.assert(
      fc.property(
        tasks,
        supplies,
        fc.constantFrom("edf" as const, "fixed-priority" as const),
        (ticks, supply, scheduling) => {
          const set = asTasks(
            [...ticks].sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0)),
          );
          if (quickAnswer({ tasks: set, scheduling, supply }).kind !== "schedulable") return;
          accepted[supply.kind] += 1;
          if (scheduling === "edf") {
            expect(["met", "undetermined"]).toContain(
              demandTest({ tasks: set, supply, effort: 100_000 }).kind,
            );
            return;
          }
          for (const [index, response] of responseTimes({ tasks: set, supply }).entries()) {
            expect(response.kind === "bounded" && response.response.atMost(set[index]!.deadline)).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(accepted.periodic).toBeGreaterThan(50);
    expect(accepted["bounded-delay"]).toBeGreaterThan(50);
  });

  it("covers implicit deadlines only, and no blocking", () => {
    const supply = periodicResource({ period: "10 ms", budget: "5 ms" });
    for (const part of [{ deadline: "40 ms" }, { jitter: "1 ms" }, { nonPreemptible: "1 ms" }]) {
      const tasks = [task({ period: "50 ms", wcet: "7 ms", ...part })];
      expect(() => quickAnswer({ tasks, scheduling: "edf", supply })).toThrow(InputError);
    }
    const idle = [task({ period: "50 ms", wcet: "0 ms", deadline: "40 ms" })];
    expect(quickAnswer({ tasks: idle, scheduling: "edf", supply }).kind).toBe("schedulable");
  });
});

const seconds = (numerator: number, denominator: number): Rational =>
  Rational.of(BigInt(numerator), BigInt(denominator));

const supplies: fc.Arbitrary<PeriodicResource | BoundedDelay> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 24 }), fc.boolean())
  .map(([length, share, periodic]) =>
    periodic
      ? periodicResource({
          period: new Duration(seconds(length, 4)),
          budget: new Work(seconds(length * share, 96)),
        })
      : boundedDelay({ rate: seconds(share, 24), delay: new Duration(seconds(length - 1, 4)) }),
  );
