import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { task } from "../../src/model/task.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { dbf, demandBound, totalDbf } from "../../src/workload/demand-bound.ts";
import { rbf, requestBound } from "../../src/workload/request-bound.ts";
import type { TickTask } from "../../src/workload/tick-task.ts";
import { tinyTaskSets } from "../generate/arbitrary/task-set.ts";

const windows = fc.bigInt({ min: 0n, max: 60n });
const tasks = tinyTaskSets({ maxTasks: 1, deadlines: "arbitrary", jitter: "any" }).map(
  (set) => set[0] as TickTask,
);

/**
 * The most jobs k in a row that can be released in [0, t) (and due by t): the first suffers jitter j and the others as
 * little as keeps them at or after 0.
 */
function mostJobs({ period, jitter, deadline }: TickTask, window: bigint, due: boolean): bigint {
  let most = 0n;
  for (let suffered = 0n; suffered <= jitter; suffered += 1n) {
    let jobs = 0n;
    for (let k = 0n; k * period - suffered <= window; k += 1n) {
      const arrival = k * period - suffered;
      const release = arrival > 0n ? arrival : 0n;
      if (due ? arrival + deadline > window || release > window : release >= window) break;
      jobs += 1n;
    }
    if (jobs > most) most = jobs;
  }
  return most;
}

describe("request and demand bounds", () => {
  it("count the jobs of the densest releases", () => {
    fc.assert(
      fc.property(tasks, windows, (each, window) => {
        expect(rbf(each, window)).toBe(mostJobs(each, window, false) * each.wcet);
        expect(dbf(each, window)).toBe(mostJobs(each, window, true) * each.wcet);
      }),
      { numRuns: 2_000 },
    );
  });

  it("differ at the ends of a window: rbf counts no job released there, dbf each one due there", () => {
    const each = { wcet: 2n, period: 5n, deadline: 5n, jitter: 0n, blocking: 0n };
    expect([0n, 1n, 5n, 6n].map((t) => rbf(each, t))).toEqual([0n, 2n, 2n, 4n]);
    expect([0n, 4n, 5n, 10n].map((t) => dbf(each, t))).toEqual([0n, 0n, 2n, 4n]);
    expect(totalDbf([each, each], 5n)).toBe(4n);
  });

  it("agree in exact time", () => {
    const each = task({ period: "5 ms", wcet: "2/3 ms", deadline: "7 ms", jitter: "1/7 ms" });
    expect(requestBound(each, duration("5 ms")).equals(work("4/3 ms"))).toBe(true);
    expect(requestBound(each, duration("0 ms")).isZero()).toBe(true);
    expect(demandBound(each, duration("48/7 ms")).equals(work("2/3 ms"))).toBe(true);
    expect(demandBound(each, duration("6 ms")).isZero()).toBe(true);
    expect(() => demandBound(each, duration("-6 ms"))).toThrow("the window is");
  });
});
