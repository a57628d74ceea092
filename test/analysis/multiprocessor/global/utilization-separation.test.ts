import { describe, expect, it } from "vitest";
import { limitedCarryInResponses } from "../../../../src/analysis/multiprocessor/global/limited-carry-in.ts";
import {
  edfUsTest,
  fpUsPriorities,
  fpUsTest,
} from "../../../../src/analysis/multiprocessor/global/utilization-separation.ts";
import { globalResponses } from "../../../../src/analysis/multiprocessor/global/workload-responses.ts";
import { InputError } from "../../../../src/contract/errors.ts";
import { duration } from "../../../../src/numeric/unit.ts";
import { asModel } from "../sets.ts";
import {
  byDeadline,
  byPriority,
  firstMissOf,
  jobsOf,
  type StepJob,
  type StepTask,
} from "../step-simulation.ts";

/** After Dhall and Liu 1978: m light tasks of short period, and one that asks for most of a core. */
const dhall: readonly StepTask[] = [
  { wcet: 2, period: 20, deadline: 20 },
  { wcet: 2, period: 20, deadline: 20 },
  { wcet: 20, period: 21, deadline: 21 },
];
const simulate = (tasks: readonly StepTask[], order: (a: StepJob, b: StepJob) => number): StepJob | null =>
  firstMissOf(jobsOf(tasks, [], [], 200), 2, order);

describe("RM-US", () => {
  it("has the thresholds 1/2 on two cores and 2/5 on four", () => {
    const bounds = [2, 4].map((cores) => fpUsTest({ tasks: [], cores }));
    expect(bounds.map(({ threshold }) => `${threshold}`)).toEqual(["1/2", "2/5"]);
    expect(bounds.map(({ bound }) => `${bound}`)).toEqual(["1", "8/5"]);
  });

  it("schedules a set of Dhall's kind that global RM and EDF miss", () => {
    expect(simulate(dhall, byPriority([0, 1, 2]))).toMatchObject({ task: 2 });
    expect(simulate(dhall, byDeadline)).toMatchObject({ task: 2 });
    const set = { tasks: asModel(dhall), cores: 2 };
    expect(fpUsPriorities(set)).toEqual([2, 0, 1]);
    expect(simulate(dhall, byPriority(fpUsPriorities(set)))).toBeNull();
    // Its order is what helps: by response times the set is proved in it, and not in that of RM.
    const inOrder = fpUsPriorities(set).map((index) => set.tasks[index]!);
    for (const analysis of [globalResponses, limitedCarryInResponses]) {
      expect(analysis({ ...set, quantum: duration("1 ms") }).kind).toBe("inconclusive");
      expect(analysis({ tasks: inOrder, cores: 2, quantum: duration("1 ms") }).kind).toBe("schedulable");
    }
  });

  it("accepts by its bound a set that global RM misses", () => {
    const set = { tasks: asModel(DHALL_ON_THREE), cores: 3 };
    expect(fpUsTest(set)).toMatchObject({ kind: "schedulable", top: [3] });
    expect(firstMissOf(jobsOf(DHALL_ON_THREE, [], [], 200), 3, byPriority([0, 1, 2, 3]))).toMatchObject({
      task: 3,
    });
    expect(firstMissOf(jobsOf(DHALL_ON_THREE, [], [], 200), 3, byPriority(fpUsPriorities(set)))).toBeNull();
  });

  it("does not take its formula for a bound on one core", () => {
    const full = [
      { wcet: 2, period: 5, deadline: 5 },
      { wcet: 4, period: 7, deadline: 7 },
    ];
    const found = fpUsTest({ tasks: asModel(full), cores: 1 });
    expect(found).toMatchObject({
      kind: "inconclusive",
      outside: "one core is no multiprocessor: RM-US needs two",
    });
    expect(found.utilization.atMost(found.bound)).toBe(true);
    expect(firstMissOf(jobsOf(full, [], [], 40), 1, byPriority([0, 1]))).not.toBeNull();
  });

  it("does not accept a task that asks for more than one core", () => {
    const greedy = asModel([{ wcet: 6, period: 5, deadline: 5 }]);
    for (const test of [fpUsTest, edfUsTest]) {
      expect(test({ tasks: greedy, cores: 3 })).toMatchObject({ kind: "inconclusive" });
      expect(() => test({ tasks: [], cores: 0 })).toThrow(InputError);
    }
  });
});

describe("EDF-US", () => {
  const crowded: readonly StepTask[] = [
    { wcet: 11, period: 20, deadline: 20 },
    { wcet: 11, period: 20, deadline: 20 },
    { wcet: 2, period: 5, deadline: 5 },
  ];

  it("puts at most m − 1 tasks on top: with two on two cores a light one would miss", () => {
    const found = edfUsTest({ tasks: asModel(crowded), cores: 2 });
    expect(found).toMatchObject({ kind: "schedulable", top: [0] });
    expect(`${found.bound}`).toBe("3/2");
    const above = (top: readonly number[]) => (a: StepJob, b: StepJob) =>
      Number(top.includes(b.task)) - Number(top.includes(a.task)) || byDeadline(a, b);
    expect(simulate(crowded, above([0, 1]))).toMatchObject({ task: 2 });
    expect(simulate(crowded, above([0]))).toBeNull();
  });

  it("is EDF on one core", () => {
    const full = asModel([
      { wcet: 3, period: 5, deadline: 5 },
      { wcet: 4, period: 10, deadline: 10 },
    ]);
    expect(edfUsTest({ tasks: full, cores: 1 })).toMatchObject({ kind: "schedulable", top: [] });
  });
});

/** Total 3·(1/10) + 10/11 < 9/7. */
const DHALL_ON_THREE: readonly StepTask[] = [
  ...Array.from({ length: 3 }, () => ({ wcet: 2, period: 20, deadline: 20 })),
  { wcet: 20, period: 21, deadline: 21 },
];
