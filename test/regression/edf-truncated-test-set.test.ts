import { describe, expect, it } from "vitest";
import { demandTest } from "../../src/analysis/edf/demand-test.ts";
import { periodicResource } from "../../src/model/supply.ts";
import { task } from "../../src/model/task.ts";

/**
 * Mistakes of other tools, kept out of this one: a test set cut off after 128 points filled task by task; a supply bound
 * that is negative at 0; an enumeration of every nanosecond of two hyperperiods.
 */
describe("the points that the EDF demand test looks at", () => {
  it("reach behind the many early deadlines of a short task", () => {
    const tasks = [
      task({ name: "short", wcet: "1 us", period: "4 us" }),
      task({ name: "first", wcet: "400 us", deadline: "1 ms", period: "3 ms" }),
      task({ name: "second", wcet: "400 us", deadline: "1 ms", period: "3 ms" }),
    ];
    const verdict = demandTest({ tasks });
    expect(verdict).toMatchObject({ kind: "violated" });
    if (verdict.kind !== "violated") return;
    expect([verdict.at, verdict.demand, verdict.supplied].map(({ value }) => String(value))).toEqual([
      "1/1000",
      "21/20000",
      "1/1000",
    ]);
  });

  it("do not include 0, where a resource of less than the whole processor supplies nothing", () => {
    const tasks = [task({ wcet: "1 ns", period: "100 ns" })];
    const supply = periodicResource({ period: "10 ns", budget: "9 ns" });
    expect(demandTest({ tasks, supply }).kind).toBe("met");
  });

  it("are few for coprime periods of ten milliseconds in nanoseconds on a resource", () => {
    const tasks = [9_999_991, 10_000_019, 10_000_079].map((period, index) =>
      task({ name: `task${index}`, wcet: "2 ms", period: `${period} ns` }),
    );
    const supply = periodicResource({ period: "1 ms", budget: "700 us" });
    expect(demandTest({ tasks, supply, effort: 2_000 }).kind).toBe("met");
  });
});
