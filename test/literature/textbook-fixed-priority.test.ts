import { describe, expect, it } from "vitest";
import { responseTimes } from "../../src/analysis/fixed-priority/response-times.ts";
import { hyperbolic, liuLayland, utilization } from "../../src/analysis/fixed-priority/utilization-bounds.ts";
import { type Task, task } from "../../src/model/task.ts";

/** (C, T, D) in milliseconds, highest priority first. */
const set = (...rows: [number, number, number?][]): Task[] =>
  rows.map(([wcet, period, deadline = period]) =>
    task({ wcet: `${wcet} ms`, period: `${period} ms`, deadline: `${deadline} ms` }),
  );

const responses = (tasks: readonly Task[]): (string | null)[] =>
  responseTimes({ tasks }).map((each) =>
    each.kind === "bounded" ? `${each.response.per(task({ period: "1 ms", wcet: "0 s" }).period)}` : null,
  );

describe("worked examples of fixed priorities", () => {
  it("Burns and Wellings, Real-Time Systems and Programming Languages: full load, constrained deadlines", () => {
    expect(responses(set([5, 20], [10, 40], [40, 80]))).toEqual(["5", "15", "80"]);
    expect(responses(set([3, 7], [3, 12], [5, 20]))).toEqual(["3", "6", "20"]);
    expect(responses(set([3, 20, 5], [3, 15, 7], [4, 10, 10], [3, 20, 20]))).toEqual(["3", "6", "10", "20"]);
  });

  it("Lehoczky, Sha and Ding, RTSS 1989: schedulable at U = 20/21, far above the utilization bound", () => {
    const tasks = set([40, 100], [40, 150], [100, 350]);
    expect(utilization(tasks).toString()).toBe("20/21");
    expect(liuLayland(tasks)).toBe(false);
    expect(hyperbolic(tasks)).toBe(false);
    expect(responses(tasks)).toEqual(["40", "80", "300"]);
  });

  it("after Liu and Layland, JACM 1973: a set that EDF schedules and rate-monotonic priorities do not", () => {
    const tasks = set([2, 5], [4, 7]);
    expect(utilization(tasks).toString()).toBe("34/35");
    expect(responses(tasks)).toEqual(["2", "8"]);
  });

  it("Bini, Buttazzo and Buttazzo, IEEE TC 2003: a product of exactly 2 is schedulable", () => {
    const tasks = set([1, 2], [1, 3]);
    expect(hyperbolic(tasks)).toBe(true);
    expect(liuLayland(tasks)).toBe(false);
    expect(responses(tasks)).toEqual(["1", "2"]);
  });
});
