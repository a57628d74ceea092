import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ceilDiv, floorDiv, gcd, larger, lcm, positivePart, smaller } from "../../src/numeric/integer.ts";

const integers = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n });
const positives = fc.bigInt({ min: 1n, max: 2n ** 40n });
const runs = { numRuns: 2000 };

describe("integer arithmetic", () => {
  it("rounds quotients as the names say, also below zero", () => {
    expect([floorDiv(-7n, 2n), ceilDiv(-7n, 2n), floorDiv(7n, 2n), ceilDiv(7n, 2n)]).toEqual([
      -4n,
      -3n,
      3n,
      4n,
    ]);
    fc.assert(
      fc.property(integers, positives, (a, b) => {
        const [floor, ceil] = [floorDiv(a, b), ceilDiv(a, b)];
        expect(floor * b <= a && a < (floor + 1n) * b).toBe(true);
        expect((ceil - 1n) * b < a && a <= ceil * b).toBe(true);
      }),
      runs,
    );
  });

  it("finds divisors and multiples", () => {
    expect([gcd(0n, 6n), gcd(-12n, 18n), lcm(4n, 6n)]).toEqual([6n, 6n, 12n]);
    fc.assert(
      fc.property(positives, positives, (a, b) => {
        const divisor = gcd(a, b);
        expect([a % divisor, b % divisor, lcm(a, b) % a, lcm(a, b) % b]).toEqual([0n, 0n, 0n, 0n]);
        expect(lcm(a, b) * divisor).toBe(a * b);
      }),
      runs,
    );
  });

  it("picks and cuts", () => {
    expect([smaller(1n, 2n), larger(1n, 2n), positivePart(-1n), positivePart(3n)]).toEqual([1n, 2n, 0n, 3n]);
  });
});
