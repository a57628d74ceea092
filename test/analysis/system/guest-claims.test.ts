import { describe, expect, it } from "vitest";
import { guestClaims, withoutBound } from "../../../src/analysis/system/guest-claims.ts";
import { promised } from "../../../src/analysis/system/guest-problem.ts";
import { GUEST_POLICIES, guest } from "../../../src/model/guest.ts";
import { guestOf, timed } from "../../support/findings.ts";

describe("the claims of a guest", () => {
  it("speak of every task under every policy", () => {
    for (const scheduling of GUEST_POLICIES) {
      const problem = promised(guest({ scheduling, tasks: [timed("t1", "1", "4"), timed("t2", "1", "6")] }));
      const tasks = guestClaims(problem, "ms", 1000).flatMap(({ subject }) => subject.task ?? []);
      expect(tasks, scheduling).toEqual(["t1", "t2"]);
    }
  });

  it("are none without tasks", () => {
    for (const scheduling of GUEST_POLICIES)
      expect(guestClaims(promised(guest({ scheduling, tasks: [] })), "ms", 1000)).toEqual([]);
  });

  it("without a bound say why and what would help", () => {
    const because = { reason: "nobody promises anything", advice: "promise something" };
    const [claim] = withoutBound("rtos", guestOf("edf", timed("t", "1", "4")), because);
    expect(claim).toMatchObject({
      id: "vm/rtos/task/t",
      verdict: "no-bound",
      method: "no-guarantee",
      ...because,
    });
    expect(withoutBound(null, guestOf("edf", timed("t", "1", "4")), because)[0]?.id).toBe("guest/task/t");
  });
});
