import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NodeSpec } from "../../src/simulator/engine/specification.ts";
import { drawn, shares } from "../support/timeline.ts";
import { guest, hog, ran } from "../support/vm-schedulers.ts";

// ARINC 653 as Xen runs it (docs/reproductions/arinc653.md): minor frames in sequence, nothing donated.

const FRAME = 40;
const WINDOWS = [
  { start: 0, end: 12, child: 0 },
  { start: 12, end: 25, child: 1 },
  { start: 25, end: 30, child: 2 },
  { start: 32, end: 38, child: 0 },
];

function arinc(children: readonly NodeSpec[], windows = WINDOWS): NodeSpec {
  return { kind: "table", frame: FRAME, windows, children };
}

describe("ARINC 653 partitions", () => {
  it("have their windows in each major frame, to the tick, for 1000 frames", () => {
    const ticks = drawn(ran(arinc([hog("a"), hog("b"), hog("c")]), 1000 * FRAME));
    expect(ticks).toBe("000000000000111111111111122222..000000..".repeat(1000));
  });

  it("leave idle what they do not use, and the slack after the last entry", () => {
    const sleeper = guest("sleeper", { offset: 100_000, period: 100_000, wcet: 1 });
    const ticks = ran(arinc([hog("a"), sleeper, hog("c")]), 100 * FRAME);
    expect(shares(ticks, 3)).toEqual([1800, 0, 500]);
    expect(drawn(ticks.slice(0, FRAME))).toBe("000000000000.............22222..000000..");
  });

  it("run as if alone, whatever the others do", () => {
    const load = fc.record({
      offset: fc.integer({ min: 0, max: 50 }),
      period: fc.integer({ min: 1, max: 90 }),
      wcet: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(load, load, load, (own, one, other) => {
        const beside = (neighbours: readonly NodeSpec[]): string =>
          drawn(ran(arinc([guest("own", own), ...neighbours]), 600).map((who) => (who === 0 ? 0 : -1)));
        expect(beside([guest("one", one), guest("other", other)])).toBe(beside([hog("one"), hog("other")]));
      }),
      { numRuns: 1000 },
    );
  });
});
