import { InputError } from "../contract/errors.ts";
import { Rational } from "./rational.ts";

/**
 * Exact quantities of time. A length of time (`Duration`), an amount of computation (`Work`) and a point on the time
 * axis (`Instant`) are different types: the compiler refuses to mix them, and `<` throws at run time.
 * Every quantity is measured in seconds; units are a matter of reading and printing (`unit.ts`).
 */
abstract class Quantity<Self> {
  /** The measure, in seconds. */
  readonly value: Rational;

  constructor(value: Rational) {
    this.value = value;
  }

  protected abstract measured(value: Rational): Self;

  compare(other: Quantity<Self>): number {
    return this.value.compare(other.value);
  }

  equals(other: Quantity<Self>): boolean {
    return this.value.equals(other.value);
  }

  lessThan(other: Quantity<Self>): boolean {
    return this.value.lessThan(other.value);
  }

  atMost(other: Quantity<Self>): boolean {
    return this.value.atMost(other.value);
  }

  toString(): string {
    return `${this.value} s`;
  }

  toJSON(): string {
    return this.value.toString();
  }

  valueOf(): never {
    throw new TypeError("compare and add quantities by their methods (lessThan, plus, …), not by operators");
  }
}

/** Quantities that form a vector space: lengths and amounts, but not points. */
abstract class Amount<Self> extends Quantity<Self> {
  plus(other: Amount<Self>): Self {
    return this.measured(this.value.plus(other.value));
  }

  minus(other: Amount<Self>): Self {
    return this.measured(this.value.minus(other.value));
  }

  times(factor: Rational): Self {
    return this.measured(this.value.times(factor));
  }

  /** How many of `other` make this. Throws `InputError` when `other` is zero. */
  per(other: Amount<Self>): Rational {
    return this.value.dividedBy(other.value);
  }

  isZero(): boolean {
    return this.value.sign() === 0;
  }

  isPositive(): boolean {
    return this.value.sign() > 0;
  }
}

/** A length of time. Intervals are half-open, [a, b), throughout. */
export class Duration extends Amount<Duration> {
  declare protected readonly unit: "duration";
  static readonly zero: Duration = new Duration(Rational.zero);

  protected override measured(value: Rational): Duration {
    return new Duration(value);
  }

  /** What a processor of unit speed computes in this time. The one road from time to work. */
  asWork(): Work {
    return new Work(this.value);
  }
}

/** An amount of computation, measured by the time that a dedicated processor of unit speed takes for it. */
export class Work extends Amount<Work> {
  declare protected readonly unit: "work";
  static readonly zero: Work = new Work(Rational.zero);

  protected override measured(value: Rational): Work {
    return new Work(value);
  }

  /** The time that a dedicated processor of unit speed takes for this. The one road from work to time. */
  asDuration(): Duration {
    return new Duration(this.value);
  }

  /** Utilization: work per time. Throws `InputError` for a zero period. */
  over(period: Duration): Rational {
    return this.value.dividedBy(period.value);
  }
}

/** A point on the time axis, measured from the start of a scenario. */
export class Instant extends Quantity<Instant> {
  declare protected readonly unit: "instant";
  static readonly origin: Instant = new Instant(Rational.zero);

  protected override measured(value: Rational): Instant {
    return new Instant(value);
  }

  after(delay: Duration): Instant {
    return new Instant(this.value.plus(delay.value));
  }

  since(earlier: Instant): Duration {
    return new Duration(this.value.minus(earlier.value));
  }
}

/** Refuses what no duration of the model can be. */
export function nonNegative<Q extends Duration | Work>(quantity: Q, name: string): Q {
  if (quantity.value.sign() < 0) throw new InputError(`${name} is ${quantity}: it cannot be negative`);
  return quantity;
}

/** Refuses zero and less. */
export function positive<Q extends Duration | Work>(quantity: Q, name: string): Q {
  if (quantity.value.sign() <= 0)
    throw new InputError(`${name} is ${quantity}: it must be greater than zero`);
  return quantity;
}
