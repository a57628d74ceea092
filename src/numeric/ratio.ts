import type { Rational } from "./rational.ts";

/** A rational as two integers, denominator > 0, not necessarily reduced: the form that rates take beside integer ticks. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Ratio = { numerator: 0n, denominator: 1n };

export function ratioOf({ numerator, denominator }: Rational): Ratio {
  return { numerator, denominator };
}

export function sum(a: Ratio, b: Ratio): Ratio {
  return a.denominator === b.denominator
    ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : {
        numerator: a.numerator * b.denominator + b.numerator * a.denominator,
        denominator: a.denominator * b.denominator,
      };
}

/** a − b, which may be negative. */
export function difference(a: Ratio, b: Ratio): Ratio {
  return sum(a, { numerator: -b.numerator, denominator: b.denominator });
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Ratio, b: Ratio): bigint {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}
