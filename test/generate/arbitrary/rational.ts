import fc from "fast-check";
import { Rational } from "../../../src/numeric/rational.ts";

/** Numerators from tiny to beyond 2^64, denominators from 1 to ugly ones. */
export const rationals: fc.Arbitrary<Rational> = fc
  .tuple(
    fc.oneof(fc.bigInt({ min: -50n, max: 50n }), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n })),
    fc.oneof(
      fc.constantFrom(1n, 2n, 3n, 7n, 11n, 98765n, 1_000_003n),
      fc.bigInt({ min: 1n, max: 2n ** 40n }),
    ),
  )
  .map(([numerator, denominator]) => Rational.of(numerator, denominator));
