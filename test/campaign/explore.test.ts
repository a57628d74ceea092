import { describe, expect, it } from "vitest";
import type { DrawnGuest } from "../generate/guest.ts";
import { DEDICATED } from "../generate/supply.ts";
import { explore } from "./explore.ts";

const ALL = { period: 1, budget: 1, deadline: 1 };

function guest(
  policy: DrawnGuest["policy"],
  ...tasks: [wcet: number, period: number, deadline: number][]
): DrawnGuest {
  const drawn = tasks.map(([wcet, period, deadline]) => ({ wcet, period, deadline, jitter: 0, section: 0 }));
  return { policy, preemptive: true, tasks: drawn, supply: DEDICATED };
}

describe("an exploration of all sporadic releases", () => {
  it("finds the longest responses", () => {
    expect(explore(guest("fixed-priority", [1, 3, 3], [2, 6, 6]), ALL)).toEqual({
      late: false,
      most: [1, 3],
    });
    // The first waits for a tick where it comes a tick later than it might.
    expect(explore(guest("edf", [1, 3, 3], [4, 6, 6]), ALL)).toEqual({ late: false, most: [2, 6] });
  });

  it("finds a late job that needs the one bad phase", () => {
    expect(explore(guest("fixed-priority", [2, 4, 4], [2, 5, 3]), ALL)?.late).toBe(true);
    expect(explore(guest("edf", [2, 4, 4], [2, 5, 4]), ALL)?.late).toBe(false);
  });

  it("takes the worst of all supplies that keep the promise", () => {
    // A budget of 1 at the start of one period and at the end of the next: nothing for 2 · (3 − 1) ticks.
    const promised = { period: 3, budget: 1, deadline: 3 };
    expect(explore(guest("fixed-priority", [1, 6, 6]), promised)).toEqual({ late: false, most: [5] });
    expect(explore(guest("fixed-priority", [1, 6, 4]), promised)?.late).toBe(true);
  });

  it("gives up where there are too many states", () => {
    expect(explore(guest("edf", [9, 90, 90], [9, 90, 90]), ALL)).toBeNull();
  });
});
