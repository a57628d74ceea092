import fc, { type Arbitrary } from "fast-check";
import { type EventModel, periodicEvents, sporadicEvents, tokenBucket } from "../../src/model/event-model.ts";
import { Duration, type Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";

/* Of what the systems of arbitrary-system.ts are made: odd names, huge and ugly numbers. */

const ODD_NAMES = [
  "rtos",
  "linux",
  "a b",
  "x.y",
  "true",
  "tasks",
  "constructor",
  "toString",
  "ümlaut",
  "a: b",
  '"',
  "[0]",
  "#",
] as const;

export function names(most: number): Arbitrary<string[]> {
  return fc.shuffledSubarray([...ODD_NAMES], { minLength: 1, maxLength: most });
}

const DENOMINATORS = [1n, 1_000n, 1_000_000n, 1_000_000_000n, 3n, 7n, 3_486_784_401n, 210_000_000n];

export function positiveRational(): Arbitrary<Rational> {
  return fc
    .tuple(fc.oneof(fc.bigInt(1n, 100n), fc.bigInt(1n, 2n ** 70n)), fc.constantFrom(...DENOMINATORS))
    .map(([numerator, denominator]) => Rational.of(numerator, denominator));
}

export const length = (): Arbitrary<Duration> => positiveRational().map((value) => new Duration(value));

export const anyLength = (): Arbitrary<Duration> => fc.oneof(fc.constant(Duration.zero), length());

export const amount = (): Arbitrary<Work> => anyLength().map((duration) => duration.asWork());

/** A share from 0 to 1, both ends among them. */
export function share(): Arbitrary<Rational> {
  return fc.bigInt(0n, 12n).map((twelfths) => Rational.of(twelfths, 12n));
}

export function events(): Arbitrary<EventModel> {
  return fc.oneof(
    fc
      .record({ period: length(), jitter: anyLength(), part: share() })
      .map(({ period, jitter, part }) => periodicEvents({ period, jitter, minDistance: period.times(part) })),
    length().map(sporadicEvents),
    fc.record({ capacity: fc.integer({ min: 1, max: 2 ** 40 }), refill: length() }).map(tokenBucket),
  );
}
