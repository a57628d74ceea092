import type { Duration, Instant, Work } from "./quantity.ts";
import type { Rational } from "./rational.ts";
import { secondsIn, type TimeUnit } from "./unit.ts";

/** The exact measure of a quantity in a unit, as an integer or `p/q`. */
export function exactIn(unit: TimeUnit, quantity: Duration | Work | Instant): string {
  return secondsIn(unit, quantity.value).toString();
}

/** How many decimals a rounded table shows at most. */
const DECIMALS = 3;

/** A rational as people read it: exact where three decimals suffice, otherwise rounded and marked with `≈`. */
export function readable(value: Rational): string {
  if (value.isInteger()) return value.numerator.toString();
  const scale = 10n ** BigInt(DECIMALS);
  const negative = value.sign() < 0;
  const magnitude = negative ? -value.numerator : value.numerator;
  const scaled = magnitude * scale;
  const rounded = (2n * scaled + value.denominator) / (2n * value.denominator);
  const exact = scaled % value.denominator === 0n;
  const digits = rounded.toString().padStart(DECIMALS + 1, "0");
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, "");
  const text = `${digits.slice(0, -DECIMALS)}${fraction === "" ? "" : `.${fraction}`}`;
  return `${exact ? "" : "≈"}${negative ? "-" : ""}${text}`;
}

/** A quantity as people read it, with its unit: `2.5 ms`, `≈0.333 ms`. */
export function withUnit(unit: TimeUnit, quantity: Duration | Work | Instant): string {
  return `${readable(secondsIn(unit, quantity.value))} ${unit}`;
}

/** A share of the processor in per cent. */
export function percent(share: Rational): string {
  const scaled = share.approximate() * 100;
  return `${scaled.toFixed(1)} %`;
}
