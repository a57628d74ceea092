/**
 * Several regular partitions on one processor. Two of arbitrary rates may claim the same slot whatever their offsets; those
 * of harmonic rates 1/d, each d a divisor of the next, never do.
 *
 * Claim: rates 1/d_1, 1/d_2, … with d_i | d_{i+1} can be packed exactly if their sum is at most 1. Proof: in this order,
 * lay the rates end to end on [0, 1). Rate i covers [N/d_i, (N + 1)/d_i) with N an integer, since all d before it divide
 * d_i. Write N with one digit for each step from d_{l−1} to d_l, the first one most significant, and give rate i the slots
 * whose lowest digits in that system are those of N in reverse order. Intervals that are disjoint have numbers of which none
 * begins with the other, so no slot belongs to two. A partition that owns every d-th slot is regular. Any other rate is
 * raised to the next power of 1/2.
 * Source: A. K. Mok, X. Feng and D. Chen, "Resource partition for real-time systems", RTAS 2001 (adjusted availability
 * factors); X. Feng and A. K. Mok, RTSS 2002.
 */
import { InputError } from "../../contract/errors.ts";
import { Rational } from "../../numeric/rational.ts";
import type { SlotPattern } from "./partition.ts";

export type HarmonicPacking =
  /** One pattern for each rate, in the given order; no two own the same slot. */
  | { readonly kind: "packed"; readonly patterns: readonly SlotPattern[] }
  | { readonly kind: "infeasible"; readonly total: Rational };

/** The least power of 1/2 that is at least the rate. Throws `InputError` unless 0 < rate ≤ 1. */
export function adjustedRate(rate: string | Rational): Rational {
  const given = Rational.from(rate);
  if (given.sign() <= 0 || Rational.one.lessThan(given)) {
    throw new InputError(`the rate is ${given}: write a share of the processor above 0 and up to 1`);
  }
  let parts = 1n;
  while (given.atMost(Rational.of(1n, 2n * parts))) parts *= 2n;
  return Rational.of(1n, parts);
}

/** Packs rates 1/d. Throws `InputError` for other rates, or where some d does not divide a larger one. */
export function packHarmonic(rates: readonly (string | Rational)[]): HarmonicPacking {
  const strides = rates.map((rate) => strideOf(Rational.from(rate)));
  const order = strides
    .map((stride, index) => ({ stride, index }))
    .sort((a, b) => (a.stride < b.stride ? -1 : a.stride > b.stride ? 1 : 0));
  for (const [index, { stride }] of order.entries()) {
    const previous = order[index - 1]?.stride ?? 1n;
    if (stride % previous !== 0n) {
      throw new InputError(
        `rates 1/${previous} and 1/${stride} are not harmonic: ${previous} does not divide ${stride}`,
      );
    }
  }
  const total = strides.reduce((sum, stride) => sum.plus(Rational.of(1n, stride)), Rational.zero);
  if (Rational.one.lessThan(total)) return { kind: "infeasible", total };
  const patterns: SlotPattern[] = [];
  const steps: bigint[] = [1n];
  let covered = Rational.zero;
  for (const { stride, index } of order) {
    steps.push(stride);
    const number = covered.times(Rational.of(stride)).numerator;
    patterns[index] = { cycle: stride, owned: [reversed(number, steps)] };
    covered = covered.plus(Rational.of(1n, stride));
  }
  return { kind: "packed", patterns };
}

/** The number with its digits in reverse order; its digit l counts from 0 to steps[l]/steps[l − 1]. */
function reversed(number: bigint, steps: readonly bigint[]): bigint {
  let rest = number;
  let result = 0n;
  for (let level = steps.length - 1; level > 0; level -= 1) {
    const below = steps[level - 1] as bigint;
    const radix = (steps[level] as bigint) / below;
    result += (rest % radix) * below;
    rest /= radix;
  }
  return result;
}

function strideOf(rate: Rational): bigint {
  if (rate.numerator !== 1n) {
    throw new InputError(`the rate ${rate} is not one slot in so many: raise it with adjustedRate`);
  }
  return rate.denominator;
}
