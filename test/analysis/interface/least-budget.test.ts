import { describe, expect, it } from "vitest";
import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { type BudgetQuestion, leastBudget } from "../../../src/analysis/interface/least-budget.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { periodicResource } from "../../../src/model/supply.ts";
import { task } from "../../../src/model/task.ts";
import { duration, work } from "../../../src/numeric/unit.ts";

/** The workload of Shin and Lee's examples. */
const TASKS = [
  task({ name: "a", period: "50 ms", wcet: "7 ms" }),
  task({ name: "b", period: "75 ms", wcet: "9 ms" }),
];
const QUESTION: BudgetQuestion = { tasks: TASKS, scheduling: "edf", period: duration("10 ms") };

describe("leastBudget", () => {
  it.each([
    ["edf", undefined, "39/14 ms"],
    ["fixed-priority", undefined, "7/2 ms"],
    ["edf", "budget", "13/5 ms"],
    ["fixed-priority", "budget", "16/5 ms"],
  ] as const)(
    "of Shin and Lee's example under %s, budget due at %s, is %s",
    (scheduling, deadline, budget) => {
      const least = leastBudget({ ...QUESTION, scheduling, deadline });
      expect(least).toMatchObject({ kind: "least", budget: work(budget) });
    },
  );

  it("names the task and the window that forbid less", () => {
    expect(leastBudget(QUESTION)).toMatchObject({
      deciding: { task: "b", window: duration("150 ms"), demand: work("39 ms") },
    });
  });

  it("is the next multiple on a grid", () => {
    const least = leastBudget({ ...QUESTION, grid: work("1 ms") });
    expect(least).toMatchObject({ kind: "least", budget: work("3 ms"), supply: { kind: "periodic" } });
  });

  it("gives EVA-rt's counter-example a budget that suffices", () => {
    // A linear designer that looks at the period instead of the deadline answers 2472.2 us here: task 0 then misses.
    const tasks = [
      task({ name: "short", period: "100 ms", wcet: "1 ms", deadline: "5 ms" }),
      task({ name: "long", period: "100 ms", wcet: "20 ms", deadline: "90 ms" }),
    ];
    const period = duration("10 ms");
    for (const scheduling of ["edf", "fixed-priority"] as const) {
      expect(leastBudget({ tasks, scheduling, period })).toMatchObject({ budget: work("8 ms") });
    }
    const linear = periodicResource({ period, budget: "2472.2 us" });
    expect(demandTest({ tasks, supply: linear }).kind).toBe("violated");
    const [first] = responseTimes({ tasks, supply: linear });
    expect(first?.kind === "bounded" && first.response.atMost(duration("5 ms"))).toBe(false);
  });

  it("needs no budget without work", () => {
    const idle = [task({ period: "10 ms", wcet: "0 ms" })];
    expect(leastBudget({ ...QUESTION, tasks: idle })).toMatchObject({ budget: work("0 ms"), deciding: null });
    expect(leastBudget({ ...QUESTION, tasks: [], deadline: "budget" })).toMatchObject({ kind: "least" });
  });

  it("says which task and which window no budget can serve", () => {
    const late = task({ name: "late", period: "50 ms", wcet: "6 ms", deadline: "12 ms" });
    expect(leastBudget({ ...QUESTION, tasks: [late], deadline: duration("5 ms") })).toEqual({
      kind: "infeasible",
      deciding: { task: "late", window: duration("12 ms"), demand: work("6 ms") },
      why: expect.stringContaining("late needs"),
    });
  });

  it("says so where the utilization alone is too much", () => {
    const heavy = [task({ name: "heavy", period: "50 ms", wcet: "30 ms", deadline: "500 ms" })];
    const none = leastBudget({ ...QUESTION, tasks: heavy, deadline: duration("5 ms") });
    expect(none).toMatchObject({ kind: "infeasible", deciding: null });
  });

  it("counts critical sections and non-preemptible ones", () => {
    const nonPreemptible = [TASKS[0]!, { ...TASKS[1]!, nonPreemptible: work("4 ms") }];
    for (const scheduling of ["edf", "fixed-priority"] as const) {
      const without = leastBudget({ ...QUESTION, scheduling });
      const blocked = leastBudget({ ...QUESTION, scheduling, tasks: nonPreemptible });
      if (without.kind !== "least" || blocked.kind !== "least") throw new Error("both are feasible");
      expect(without.budget.atMost(blocked.budget)).toBe(true);
    }
  });

  it.each([
    [{ period: duration("0 ms") }, "greater than zero"],
    [{ deadline: duration("11 ms") }, "exceeds the period"],
    [{ grid: work("0 ms") }, "greater than zero"],
    [{ deadline: duration("2 ms"), grid: work("3 ms") }, "choose a finer one"],
  ])("refuses %j", (part, message) => {
    expect(() => leastBudget({ ...QUESTION, ...part })).toThrow(InputError);
    expect(() => leastBudget({ ...QUESTION, ...part })).toThrow(message);
  });
});
