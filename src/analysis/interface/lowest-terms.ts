import { gcd } from "../../numeric/integer.ts";
import type { Ratio } from "../../numeric/ratio.ts";

/** The same ratio, reduced, so that ticks scaled by its denominator stay small. */
export function lowestTerms({ numerator, denominator }: Ratio): Ratio {
  const common = gcd(numerator, denominator);
  return common <= 1n
    ? { numerator, denominator }
    : { numerator: numerator / common, denominator: denominator / common };
}
