import { describe, expect, it } from "vitest";
import { compile } from "../../src/analysis/compile.ts";
import { Effort } from "../../src/analysis/effort.ts";
import { firstMiss } from "../../src/analysis/fixed-priority/response-time.ts";
import { responseTimes } from "../../src/analysis/fixed-priority/response-times.ts";
import { periodicResource } from "../../src/model/supply.ts";
import { type Task, task } from "../../src/model/task.ts";

/** Inputs on which other schedulability tools were seen to answer wrongly. */

const set = (...rows: [number, number, number][]): Task[] =>
  rows.map(([wcet, deadline, period]) =>
    task({ wcet: `${wcet} us`, period: `${period} us`, deadline: `${deadline} us` }),
  );

const inTime = (tasks: readonly Task[], budget: string): boolean[] =>
  responseTimes({ tasks, supply: periodicResource({ period: "10000 us", budget }) }).map(
    (found, at) => found.kind === "bounded" && found.response.atMost((tasks[at] as Task).deadline),
  );

describe("a budget designer that looks at the period in the place of a constrained deadline", () => {
  const tasks = set([1000, 5000, 100_000], [20_000, 90_000, 100_000]);

  it("offers 2472.2 us every 10 ms, with which the first task misses", () => {
    expect(inTime(tasks, "2472.2 us")).toEqual([false, false]);
    const { tasks: ticks, supply } = compile(
      tasks,
      periodicResource({ period: "10 ms", budget: "2472.2 us" }),
    );
    expect(firstMiss(ticks, 0, supply, new Effort())).toMatchObject({ kind: "miss", job: 0n, supply: 0n });
  });

  it("needs 8 ms: the first task allows a blackout of 4 ms, and no more", () => {
    expect(inTime(tasks, "8000 us")).toEqual([true, true]);
    expect(inTime(tasks, "7999 us")).toEqual([false, true]);
  });
});

describe("a response-time analysis that refuses a full processor", () => {
  it("has to accept the harmonic set (1, 2), (2, 4) with U = 1", () => {
    const tasks = set([1, 2, 2], [2, 4, 4]);
    const responses = responseTimes({ tasks });
    expect(responses.map((found) => found.kind === "bounded" && String(found.response))).toEqual([
      "1/1000000 s",
      "1/250000 s",
    ]);
  });
});

describe("a response-time analysis that says no, instead of that it cannot say, where deadlines exceed periods", () => {
  it("has to decide such a set: it is schedulable", () => {
    const tasks = set([26, 70, 70], [62, 118, 100]);
    const verdicts = responseTimes({ tasks }).map(
      (found, at) => found.kind === "bounded" && found.response.atMost((tasks[at] as Task).deadline),
    );
    expect(verdicts).toEqual([true, true]);
  });
});
