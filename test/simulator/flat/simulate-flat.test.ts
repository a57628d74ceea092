import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildEngine } from "../../../src/simulator/engine/build.ts";
import { type FlatPolicy, flatPlan, simulateTasks } from "../../../src/simulator/flat/simulate-flat.ts";
import { simulatePlainly } from "../../bench/sim/plain.ts";
import { asFlatTasks, readSimTasks } from "../../bench/sim/workload.ts";

const fixture = (name: string): string =>
  new URL(`../../../fixtures/bench-sim/${name}`, import.meta.url).pathname;

/** The buckets that are not empty, however long the row is. */
const counted = (counts: Float64Array): [bucket: number, count: number][] =>
  [...counts.entries()].filter(([, count]) => count > 0);

/** Small numbers, so that events coincide; overload included. */
const tasks = fc.array(
  fc.record({
    C: fc.integer({ min: 1, max: 6 }),
    T: fc.integer({ min: 2, max: 24 }),
    D: fc.integer({ min: 1, max: 30 }),
    O: fc.constantFrom(0, 0, 0, 1, 4, 7),
  }),
  { minLength: 1, maxLength: 40 },
);
const policies = fc.constantFrom<FlatPolicy>("fixed-priority", "edf");

describe("the flat path", () => {
  for (const set of ["n10-s1", "n50-s1"]) {
    for (const [name, policy] of [
      ["RM", "fixed-priority"],
      ["EDF", "edf"],
    ] as const) {
      it(`sees on ${set} under ${name} what four other simulators saw, to the tick`, () => {
        const expected = JSON.parse(readFileSync(fixture(`${set}.${name}.expected.json`), "utf8"));
        const { events, jobs, misses, mostResponse } = simulateTasks(
          asFlatTasks(readSimTasks(fixture(`${set}.json`))),
          policy,
          expected.horizon_us,
        );
        expect({ events, jobs, miss: misses, maxR: [...mostResponse] }).toEqual({
          events: expected.events,
          jobs: expected.jobs,
          miss: expected.miss,
          maxR: expected.maxR,
        });
      });
    }
  }

  it("sees what the engine sees, in every figure", () => {
    fc.assert(
      fc.property(tasks, policies, fc.integer({ min: 1, max: 300 }), (set, kind, horizon) => {
        const children = set.map(({ C, T, D, O }, index) => ({
          kind: "task" as const,
          name: `t${index}`,
          wcet: C,
          period: T,
          deadline: D,
          offset: O,
        }));
        const specification = { cores: [{ kind: "vm" as const, name: "vm", child: { kind, children } }] };
        const plan = flatPlan(specification, horizon)!;
        const flat = simulateTasks(plan.tasks, plan.policy, horizon);
        const { engine } = buildEngine(specification);
        engine.run(horizon);
        const { tasks: seen, vms, jobs } = engine;
        expect(flat.events).toBe(jobs.events);
        expect(flat.misses).toBe(jobs.misses);
        expect(flat.busy).toBe(vms.suppliedBy(0, horizon));
        expect(flat.busyPeriods).toBe(vms.switchedIn[0]);
        for (const figure of [
          "released",
          "completed",
          "missed",
          "preempted",
          "leastResponse",
          "totalResponse",
          "mostResponse",
          "mostResponseJob",
          "mostResponseAt",
        ] as const) {
          expect([figure, ...flat[figure]]).toEqual([figure, ...seen[figure]]);
        }
        expect([...flat.overdue]).toEqual(set.map((_, task) => seen.overdue(task, horizon)));
        set.forEach((_, task) => {
          const counts = flat.histogram.subarray(task * flat.buckets, (task + 1) * flat.buckets);
          expect(counted(counts)).toEqual(counted(seen.histogramOf(task)));
        });
      }),
      { numRuns: 2000 },
    );
  }, 120_000);

  it("agrees with the plain simulator of the bench on large sets", () => {
    const set = readSimTasks(fixture("n50-s1.json"));
    for (const policy of ["fixed-priority", "edf"] as const) {
      const plain = simulatePlainly(set, policy === "edf", 5e6);
      const { mostResponse } = simulateTasks(asFlatTasks(set), policy, 5e6);
      expect([...mostResponse]).toEqual(plain.maxResponse);
    }
  });

  it("refuses what does not fit into a double beside the time", () => {
    const set = asFlatTasks([{ C: 1, T: 2, D: 2 }]);
    expect(() => simulateTasks(set, "edf", 2 ** 52)).toThrow(/together below 2\^53/);
    expect(() => simulateTasks(set, "edf", 1.5)).toThrow(/the horizon: 1.5/);
    expect(() => simulateTasks(asFlatTasks([{ C: 0, T: 2, D: 2 }]), "edf", 10)).toThrow(
      /tasks\[0\].wcet: 0 is below 1/,
    );
  });

  it("is taken for plain task sets only", () => {
    const plain = { kind: "task" as const, name: "t", period: 5, deadline: 5, wcet: 1 };
    const planned = (child: object, costs = {}): boolean =>
      flatPlan({ cores: [{ kind: "edf", children: [{ ...plain, ...child }] }], costs }, 100) !== null;
    expect(planned({})).toBe(true);
    for (const more of [
      { jitter: 1 },
      { slack: 1 },
      { bcet: 0 },
      { offset: -1 },
      { wcet: 0 },
      { minDistance: 6 },
    ]) {
      expect([more, planned(more)]).toEqual([more, false]);
    }
    expect(planned({ sections: [{ length: 1, ceiling: 0 }] })).toBe(false);
    expect(planned({}, { vmSwitch: 1 })).toBe(false);
  });
});
