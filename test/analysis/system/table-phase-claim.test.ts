import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/analysis/system/analyze.ts";
import { guest } from "../../../src/model/guest.ts";
import { table } from "../../../src/model/supply.ts";
import type { Task } from "../../../src/model/task.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { claimOf, inMs, timed, told } from "../../support/findings.ts";

/** A table whose least supply in short and in long windows is met from different window ends. */
const supply = table({
  frame: "8 ms",
  windows: [
    { start: "0 ms", end: "1 ms" },
    { start: "4 ms", end: "7 ms" },
  ],
});

describe("a task that fails on the supply bound of a table", () => {
  it("is proved by its response in every phase: 10, where the bound says 12", () => {
    const tasks = [timed("t1", "2", "6"), timed("t2", "1", "10")];
    const claim = claimOf(analyze(guest({ scheduling: "rate-monotonic", tasks, supply })), "guest/task/t2");
    expect(told(claim)).toBe("proved 10");
    expect(claim.method).toBe("fp-table-phases");
    expect(claim.reason).toBeUndefined();
    expect(claim.witness.kind).toBe("fp-worst-phase");
  });

  it("is refuted in its worst phase a little below", () => {
    const tasks = [timed("t1", "2", "6"), timed("t2", "1", "10", "9")];
    const claim = claimOf(analyze(guest({ scheduling: "rate-monotonic", tasks, supply })), "guest/task/t2");
    expect(told(claim)).toBe("refuted 10");
    expect(inMs(claim.scenario?.supply.cycle)).toBe("8");
    expect(claim.scenario?.miss.task).toBe("t2");
  });

  it("is seen from the end of its worst window, wherever in the frame that is", () => {
    const moved = table({
      frame: "8 ms",
      windows: [
        { start: "0 ms", end: "3 ms" },
        { start: "4 ms", end: "5 ms" },
      ],
    });
    const tasks = [timed("t1", "2", "6"), timed("t2", "1", "10", "9")];
    const claim = claimOf(
      analyze(guest({ scheduling: "rate-monotonic", tasks, supply: moved })),
      "guest/task/t2",
    );
    expect(told(claim)).toBe("refuted 10");
    // After [0, 3) come 1, 1, 3 idle, 3, …: the same pattern as above, there from 7 on.
    expect(claim.scenario?.supply.windows.map(({ from, to }) => [inMs(from), inMs(to)])).toEqual([
      ["1", "2"],
      ["5", "8"],
    ]);
  });

  it("is left open where only blocking makes it late, or offsets are written", () => {
    const [high, low] = [timed("t1", "2", "6"), timed("t2", "1", "10", "9")];
    const verdictOf = (tasks: readonly Task[]): string =>
      told(claimOf(analyze(guest({ scheduling: "rate-monotonic", tasks, supply })), "guest/task/t2"));
    const blocked = { ...timed("t2", "1", "10", "11"), blocking: work("2 ms") };
    expect(verdictOf([high, { ...low, deadline: duration("10 ms") }])).toBe("proved 10");
    expect(verdictOf([high, blocked])).toMatch(/^not-proved/);
    const offset = (task: Task): Task => ({ ...task, sporadic: false, offset: duration("0 ms") });
    expect(verdictOf([offset(high), offset(low)])).toBe("not-proved 10");
  });
});
