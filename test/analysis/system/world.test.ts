import { describe, expect, it } from "vitest";
import { promised } from "../../../src/analysis/system/guest-problem.ts";
import { legalWorlds, scenarioOf } from "../../../src/analysis/system/world.ts";
import { guest } from "../../../src/model/guest.ts";
import { periodicResource, type Supply, server, table } from "../../../src/model/supply.ts";
import { type Task, task } from "../../../src/model/task.ts";
import { commonTick } from "../../../src/numeric/timebase.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { inMs, timed } from "../../support/findings.ts";

const timebase = commonTick([duration("1 ms").value]);
const problem = (supply: Supply, ...tasks: Task[]) => promised(guest({ scheduling: "edf", tasks, supply }));
const periodic = periodicResource({ period: "5 ms", budget: "3 ms" });

describe("the worlds in which a miss is looked for", () => {
  it("are the worst and the best supply, in that order", () => {
    const worlds = legalWorlds(problem(periodic, timed("t", "1", "5")), timebase, "fixed-priority");
    expect(worlds.map(({ bound }) => bound.sbf(4n))).toEqual([0n, 4n]);
  });

  it("are the best alone where the worst need not happen", () => {
    const hidden = { ...problem(periodic, timed("t", "1", "5")), attained: false };
    expect(legalWorlds(hidden, timebase, "edf")).toHaveLength(1);
    const served = server({ server: "deferrable", period: "5 ms", budget: "3 ms" });
    expect(legalWorlds(problem(served, timed("t", "1", "5")), timebase, "edf")).toHaveLength(1);
  });

  it("include the worst phase of a table under EDF, but under fixed priorities only if one phase is worst for all", () => {
    const windows = [
      { start: "0 ms", end: "1 ms" },
      { start: "4 ms", end: "7 ms" },
    ];
    const uneven = problem(table({ frame: "8 ms", windows }), timed("t", "1", "5"));
    expect(legalWorlds(uneven, timebase, "edf")).toHaveLength(2);
    expect(legalWorlds(uneven, timebase, "fixed-priority")).toHaveLength(1);
  });

  it("are none where a task has an offset", () => {
    const fixed = task({ name: "t", wcet: "1 ms", period: "5 ms", offset: "2 ms" });
    expect(legalWorlds(problem(periodic, fixed), timebase, "edf")).toEqual([]);
  });
});

describe("the scenario of a late job", () => {
  it("starts after the full jitter of every first job", () => {
    const shaky = task({ name: "t", wcet: "1 ms", period: "5 ms", jitter: "2 ms" });
    const idle = timed("idle", "0", "7");
    const [world] = legalWorlds(problem(periodic, shaky, idle), timebase, "edf");
    if (world === undefined) throw new Error("a world");
    const scenario = scenarioOf([shaky, idle], { task: shaky, job: 2n, blocker: null }, world);
    expect(scenario?.releases.map((each) => [each.task, inMs(each.firstArrival)])).toEqual([["t", "-2"]]);
    expect([inMs(scenario?.miss.arrival), inMs(scenario?.miss.deadline)]).toEqual(["8", "13"]);
    expect(inMs(scenario?.supply.start)).toBe("4");
  });

  it("names the section that blocks", () => {
    const plain = timed("t", "1", "5");
    const [world] = legalWorlds(problem(periodic, plain), timebase, "edf");
    if (world === undefined) throw new Error("a world");
    const blocker = { task: "low", section: work("1 ms") };
    expect(scenarioOf([plain], { task: plain, job: 0n, blocker }, world)?.blocker).toEqual(blocker);
  });
});
