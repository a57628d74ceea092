import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/analysis/system/analyze.ts";
import { guest, type SuppliedGuest } from "../../../src/model/guest.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { duration } from "../../../src/numeric/unit.ts";
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

  it("does not answer for the sleeps of a kernel that have deadlines", () => {
    const [tick, sleep, deadline] = [duration("10 ms"), duration("10 ms"), duration("30 ms")];
    const player = { name: "player", sleep, extraTicks: 0, wakeCost: Work.zero, work: Work.zero };
    const asleep = (due: Duration | null): SuppliedGuest => ({
      ...guest({ scheduling: "edf", tasks: [] }),
      kernel: {
        ...{ tick, phase: Duration.zero, missedTicks: "lost", tickCost: Work.zero, idle: "spins" },
        sleepers: [{ ...player, deadline: due }],
      },
    });
    expect(() => analyze(asleep(deadline))).toThrow(/sleeps of player have a deadline/);
    expect(analyze(asleep(null)).kind).toBe("proved");
  });
});
