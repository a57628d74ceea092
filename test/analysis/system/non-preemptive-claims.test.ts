import { describe, expect, it } from "vitest";
import { analyze } from "../../../src/analysis/system/analyze.ts";
import { guest } from "../../../src/model/guest.ts";
import { periodicResource } from "../../../src/model/supply.ts";
import { claimOf, timed, told } from "../../support/findings.ts";

const tasks = [timed("high", "1", "5"), timed("low", "6", "20")];

describe("the claims of a non-preemptive fixed-priority guest", () => {
  it("let the longest job of lower priority block: 6 + 1 is more than 5", () => {
    const found = analyze(guest({ scheduling: "rate-monotonic", preemptive: false, tasks }));
    expect(told(claimOf(found, "guest/task/high"))).toBe("not-proved 7");
    expect(claimOf(found, "guest/task/high").reason).toBe("bound 7 ms > deadline 5 ms");
    expect(claimOf(found, "guest/task/high").method).toBe("fp-non-preemptive");
  });

  it("let nothing block the lowest, and nothing interrupt it once it has started", () => {
    const found = analyze(guest({ scheduling: "rate-monotonic", preemptive: false, tasks }));
    expect(told(claimOf(found, "guest/task/low"))).toBe("proved 7");
  });

  it("are a sufficient bound on a partial supply", () => {
    const supply = periodicResource({ period: "5 ms", budget: "4 ms" });
    const light = [timed("high", "1", "10"), timed("low", "2", "20")];
    const found = analyze(guest({ scheduling: "rate-monotonic", preemptive: false, tasks: light, supply }));
    expect(found.claims.map(({ method }) => method)).toEqual(Array(2).fill("fp-non-preemptive-on-supply"));
    // Blackout 2, then 3 of work for each: its own and the other's.
    expect(found.claims.map(told)).toEqual(["proved 5", "proved 5"]);
  });

  it("say so where the work never ends", () => {
    const heavy = [timed("high", "3", "5"), timed("low", "5", "10")];
    const found = analyze(guest({ scheduling: "rate-monotonic", preemptive: false, tasks: heavy }));
    expect(claimOf(found, "guest/task/low").verdict).toBe("not-proved");
    expect(claimOf(found, "guest/task/low").bound).toBeUndefined();
  });
});
