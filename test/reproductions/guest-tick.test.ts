import { describe, expect, it } from "vitest";
import { alone, inTurns, longestSleep } from "./guest-tick.ts";
import { mobivmm } from "./mobivmm.ts";

/*
 * The 10 ms sleeps of Yoo et al. (CCNC 2009), as worst cases over every call and phase, beside the means of Table I.
 */
describe("a 10 ms sleep at HZ = 100", () => {
  it("takes at most two ticks alone, whatever becomes of ticks", () => {
    for (const delivery of ["lost", "coalesced", "caught-up"] as const) {
      expect(longestSleep(alone, delivery)).toBe(20);
    }
    expect(mobivmm({ guests: 1 }).mean).toBeLessThanOrEqual(20);
  });

  it("takes at most 40 ms in turns of 20 ms", () => {
    for (const delivery of ["lost", "coalesced", "caught-up"] as const) {
      expect(longestSleep(inTurns, delivery)).toBe(40);
    }
    expect(mobivmm({}).mean).toBeLessThanOrEqual(40);
  });

  it("never ends where every tick falls into the other guest's turn", () => {
    expect(longestSleep(inTurns, "lost", "40 ms")).toBeNull();
    expect(longestSleep(inTurns, "coalesced", "40 ms")).toBe(80);
  });
});
