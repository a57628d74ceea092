import { InputError } from "../../contract/errors.ts";
import { type Duration, positive } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";

/** More candidates than this are a slip of the pen. */
const MOST_CANDIDATES = 100_000n;

/** from, from + step, … up to `to`. Throws `InputError` for an empty or endless range. */
export function periodsInRange(from: Duration, to: Duration, step: Duration): Duration[] {
  positive(from, "the first candidate period");
  positive(step, "the step of the candidate periods");
  if (to.lessThan(from)) throw new InputError(`no candidate period from ${from} to ${to}`);
  const last = to.minus(from).per(step).floor();
  if (last >= MOST_CANDIDATES) {
    throw new InputError(`${last + 1n} candidate periods from ${from} to ${to}: choose a larger step`);
  }
  const periods: Duration[] = [];
  for (let k = 0n; k <= last; k++) periods.push(from.plus(step.times(Rational.of(k))));
  return periods;
}

/**
 * The multiples of `unit` that divide `total`, a hyperperiod or a frame, ascending. Throws `InputError` unless `total` is a
 * multiple of `unit` itself, not too large a one.
 */
export function divisorsOf(total: Duration, unit: Duration): Duration[] {
  positive(total, "the period to divide");
  const units = total.per(positive(unit, "the unit of the candidate periods"));
  if (!units.isInteger()) throw new InputError(`${total} is no multiple of ${unit}`);
  const count = units.numerator;
  if (count > MOST_CANDIDATES * MOST_CANDIDATES) {
    throw new InputError(`${total} is ${count} times ${unit}: choose a larger unit`);
  }
  const small: bigint[] = [];
  const large: bigint[] = [];
  for (let divisor = 1n; divisor * divisor <= count; divisor++) {
    if (count % divisor !== 0n) continue;
    small.push(divisor);
    if (divisor * divisor !== count) large.unshift(count / divisor);
  }
  return [...small, ...large].map((divisor) => unit.times(Rational.of(divisor)));
}
