import { Rational } from "../../numeric/rational.ts";
import { secondsIn, secondsPer, type TimeUnit } from "../../numeric/unit.ts";
import { readable } from "../../numeric/unit-text.ts";

/** Digits after the point where a decimal does not end, as 1/3 does not. */
const ROUNDED_DIGITS = 9;

/** Turns ticks into text in one unit of time. */
export class TickScale {
  readonly unit: TimeUnit;
  /** A tick in the unit. */
  readonly #tick: Rational;
  /** Decimals of a tick are its numerator times `#factor` over 10^`#digits`; null where they do not end. */
  readonly #ending: { readonly factor: bigint; readonly digits: number } | null;

  constructor(tick: Rational, unit: TimeUnit) {
    this.unit = unit;
    this.#tick = secondsIn(unit, tick);
    this.#ending = endingDecimal(this.#tick);
  }

  inUnit(ticks: number): Rational {
    return this.#tick.times(Rational.of(BigInt(ticks)));
  }

  /** An integer or `p/q`. */
  exact(ticks: number): string {
    return this.inUnit(ticks).toString();
  }

  /** For tables: three decimals, marked with ≈ where that is not exact. */
  readable(ticks: number): string {
    return readable(this.inUnit(ticks));
  }

  /** A long time with its unit: in seconds where that is short and exact, else in the unit. */
  span(ticks: number): string {
    const seconds = this.inUnit(ticks).times(secondsPer(this.unit));
    const text = readable(seconds);
    return Rational.one.atMost(seconds) && !text.startsWith("≈")
      ? `${text} s`
      : `${this.readable(ticks)} ${this.unit}`;
  }

  /** For other programs: every decimal where they end, nine otherwise. */
  decimal(ticks: number): string {
    if (this.#ending === null) {
      const { numerator, denominator } = this.inUnit(ticks);
      const scaled = numerator * 10n ** BigInt(ROUNDED_DIGITS);
      return pointed((2n * scaled + denominator) / (2n * denominator), ROUNDED_DIGITS);
    }
    return pointed(BigInt(ticks) * this.#ending.factor, this.#ending.digits);
  }

  /** Whether `decimal` is exact. */
  get decimalsEnd(): boolean {
    return this.#ending !== null;
  }
}

/** A decimal ends if its denominator has no prime factor but 2 and 5. */
function endingDecimal({ numerator, denominator }: Rational): { factor: bigint; digits: number } | null {
  let [rest, twos, fives] = [denominator, 0, 0];
  for (; rest % 2n === 0n; twos++) rest /= 2n;
  for (; rest % 5n === 0n; fives++) rest /= 5n;
  if (rest !== 1n) return null;
  const digits = Math.max(twos, fives);
  return { factor: (numerator * 10n ** BigInt(digits)) / denominator, digits };
}

/** scaled / 10^digits, without trailing zeros. */
function pointed(scaled: bigint, digits: number): string {
  const sign = scaled < 0n ? "-" : "";
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, "0");
  const fraction = text.slice(text.length - digits).replace(/0+$/, "");
  const whole = text.slice(0, text.length - digits);
  return digits === 0 || fraction === ""
    ? `${sign}${digits === 0 ? text : whole}`
    : `${sign}${whole}.${fraction}`;
}
