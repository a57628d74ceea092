import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/analysis/system/analyze.ts";
import { guest } from "../../../src/model/guest.ts";
import { inMs, timed } from "../../support/findings.ts";

describe("the analysis of one guest", () => {
  it("gives the least margin of its claims", () => {
    const tasks = [timed("t1", "1", "4"), timed("t2", "2", "6")];
    const found = analyze(guest({ scheduling: "rate-monotonic", tasks }));
    expect([found.kind, inMs(found.margin), found.timeUnit]).toEqual(["proved", "3", "ms"]);
  });

  it("has no margin where nothing is claimed, or nothing bounded", () => {
    expect(analyze(guest({ scheduling: "edf", tasks: [] }))).toMatchObject({ kind: "proved", margin: null });
    const idle = guest({ scheduling: "best-effort", tasks: [timed("t", "1", "4")] });
    expect(analyze(idle)).toMatchObject({ kind: "no-bound", margin: null });
  });

  it("tells its reasons in the unit that is asked for", () => {
    const late = guest({ scheduling: "rate-monotonic", tasks: [timed("t", "3", "4", "2")] });
    expect(analyze(late, { timeUnit: "us" }).claims[0]?.reason).toBe(
      "at t = 2000 us demand 3000 us > supply 2000 us",
    );
  });
});
