import fc from "fast-check";

/** (period, budget), with the whole period and no budget at all among them. */
export const resources: fc.Arbitrary<[bigint, bigint]> = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.oneof(fc.integer({ min: 70, max: 100 }), fc.nat({ max: 100 })))
  .map(([period, percent]) => [BigInt(period), BigInt(Math.ceil((period * percent) / 100))]);

export const smallResources: fc.Arbitrary<[number, number]> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.nat({ max: 6 }))
  .map(([period, budget]) => [period, Math.min(period, budget)]);
