import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestBound } from "../../../../src/analysis/ticks/doubles/request-bound.ts";
import { ceilDiv } from "../../../../src/numeric/integer.ts";

describe("requestBound", () => {
  it("counts exactly next to every multiple of a period, up to 2^50", () => {
    const period = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 2 ** 49 }));
    const near = period.chain((T) =>
      fc.record({
        T: fc.constant(T),
        multiple: fc.integer({ min: 1, max: Math.floor(2 ** 50 / T) }),
        off: fc.integer({ min: -1, max: 1 }),
      }),
    );
    fc.assert(
      fc.property(near, ({ T, multiple, off }) => {
        const t = Math.max(1, multiple * T + off);
        const count = requestBound(Float64Array.of(1), Float64Array.of(1 / T), 1, t);
        expect(BigInt(count)).toBe(ceilDiv(BigInt(t), BigInt(T)));
      }),
      { numRuns: 20_000 },
    );
  });

  it("adds up any number of tasks", () => {
    const wcet = Float64Array.of(1, 10, 100, 1000, 10_000);
    const inverse = Float64Array.of(1 / 2, 1 / 3, 1 / 5, 1 / 7, 1 / 11);
    const sums = [0, 1, 2, 3, 4, 5].map((count) => requestBound(wcet, inverse, count, 6));
    expect(sums).toEqual([0, 3, 23, 223, 1223, 11_223]);
  });
});
