import { InputError } from "../contract/errors.ts";
import { Duration, nonNegative, positive } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
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

/**
 * The first of these times, in order, that comes sooner than the model allows; null if none does. Events may be missing.
 * Periodic: tⱼ − tᵢ ≥ (j − i)·period − jitter for all i < j, so tⱼ − j·period is at most `jitter` below its maximum so
 * far. Bucket: the generic cell rate algorithm (ITU-T I.371).
 */
export function firstTooSoon(model: EventModel, times: readonly Duration[]): number | null {
  const index = model.kind === "periodic" ? tooSoonPeriodic(model, times) : tooSoonBucket(model, times);
  return index < 0 ? null : index;
}

function tooSoonPeriodic(
  { period, jitter, minDistance }: PeriodicEvents,
  times: readonly Duration[],
): number {
  let latest: Duration | null = null;
  let nominal = Duration.zero;
  return times.findIndex((time, index) => {
    const shifted = time.minus(nominal);
    nominal = nominal.plus(period);
    const before = times[index - 1];
    if (latest === null || before === undefined) latest = shifted;
    else if (time.minus(before).lessThan(minDistance) || shifted.plus(jitter).lessThan(latest)) return true;
    else if (latest.lessThan(shifted)) latest = shifted;
    return false;
  });
}

function tooSoonBucket({ capacity, refill }: TokenBucket, times: readonly Duration[]): number {
  const burst = refill.times(Rational.of(capacity - 1n));
  let full: Duration | null = null;
  return times.findIndex((time) => {
    if (full !== null && time.plus(burst).lessThan(full)) return true;
    full = (full === null || full.lessThan(time) ? time : full).plus(refill);
    return false;
  });
}

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
