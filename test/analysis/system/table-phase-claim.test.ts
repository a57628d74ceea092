import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/analysis/system/analyze.ts";
import { guest } from "../../../src/model/guest.ts";
import { table } from "../../../src/model/supply.ts";
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
});
