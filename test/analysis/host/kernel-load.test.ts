import { describe, expect, it } from "vitest";
import { kernelLoad, sleeperLoads, tickLoad } from "../../../src/analysis/host/kernel-load.ts";
import { analyze } from "../../../src/analysis/system/analyze.ts";
import type { Guest } from "../../../src/model/guest.ts";
import type { GuestKernel } from "../../../src/model/kernel.ts";
import { dedicated } from "../../../src/model/supply.ts";
import { duration, work } from "../../../src/numeric/unit.ts";
import { limitsOf } from "../../../src/workload/event-limits.ts";
import { claimOf, guestOf, inMs, timed, told } from "../../support/findings.ts";

const kernel: GuestKernel = {
  tick: duration("4 ms"),
  phase: duration("0 ms"),
  missedTicks: "caught-up",
  tickCost: work("1/2 ms"),
  idle: "yields",
  sleepers: [
    {
      name: "player",
      sleep: duration("9 ms"),
      extraTicks: 1,
      wakeCost: work("1/4 ms"),
      work: work("1 ms"),
      deadline: null,
    },
  ],
};
const guest: Guest = { ...guestOf("deadline-monotonic", timed("t", "3", "20")), kernel };

describe("what a guest kernel runs above its tasks", () => {
  it("is a handler for each tick, where that costs something", () => {
    expect(tickLoad(guest).map(({ arrivals, wcet }) => [limitsOf(arrivals).length, inMs(wcet)])).toEqual([
      [1, "1/2"],
    ]);
    expect(tickLoad({ ...guest, kernel: { ...kernel, tickCost: work("0 ms") } })).toEqual([]);
    expect(kernelLoad(guestOf("edf", timed("t", "3", "20")))).toEqual([]);
  });

  it("is a wake and work of each sleeper for every so many ticks", () => {
    const [player] = sleeperLoads(guest).map(({ arrivals, wcet }) => [
      ...limitsOf(arrivals).map(({ period, jitter }) => `${inMs(period)} ${inMs(jitter)}`),
      inMs(wcet),
    ]);
    // Three ticks cover 9 ms, and one more is asked for.
    expect(player).toEqual(["16 4", "5/4"]);
  });

  it("is charged to a guest on its own, too", () => {
    const verdict = analyze({ ...guest, supply: dedicated() });
    // 3 ms, one job of the player, two ticks of 1/2 ms within 5.25 ms.
    expect(told(claimOf(verdict, "guest/task/t"))).toBe("proved 21/4");
  });
});
