import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CyclicService } from "../../src/supply/cyclic-service.ts";

const units = fc.array(fc.boolean(), { minLength: 1, maxLength: 14 });

function serviceOf(bits: readonly boolean[]): CyclicService {
  const windows = bits.flatMap((on, index) => (on ? [{ start: BigInt(index), end: BigInt(index + 1) }] : []));
  return new CyclicService(BigInt(bits.length), windows);
}

describe("CyclicService", () => {
  it("counts the units of service one by one", () => {
    fc.assert(
      fc.property(units, fc.nat({ max: 40 }), fc.nat({ max: 40 }), (bits, from, length) => {
        let expected = 0n;
        for (let t = from; t < from + length; t += 1) if (bits[t % bits.length]) expected += 1n;
        expect(serviceOf(bits).between(BigInt(from), BigInt(from + length))).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it("finds the least time for some work", () => {
    fc.assert(
      fc.property(units, fc.nat({ max: 40 }), fc.integer({ min: 1, max: 30 }), (bits, from, work) => {
        const service = serviceOf([...bits, true]);
        const time = service.timeFrom(BigInt(from), BigInt(work));
        expect(service.between(BigInt(from), BigInt(from) + time)).toBe(BigInt(work));
        expect(service.between(BigInt(from), BigInt(from) + time - 1n)).toBe(BigInt(work - 1));
      }),
      { numRuns: 2_000 },
    );
  });

  it("merges windows and drops the seam of the frame", () => {
    const service = serviceOf([true, true, false, true]);
    expect(service.windows).toEqual([
      { start: 0n, end: 2n },
      { start: 3n, end: 4n },
    ]);
    expect(service.ends).toEqual([2n]);
    expect(service.starts).toEqual([3n]);
  });
});
