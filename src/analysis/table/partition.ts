/**
 * Partitions of a processor in unit slots, after Mok, Feng and Chen: how evenly a pattern of slots spreads its rate.
 *
 * With S(t) the owned slots before t and I(t) = S(t) − αt, a pattern is k-irregular if |I(a) − I(b)| < k for all integers
 * a and b; regular if k = 1 will do.
 * Claims: in any window of t whole slots that begins with a slot a k-irregular partition supplies more than αt − k, so
 * at least ⌊αt − k⌋ + 1; in every window it supplies at least α(t − k/α): a bounded-delay partition (α, k/α).
 *   Proof of the second: a window from x to y; S is constant or of slope 1 on each slot. S(y) − S(x) is least, as a
 *   function of x with y − x fixed, where x is at an end or y at a start of owned service, so one of the two is an integer.
 *   With x an integer and u = y − ⌊y⌋: if slot ⌊y⌋ is owned, S(y) − αy exceeds I(⌊y⌋) by u(1 − α) ≥ 0; if not, it exceeds
 *   I(⌊y⌋ + 1) by α(1 − u) ≥ 0. Either way it is at least some I(b), so S(y) − S(x) − α(y − x) > −k. Mirror-wise for y.
 * The slots j with ⌊(j + 1)α⌋ > ⌊jα⌋ form a regular partition of any rational rate α ≤ 1, for then I(t) = ⌊αt⌋ − αt.
 * Source: A. K. Mok, X. Feng and D. Chen, "Resource partition for real-time systems", RTAS 2001; A. K. Mok and X. Feng,
 * "Towards compositionality in real-time resource partitioning based on regularity bounds", RTSS 2001.
 */
import { InputError } from "../../contract/errors.ts";
import { type BoundedDelay, boundedDelay, type TableSupply, table } from "../../model/supply.ts";
import { larger, smaller } from "../../numeric/integer.ts";
import { type Duration, positive } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";

/** The slots, ascending, that a partition owns of every `cycle` slots. */
export interface SlotPattern {
  readonly cycle: bigint;
  readonly owned: readonly bigint[];
}

/** Throws `InputError` unless 0 ≤ slots < cycle, ascending and each once. */
export function slotPattern(cycle: bigint, owned: readonly bigint[]): SlotPattern {
  if (cycle < 1n) throw new InputError(`the cycle is ${cycle}: write how many slots repeat, from 1`);
  for (const [index, slot] of owned.entries()) {
    if (slot < 0n || slot >= cycle) throw new InputError(`slot ${slot} is not one of the cycle of ${cycle}`);
    const previous = owned[index - 1];
    if (previous !== undefined && slot <= previous) {
      throw new InputError(`slot ${slot} comes after slot ${previous}: list each slot once, ascending`);
    }
  }
  return { cycle, owned };
}

export function patternRate({ cycle, owned }: SlotPattern): Rational {
  return Rational.of(BigInt(owned.length), cycle);
}

/** The least k with which the pattern is k-irregular. Exact. */
export function irregularity({ cycle, owned }: SlotPattern): bigint {
  // I(t)·cycle is extreme before and after owned slots: elsewhere it only falls.
  const total = BigInt(owned.length);
  let least = 0n;
  let most = 0n;
  for (const [before, slot] of owned.entries()) {
    const atStart = BigInt(before) * cycle - slot * total;
    least = smaller(least, atStart);
    most = larger(most, atStart + cycle - total);
  }
  return (most - least) / cycle + 1n;
}

export function isRegular(pattern: SlotPattern): boolean {
  return irregularity(pattern) === 1n;
}

/** The bounded-delay partition (α, k/α) that the pattern is, with slots of the given length. */
export function boundedDelayOf(pattern: SlotPattern, slot: Duration): BoundedDelay {
  const rate = patternRate(pattern);
  if (rate.sign() === 0) throw new InputError("a pattern without slots has no rate and no bounded delay");
  const slots = Rational.of(irregularity(pattern)).dividedBy(rate);
  return boundedDelay({ rate, delay: positive(slot, "the slot").times(slots) });
}

/** The pattern as a table, with slots of the given length. */
export function patternTable({ cycle, owned }: SlotPattern, slot: Duration): TableSupply {
  const at = (index: bigint): Duration => positive(slot, "the slot").times(Rational.of(index));
  return table({
    frame: at(cycle),
    windows: owned.map((index) => ({ start: at(index), end: at(index + 1n) })),
  });
}

/**
 * A regular partition of the given rate, in the shortest cycle. Throws `InputError` unless 0 ≤ rate ≤ 1, or where the
 * cycle, the rate's denominator, exceeds `longestCycle`.
 */
export function regularPartition(rate: string | Rational, longestCycle: bigint): SlotPattern {
  const share = Rational.from(rate);
  const { numerator, denominator } = share;
  if (share.sign() < 0 || numerator > denominator) {
    throw new InputError(`the rate is ${share}: write a share of the processor from 0 to 1`);
  }
  if (denominator > longestCycle) {
    throw new InputError(
      `the rate of ${share} repeats after ${denominator} slots, more than ${longestCycle}`,
    );
  }
  const owned: bigint[] = [];
  for (let slot = 0n; slot < denominator; slot += 1n) {
    if (((slot + 1n) * numerator) / denominator > (slot * numerator) / denominator) owned.push(slot);
  }
  return { cycle: denominator, owned };
}
