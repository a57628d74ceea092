import { describe, expect, it } from "vitest";
import { byPriority, type GuestPolicy, guest } from "../../src/model/guest.ts";
import { task } from "../../src/model/task.ts";

const given = [
  task({ name: "slow", period: "20 ms", deadline: "5 ms", wcet: "1 ms", priority: 2 }),
  task({ name: "fast", period: "5 ms", deadline: "10 ms", wcet: "1 ms", priority: 3 }),
  task({ name: "tied", period: "5 ms", deadline: "5 ms", wcet: "1 ms", priority: 1 }),
];

describe("a guest", () => {
  it("orders its tasks by its policy, ties as described", () => {
    const order = (scheduling: GuestPolicy) =>
      byPriority(guest({ scheduling, tasks: given })).map(({ name }) => name);
    expect(order("rate-monotonic")).toEqual(["fast", "tied", "slow"]);
    expect(order("deadline-monotonic")).toEqual(["slow", "tied", "fast"]);
    expect(order("fixed-priority")).toEqual(["tied", "slow", "fast"]);
    expect(order("edf")).toEqual(["slow", "fast", "tied"]);
  });

  it("runs tasks without a priority last", () => {
    const none = task({ name: "none", period: "1 ms", wcet: "0 ms" });
    const ordered = byPriority(guest({ scheduling: "fixed-priority", tasks: [none, ...given] }));
    expect(ordered.at(-1)?.name).toBe("none");
  });

  it("is preemptive, and has a processor of its own, unless told otherwise", () => {
    expect(guest({ scheduling: "edf", tasks: [] })).toMatchObject({
      preemptive: true,
      supply: { kind: "dedicated" },
    });
  });

  it("names tasks that have no name, and refuses two of the same name", () => {
    const unnamed = task({ period: "5 ms", wcet: "1 ms" });
    const { tasks } = guest({ scheduling: "edf", tasks: [unnamed, unnamed] });
    expect(tasks.map(({ name }) => name)).toEqual(["task1", "task2"]);
    const twice = task({ name: "same", period: "5 ms", wcet: "1 ms" });
    expect(() => guest({ scheduling: "edf", tasks: [twice, twice] })).toThrow("two tasks are called same");
  });
});
