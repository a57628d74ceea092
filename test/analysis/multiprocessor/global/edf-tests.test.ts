import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globalEdfDensityTest } from "../../../../src/analysis/multiprocessor/global/edf-density.ts";
import { globalEdfInterferenceTest } from "../../../../src/analysis/multiprocessor/global/edf-interference.ts";
import { task } from "../../../../src/model/task.ts";
import { secondsIn } from "../../../../src/numeric/unit.ts";
import { asModel, drawnSets } from "../sets.ts";

const equal = (count: number, wcet: number, period: number) =>
  asModel(Array.from({ length: count }, () => ({ wcet, period, deadline: period })));

describe("globalEdfDensityTest", () => {
  it("passes at equality and fails just above", () => {
    // m − (m − 1)/2 = 3/2 on two cores.
    const at = globalEdfDensityTest({ tasks: equal(3, 1, 2), cores: 2 });
    expect(at).toMatchObject({ kind: "schedulable", strength: "sufficient", outside: null });
    expect(at.density.equals(at.bound)).toBe(true);
    const above = [...equal(3, 1, 2), ...equal(1, 1, 1_000_000)];
    expect(globalEdfDensityTest({ tasks: above, cores: 2 }).kind).toBe("inconclusive");
  });

  it("is the utilization test on one core", () => {
    expect(globalEdfDensityTest({ tasks: equal(4, 1, 4), cores: 1 }).kind).toBe("schedulable");
  });

  it("says what it does not know", () => {
    const jittery = task({ name: "jittery", wcet: "1 ms", period: "9 ms", jitter: "1 ms" });
    const held = task({ name: "held", wcet: "1 ms", period: "9 ms", nonPreemptible: "1 ms" });
    const short = task({ name: "short", wcet: "5 ms", period: "9 ms", deadline: "4 ms" });
    const outside = [jittery, held, short].map(
      (each) => globalEdfDensityTest({ tasks: [each], cores: 2 }).outside,
    );
    expect(outside).toEqual([
      "jittery has release jitter, which the test does not know",
      "held blocks or is blocked, which the test does not know",
      "short has more work than time until its deadline",
    ]);
  });
});

describe("globalEdfInterferenceTest", () => {
  it("accepts sets that the density test does not, and the other way round", () => {
    const many = [...equal(1, 1, 2), ...equal(1, 4, 5)];
    expect(globalEdfInterferenceTest({ tasks: many, cores: 2 }).kind).toBe("schedulable");
    expect(globalEdfDensityTest({ tasks: many, cores: 2 }).kind).toBe("inconclusive");
    const mixed = [...equal(1, 7, 15), ...equal(1, 4, 8), ...equal(1, 4, 20), ...equal(1, 1, 4)];
    expect(globalEdfDensityTest({ tasks: mixed, cores: 2 }).kind).toBe("schedulable");
    expect(globalEdfInterferenceTest({ tasks: mixed, cores: 2 }).kind).toBe("inconclusive");
  });

  it("counts the work due in the window of a deadline, job by job", () => {
    const sets = drawnSets({ deadlines: "constrained", cores: [1, 2, 3, 4], percent: { min: 20, max: 90 } });
    fc.assert(
      fc.property(sets, ({ tasks, cores }) => {
        const found = globalEdfInterferenceTest({ tasks: asModel(tasks), cores });
        for (const [index, { wcet, deadline: window }] of tasks.entries()) {
          const slack = window - wcet;
          let interference = 0;
          for (const other of tasks.toSpliced(index, 1)) {
            let work = 0;
            for (let due = window; due > 0; due -= other.period) {
              work += due >= other.deadline ? other.wcet : Math.min(other.wcet, due);
            }
            interference += Math.min(work, slack);
          }
          const check = found.tasks[index]!;
          expect(secondsIn("ms", check.interference.value).toString()).toBe(`${interference}`);
          expect(secondsIn("ms", check.limit.value).toString()).toBe(`${cores * slack}`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("counts a task that is listed twice twice", () => {
    const [twin] = equal(1, 4, 5);
    const found = globalEdfInterferenceTest({ tasks: [twin!, twin!, twin!], cores: 2 });
    expect(found.kind).toBe("inconclusive");
    expect(found.tasks.map(({ interference, limit }) => `${interference} of ${limit}`)).toEqual(
      Array(3).fill("1/500 s of 1/500 s"),
    );
  });
});
