import { assert } from "../contract/assert.ts";
import { gcd, lcm } from "./integer.ts";
import { Rational } from "./rational.ts";

/**
 * A common integer tick for a whole system: every duration and every amount of work in it is an integer number of ticks.
 * Analyses compute on ticks; rationals stay at the edges.
 */
export class Timebase {
  /** The length of one tick, in seconds. */
  readonly tick: Rational;

  constructor(tick: Rational) {
    assert(tick.sign() > 0, "a tick has a positive length");
    this.tick = tick;
  }

  /** How many ticks make the given number of seconds. The number must be one that the timebase was chosen for. */
  toTicks(seconds: Rational): bigint {
    const ticks = seconds.dividedBy(this.tick);
    assert(ticks.isInteger(), `${seconds} s is a whole number of ticks of ${this.tick} s`);
    return ticks.numerator;
  }

  toSeconds(ticks: bigint): Rational {
    return Rational.of(ticks).times(this.tick);
  }
}

/**
 * The coarsest tick in which all `seconds` are integers, and stay integers when multiplied or divided by any of the
 * `rates` (of bounded-delay supplies, whose bound is α(t − Δ) and whose pseudo-inverse is Δ + y/α).
 */
export function commonTick(seconds: Iterable<Rational>, rates: Iterable<Rational> = []): Timebase {
  let numerator = 0n;
  let denominator = 1n;
  for (const value of seconds) {
    if (value.sign() === 0) continue;
    // gcd(a/b, c/d) = gcd(a·(m/b), c·(m/d)) / m with m = lcm(b, d)
    const common = lcm(denominator, value.denominator);
    numerator = gcd(numerator * (common / denominator), value.numerator * (common / value.denominator));
    denominator = common;
  }
  let refinement = 1n;
  for (const rate of rates) {
    if (rate.sign() > 0) refinement *= rate.numerator * rate.denominator;
  }
  return new Timebase(Rational.of(numerator === 0n ? 1n : numerator, denominator * refinement));
}
