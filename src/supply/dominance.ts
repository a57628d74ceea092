/**
 * Whether one supply is at least another in every window: then whatever is schedulable on the lesser one is so on the
 * greater, and a table keeps the contract that its VM was promised.
 *
 * Claim: sbf_a ≥ sbf_b everywhere exactly if it holds where one of the two bends, up to a horizon beyond which it cannot
 * fail first. Between bends the difference is linear. As horizon serves, of those that exist, the least of
 *  - max(delays) + lcm(cycles), if rate_a ≥ rate_b: a common cycle later the difference is at least the same;
 *  - rate_a·delay_a / (rate_a − rate_b), if rate_a > rate_b: from there on rate_a(t − delay_a) ≥ rate_b·t;
 *  - (rate_b·delay_b + 1) / (rate_b − rate_a), if rate_b > rate_a: there a must have failed.
 * (A supply never exceeds its rate: sbf(t) ≤ rate·t, since the least window is at most the average one.)
 *
 * Conditions: both bounds are in ticks of one timebase, so that all bends are at integers.
 */

import { assert } from "../contract/assert.ts";
import type { Supply } from "../model/supply.ts";
import { ceilDiv, larger, lcm, smaller } from "../numeric/integer.ts";
import { Duration, Work } from "../numeric/quantity.ts";
import { compare, difference } from "../numeric/ratio.ts";
import { commonTick } from "../numeric/timebase.ts";
import type { StepLimit } from "../workload/step-limit.ts";
import { boundOf, measuresOf } from "./bound-of.ts";
import type { SupplyBound } from "./supply-bound.ts";

export type Dominance<Window, Amount> =
  | { readonly kind: "dominates" }
  /** A window at which `has` of the one is less than the other `needs`: the first one on whole ticks, unless the limit was passed first. */
  | { readonly kind: "violated"; readonly at: Window; readonly has: Amount; readonly needs: Amount }
  | { readonly kind: "undetermined"; readonly reason: string };

/** Whether sbf_a ≥ sbf_b for all windows, in exact time. */
export function supplyDominates(a: Supply, b: Supply, limit: StepLimit): Dominance<Duration, Work> {
  const measures = [measuresOf(a), measuresOf(b)];
  const timebase = commonTick(
    measures.flatMap(({ seconds }) => seconds),
    measures.flatMap(({ rates }) => rates),
  );
  const found = dominates(boundOf(a, timebase), boundOf(b, timebase), limit);
  if (found.kind !== "violated") return found;
  return {
    kind: "violated",
    at: new Duration(timebase.toSeconds(found.at)),
    has: new Work(timebase.toSeconds(found.has)),
    needs: new Work(timebase.toSeconds(found.needs)),
  };
}

/** Whether sbf_a ≥ sbf_b for all windows, in ticks; `at` is then the first whole tick that violates it (a
 * first one, where a bounded delay is rounded off its lattice). */
export function dominates(a: SupplyBound, b: SupplyBound, limit: StepLimit): Dominance<bigint, bigint> {
  const horizon = horizonOf(a, b);
  if (horizon === null) {
    return { kind: "undetermined", reason: "the supplies have the same rate and no known common cycle" };
  }
  let from = 0n;
  for (const to of ascending(a.breakpoints(horizon), b.breakpoints(horizon), horizon)) {
    if (!limit.spend()) {
      // Of the lesser rate, a is known to fail at the horizon, if not where first.
      if (a.sbf(horizon) < b.sbf(horizon)) return violation(a, b, horizon);
      return { kind: "undetermined", reason: `still undecided after ${limit.limit} steps` };
    }
    if (a.sbf(to) < b.sbf(to)) return violation(a, b, firstViolation(a, b, from, to));
    from = to;
  }
  assert(
    compare(a.rate, b.rate) >= 0n,
    "a supply of lesser rate falls short of the other before the horizon",
  );
  return { kind: "dominates" };
}

function violation(a: SupplyBound, b: SupplyBound, at: bigint): Dominance<bigint, bigint> {
  return { kind: "violated", at, has: a.sbf(at), needs: b.sbf(at) };
}

/** By bisection between a tick that is in order and one that is not: the difference falls all the way. */
function firstViolation(a: SupplyBound, b: SupplyBound, inOrder: bigint, violated: bigint): bigint {
  let low = inOrder;
  let high = violated;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (a.sbf(middle) < b.sbf(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Null where no finite horizon is known. */
function horizonOf(a: SupplyBound, b: SupplyBound): bigint | null {
  const { numerator, denominator } = difference(a.rate, b.rate);
  if (numerator < 0n) {
    // One unit of work past the crossing of the linear bounds: rounding of a bounded delay cannot hide it.
    return ceilDiv(
      (b.rate.numerator * b.delay + b.rate.denominator) * denominator,
      b.rate.denominator * -numerator,
    );
  }
  const linear =
    numerator > 0n ? ceilDiv(a.rate.numerator * a.delay * denominator, a.rate.denominator * numerator) : null;
  if (a.cycle === null || b.cycle === null) return linear;
  const cyclic = larger(a.delay, b.delay) + lcm(a.cycle, b.cycle);
  return linear === null ? cyclic : smaller(linear, cyclic);
}

/** Both ascending sequences merged, then the last value. */
function* ascending(a: Iterable<bigint>, b: Iterable<bigint>, last: bigint): Generator<bigint> {
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  let one = left.next();
  let other = right.next();
  while (one.done !== true || other.done !== true) {
    if (other.done === true || (one.done !== true && one.value <= other.value)) {
      yield one.value as bigint;
      one = left.next();
    } else {
      yield other.value;
      other = right.next();
    }
  }
  yield last;
}
