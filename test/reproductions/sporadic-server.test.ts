import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NodeSpec } from "../../src/simulator/engine/specification.ts";
import { drawn } from "../support/timeline.ts";
import { guest, hog, ran } from "../support/vm-schedulers.ts";

// The sporadic server as Quest's main vCPU (docs/reproductions/servers.md). The node itself asserts, at each change of
// its list, that the pieces of the budget add up to the budget.

function above(budget: number, period: number, children: readonly NodeSpec[], below: NodeSpec): NodeSpec {
  return {
    kind: "fixed-priority",
    children: [
      {
        kind: "server",
        server: "sporadic",
        budget,
        period,
        deadline: period,
        child: { kind: "fixed-priority", children },
      },
      below,
    ],
  };
}

describe("the sporadic server", () => {
  it("gets what it has used back a period after it could begin to use it, piece by piece", () => {
    const bursts = [
      guest("first", { offset: 1, period: 100, wcet: 2 }),
      guest("second", { offset: 5, period: 100, wcet: 4 }),
    ];
    const ticks = ran(above(3, 10, bursts, hog("below")), 30);
    // 2 of the budget from 1 on and 1 from 5 on come back at 11 and at 15.
    expect(drawn(ticks)).toBe("200221222221122122222222222222");
  });

  it("gives a backlogged guest its budget in each period", () => {
    const ticks = ran(above(3, 10, [hog("busy")], hog("below")), 1000);
    expect(drawn(ticks)).toBe("0001111111".repeat(100));
  });

  it("conserves its budget, and on top of all never runs for more than it within a period, on 2000 random systems", () => {
    const burst = fc.record({
      offset: fc.integer({ min: 0, max: 30 }),
      period: fc.integer({ min: 1, max: 40 }),
      wcet: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 30 }),
        fc.array(burst, { minLength: 1, maxLength: 4 }),
        (budget, more, bursts) => {
          const period = budget + more;
          const guests = bursts.map((text, index) => guest(`burst${index}`, text));
          const ticks = ran(above(budget, period, guests, hog("below")), 500);
          const served = ticks.map((who) => (who >= 0 && who < bursts.length ? 1 : 0));
          let within = 0;
          let most = 0;
          served.forEach((one, time) => {
            within += one - (time >= period ? (served[time - period] as number) : 0);
            most = Math.max(most, within);
          });
          expect(most).toBeLessThanOrEqual(budget);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("does not lose budget below others, and takes no more than a periodic task would, over whole busy periods", () => {
    // The server is delayed by a task above it; its replenishments count from when it could begin.
    const root: NodeSpec = {
      kind: "fixed-priority",
      children: [
        guest("above", { offset: 0, period: 20, wcet: 6 }),
        {
          kind: "server",
          server: "sporadic",
          budget: 4,
          period: 10,
          deadline: 10,
          child: { kind: "fixed-priority", children: [hog("busy")] },
        },
      ],
    };
    expect(drawn(ran(root, 200))).toBe("00000011111111......".repeat(10));
  });
});
