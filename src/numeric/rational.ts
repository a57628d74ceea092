import Fraction from "fraction.js";
import { InputError } from "../contract/errors.ts";
import { ceilDiv, floorDiv } from "./integer.ts";

/**
 * An exact rational number. The only door to fraction.js, fenced where that library is too kind for our purpose:
 * a double is never taken (it would be snapped to a near fraction), `<` throws (it would compare rounded doubles),
 * and the value cannot be written to.
 */
export class Rational {
  static readonly zero: Rational = new Rational(new Fraction(0n, 1n));
  static readonly one: Rational = new Rational(new Fraction(1n, 1n));

  readonly #value: Fraction;

  private constructor(value: Fraction) {
    this.#value = value;
  }

  /** numerator / denominator, reduced. Throws `InputError` for a zero denominator. */
  static of(numerator: bigint, denominator: bigint = 1n): Rational {
    if (denominator === 0n) throw new InputError("a fraction needs a denominator other than zero");
    return new Rational(new Fraction(numerator, denominator));
  }

  /**
   * Reads `"7"`, `"-3/4"`, `"2.5"` or `"0.(3)"` exactly. A JavaScript number is taken only if it is a safe integer.
   * Throws `InputError` for anything else.
   */
  static from(value: string | bigint | number | Rational): Rational {
    if (value instanceof Rational) return value;
    if (typeof value === "bigint") return Rational.of(value);
    if (typeof value === "number") {
      if (!Number.isSafeInteger(value)) {
        throw new InputError(
          `${value} is not exact as a JavaScript number: write it as a string, such as "5/2" or "2.5"`,
        );
      }
      return Rational.of(BigInt(value));
    }
    const text = value.trim();
    if (!/^[+-]?(\d+\/\d+|\d+|\d+\.\d*(\(\d+\))?|\.\d+(\(\d+\))?|\.\(\d+\))$/.test(text)) {
      throw new InputError(
        `"${value}" is not an exact number: write an integer, a decimal, "p/q" or "0.(3)"`,
      );
    }
    if (/\/0+$/.test(text)) throw new InputError("a fraction needs a denominator other than zero");
    return new Rational(
      new Fraction(
        text
          .replace(/^\+/, "")
          .replace(/^(-?)\./, "$10.")
          .replace(/\.$/, ""),
      ),
    );
  }

  get numerator(): bigint {
    return this.#value.s * this.#value.n;
  }

  get denominator(): bigint {
    return this.#value.d;
  }

  plus(other: Rational): Rational {
    return new Rational(this.#value.add(other.#value));
  }

  minus(other: Rational): Rational {
    return new Rational(this.#value.sub(other.#value));
  }

  times(other: Rational): Rational {
    return new Rational(this.#value.mul(other.#value));
  }

  /** Throws `InputError` when `other` is zero. */
  dividedBy(other: Rational): Rational {
    if (other.sign() === 0) throw new InputError("division by zero");
    return new Rational(this.#value.div(other.#value));
  }

  negated(): Rational {
    return new Rational(this.#value.neg());
  }

  /** Negative, zero or positive as this is less than, equal to or greater than `other`. */
  compare(other: Rational): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Rational): boolean {
    return this.compare(other) === 0;
  }

  lessThan(other: Rational): boolean {
    return this.compare(other) < 0;
  }

  atMost(other: Rational): boolean {
    return this.compare(other) <= 0;
  }

  sign(): -1 | 0 | 1 {
    const n = this.#value.n;
    return n === 0n ? 0 : this.#value.s < 0n ? -1 : 1;
  }

  isInteger(): boolean {
    return this.denominator === 1n;
  }

  floor(): bigint {
    return floorDiv(this.numerator, this.denominator);
  }

  ceil(): bigint {
    return ceilDiv(this.numerator, this.denominator);
  }

  /** The nearest double, for pictures and rounded tables only: never on the path of a verdict. */
  approximate(): number {
    return this.#value.valueOf();
  }

  /** An integer or `p/q` in lowest terms. */
  toString(): string {
    return this.isInteger() ? String(this.numerator) : `${this.numerator}/${this.denominator}`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** Keeps `a < b` and `a + b` from passing silently through doubles. */
  valueOf(): never {
    throw new TypeError(
      "compare and add exact numbers by their methods (lessThan, plus, …), not by operators",
    );
  }
}

/** The largest of the given numbers; the first must be there. */
export function largest(first: Rational, ...others: readonly Rational[]): Rational {
  return others.reduce((best, next) => (best.lessThan(next) ? next : best), first);
}

/** The smallest of the given numbers; the first must be there. */
export function smallest(first: Rational, ...others: readonly Rational[]): Rational {
  return others.reduce((best, next) => (next.lessThan(best) ? next : best), first);
}
