import { ceilDiv } from "../../numeric/integer.ts";
import { compare, difference, type Ratio, sum } from "../../numeric/ratio.ts";
import type { Rounding, SupplyFamily } from "./family.ts";
import { lowestTerms } from "./lowest-terms.ts";

/** A parameter above p by about (most − p)/parts, with a short denominator. */
export function between(p: Ratio, most: Ratio, parts: bigint): Ratio {
  const share = lowestTerms(sum(p, over(difference(most, p), parts)));
  const fine = 64n * parts * most.denominator;
  return lowestTerms({ numerator: ceilDiv(share.numerator * fine, share.denominator), denominator: fine });
}

function over({ numerator, denominator }: Ratio, parts: bigint): Ratio {
  return { numerator, denominator: denominator * parts };
}

/** Halvings of the distance to the largest parameter: beyond 2⁻³² of it nobody asks. */
const MOST_HALVINGS = 32n;

/**
 * The least of the parameters p + (most − p)/2^j, j = 0 … 32, that is accepted, given that more is never worse; null where
 * not even the largest is. A handful of tests: j is found by halving.
 */
export function leastAcceptedAbove(
  p: Ratio,
  family: SupplyFamily,
  rounding: Rounding,
  accepts: (parameter: Ratio) => boolean,
): Ratio | null {
  const at = (halvings: bigint): Ratio => rounding(between(p, family.most, 1n << halvings));
  const fits = (parameter: Ratio): boolean => compare(parameter, family.most) <= 0n && accepts(parameter);
  if (!fits(at(0n))) return null;
  let [accepted, refused] = [0n, MOST_HALVINGS + 1n];
  while (refused - accepted > 1n) {
    const middle = (accepted + refused) / 2n;
    if (fits(at(middle))) accepted = middle;
    else refused = middle;
  }
  return at(accepted);
}
