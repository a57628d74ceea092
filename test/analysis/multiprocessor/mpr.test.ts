import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  multiprocessorLinearBound,
  multiprocessorResource,
  multiprocessorSbf,
  multiprocessorSbfInteger,
} from "../../../src/analysis/multiprocessor/mpr.ts";
import { InputError } from "../../../src/contract/errors.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { scales } from "../../generate/arbitrary/task-set.ts";

const seconds = (count: number, scale = Rational.one): Duration =>
  new Duration(Rational.of(BigInt(count)).times(scale));

/** Of each period separately: what cannot be served outside the window on m cores. Least over all phases. */
function leastSupply(period: number, budget: number, cores: number, window: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let phase = 0; phase < period; phase++) {
    let supply = 0;
    for (let start = 0; start < phase + window; start += period) {
      const inside = Math.min(phase + window, start + period) - Math.max(phase, start);
      supply += Math.max(0, budget - cores * (period - inside));
    }
    least = Math.min(least, supply);
  }
  return least;
}

const resources = fc
  .record({
    period: fc.integer({ min: 1, max: 9 }),
    cores: fc.integer({ min: 1, max: 4 }),
    share: fc.nat(36),
  })
  .map(({ period, cores, share }) => ({ period, cores, budget: share % (period * cores + 1) }));

describe("the multiprocessor periodic resource", () => {
  it("supplies what a brute force over phases and placements finds, in integer and in dense time", () => {
    fc.assert(
      fc.property(resources, fc.nat(40), scales, ({ period, cores, budget }, window, scale) => {
        const resource = multiprocessorResource({
          period: seconds(period, scale),
          budget: seconds(budget, scale).asWork(),
          cores,
        });
        const integer = multiprocessorSbfInteger(resource, seconds(1, scale), seconds(window, scale));
        const least = leastSupply(period, budget, cores, window);
        expect(integer.equals(seconds(least, scale).asWork())).toBe(true);
        // Dense time: the worst phase is a multiple of 1/m, where m divides the budget.
        const fine = leastSupply(period * cores, budget * cores, cores, window * cores);
        const dense = multiprocessorSbf(resource, seconds(window, scale));
        expect(dense.times(Rational.of(BigInt(cores))).equals(seconds(fine, scale).asWork())).toBe(true);
        expect(dense.atMost(integer)).toBe(true);
        const { rate, delay } = multiprocessorLinearBound(resource);
        const line = seconds(window, scale).minus(delay).times(rate).asWork();
        expect(line.atMost(dense)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("is the periodic resource on one core", () => {
    const resource = multiprocessorResource({ period: "10 ms", budget: "4 ms", cores: 1 });
    const at = (text: string) => multiprocessorSbf(resource, new Duration(Rational.from(text)));
    expect(at("12/1000").equals(Work.zero)).toBe(true);
    expect(`${at("15/1000")}`).toBe("3/1000 s");
  });

  it("refuses what cannot be", () => {
    const given = { period: "10 ms", budget: "20 ms", cores: 2 };
    expect(() => multiprocessorResource({ ...given, budget: "21 ms" })).toThrow(InputError);
    expect(() => multiprocessorResource({ ...given, cores: 0 })).toThrow(InputError);
    const resource = multiprocessorResource(given);
    expect(() => multiprocessorSbf(resource, seconds(-1))).toThrow(InputError);
    expect(() => multiprocessorSbfInteger(resource, seconds(3), seconds(3))).toThrow(InputError);
    expect(() => multiprocessorSbfInteger(resource, seconds(0), seconds(3))).toThrow(InputError);
  });
});
