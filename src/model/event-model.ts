import { InputError } from "../contract/errors.ts";
import { Duration, nonNegative, positive } from "../numeric/quantity.ts";
import { duration } from "../numeric/unit.ts";

/**
 * Period, jitter, minimum distance (Richter 2005): the n-th event arrives within `jitter` after n·`period`, and no two
 * events are closer than `minDistance`. A sporadic source is (separation, 0, separation).
 */
export interface PeriodicEvents {
  readonly kind: "periodic";
  readonly period: Duration;
  readonly jitter: Duration;
  readonly minDistance: Duration;
}

/** A bucket that starts full with `capacity` tokens and gains one per `refill`; each event takes one. */
export interface TokenBucket {
  readonly kind: "token-bucket";
  readonly capacity: bigint;
  readonly refill: Duration;
}

export type EventModel = PeriodicEvents | TokenBucket;

type Time = string | Duration;

/** Throws `InputError` unless period > 0, jitter ≥ 0 and 0 ≤ minDistance ≤ period. */
export function periodicEvents(given: { period: Time; jitter?: Time; minDistance?: Time }): PeriodicEvents {
  const period = positive(duration(given.period), "the period of the events");
  const minDistance = nonNegative(duration(given.minDistance ?? Duration.zero), "minDistance");
  if (period.lessThan(minDistance)) {
    throw new InputError(
      `minDistance of ${minDistance} exceeds the period of ${period}: no such source exists`,
    );
  }
  return {
    kind: "periodic",
    period,
    jitter: nonNegative(duration(given.jitter ?? Duration.zero), "jitter"),
    minDistance,
  };
}

/** Events at least `minSeparation` apart. */
export function sporadicEvents(minSeparation: Time): PeriodicEvents {
  return periodicEvents({ period: minSeparation, minDistance: minSeparation });
}

/** Throws `InputError` unless capacity is a positive integer and refill > 0. */
export function tokenBucket(given: { capacity: number | bigint; refill: Time }): TokenBucket {
  const whole = typeof given.capacity === "bigint" || Number.isSafeInteger(given.capacity);
  if (!whole || given.capacity < 1) {
    throw new InputError(`a bucket holds ${given.capacity} tokens: write an integer from 1`);
  }
  return {
    kind: "token-bucket",
    capacity: BigInt(given.capacity),
    refill: positive(duration(given.refill), "refill"),
  };
}
