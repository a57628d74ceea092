/** Ticks as the times that people wrote: exact, in the unit of the description. */

import { Rational } from "../../numeric/rational.ts";
import { secondsIn, type TimeUnit } from "../../numeric/unit.ts";
import { readable } from "../../numeric/unit-text.ts";
import type { Notation } from "./model/document.ts";

/** Decimals up to which a finite decimal is printed in full. */
const DECIMALS = 9n;

export class TimeScale {
  readonly unit: TimeUnit;
  /** The length of a tick in the unit. */
  readonly tick: Rational;

  constructor(seconds: Rational, unit: TimeUnit) {
    this.unit = unit;
    this.tick = secondsIn(unit, seconds);
  }

  /** The exact number of units, as a decimal where that ends soon, else as a fraction with its rounded value. */
  number(ticks: bigint | Rational): string {
    const value = (typeof ticks === "bigint" ? Rational.of(ticks) : ticks).times(this.tick);
    return decimal(value) ?? `${value} (${readable(value)})`;
  }

  time(ticks: bigint | Rational): string {
    return `${this.number(ticks)} ${this.unit}`;
  }

  /** The same in a formula. */
  notation(ticks: bigint): Notation {
    const text = this.time(ticks);
    return { text, tex: `\\text{${text.replaceAll("≈", "approx. ")}}` };
  }
}

/** The value as a decimal of at most nine digits after the point; null where it is none. */
export function decimal(value: Rational): string | null {
  const scaled = value.times(Rational.of(10n ** DECIMALS));
  if (!scaled.isInteger()) return null;
  const negative = value.sign() < 0;
  const all = (negative ? -scaled.numerator : scaled.numerator).toString().padStart(10, "0");
  const fraction = all.slice(-9).replace(/0+$/, "");
  return `${negative ? "−" : ""}${all.slice(0, -9)}${fraction === "" ? "" : `.${fraction}`}`;
}
