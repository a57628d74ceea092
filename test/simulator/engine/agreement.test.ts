import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smallSpecifications } from "../../generate/arbitrary/simulation.ts";
import { simulateNaively } from "../../support/naive-simulator.ts";
import { observe } from "./schedule.ts";

const HORIZON = 120;

describe("the engine and the naive simulator", () => {
  it("agree on every cycle of small systems", () => {
    fc.assert(
      fc.property(smallSpecifications(), (specification) => {
        const { schedule, completions } = observe(specification, HORIZON);
        const naive = simulateNaively(specification, HORIZON);
        expect(schedule).toEqual(naive.schedule);
        expect(completions).toEqual(naive.completions);
      }),
      { numRuns: 5000 },
    );
  });
});
