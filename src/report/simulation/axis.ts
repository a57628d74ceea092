import { Rational } from "../../numeric/rational.ts";

/** A place on an axis with what to write there. */
export interface AxisTick {
  readonly at: Rational;
  readonly label: string;
}

/** Round places in [from, to], about `count` of them: multiples of 1, 2 or 5 times a power of ten, labelled exactly. */
export function axisTicks(from: Rational, to: Rational, count: number): AxisTick[] {
  const span = to.minus(from);
  if (span.sign() <= 0) return [{ at: from, label: from.toString() }];
  const step = roundStep(span.dividedBy(Rational.from(count)));
  const first = from.dividedBy(step).ceil();
  const last = to.dividedBy(step).floor();
  const ticks: AxisTick[] = [];
  for (let multiple = first; multiple <= last; multiple++) {
    const at = step.times(Rational.of(multiple));
    ticks.push({ at, label: decimal(at) });
  }
  return ticks;
}

/** The least of 1, 2, 5 times a power of ten that is not below the given length. */
export function roundStep(least: Rational): Rational {
  const ten = Rational.of(10n);
  let power = Rational.one;
  while (power.lessThan(least)) power = power.times(ten);
  while (least.atMost(power.dividedBy(ten))) power = power.dividedBy(ten);
  const tenth = power.dividedBy(ten);
  const candidates = [tenth.times(Rational.of(2n)), tenth.times(Rational.of(5n)), power];
  return candidates.find((each) => least.atMost(each)) ?? power;
}

/** A decimal that ends, in full. */
function decimal(value: Rational): string {
  let [digits, scaled] = [0, value];
  while (!scaled.isInteger()) {
    scaled = scaled.times(Rational.of(10n));
    digits++;
  }
  const text = scaled.numerator.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
