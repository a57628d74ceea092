/**
 * What a shaper lets through of a recorded trace, and the bound on what it ever lets through.
 *
 * Rule: an event is admitted if `minDistance` has passed since the last event *admitted* and the bucket has a whole token,
 * which it takes. Credit grows continuously, one token per refill, up to the capacity, and is full at the start. An event
 * that is not admitted changes nothing.
 * Claim: in a half-open window t > 0 at most ⌈t/minDistance⌉ and at most capacity − 1 + ⌈t/refill⌉ events are admitted.
 * (Measured from the last *arrival* instead, a fast source would be shut out for ever.)
 * Source: J. Regehr and U. Duongsaa, "Preventing interrupt overload", LCTES 2005; the bucket as the generic cell rate
 * algorithm of ITU-T I.371: what counts is the instant at which it would be full again.
 */
import { InputError } from "../../contract/errors.ts";
import { sporadicEvents } from "../../model/event-model.ts";
import type { Shaper } from "../../model/interrupt.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { maxArrivals } from "../../workload/arrivals.ts";

/** An event that got through. */
export interface AdmittedEvent {
  /** Its place in the trace, from 0. */
  readonly index: number;
  /** When it gets through: at its arrival, or later where the shaper holds it. */
  readonly at: Duration;
}

/**
 * The events of a trace, in order of arrival, that get through. With `excess: "drop"` the others are lost; with "hold"
 * each waits, behind those before it, until it conforms. Throws `InputError` for a trace that goes back in time.
 */
export function shapedTrace(shaper: Shaper, trace: readonly Duration[]): AdmittedEvent[] {
  const admitted: AdmittedEvent[] = [];
  let last: Duration | null = null;
  /** When the bucket is full again. */
  let full: Duration | null = null;
  let before: Duration | null = null;
  for (const [index, arrival] of trace.entries()) {
    if (before !== null && arrival.lessThan(before)) {
      throw new InputError(
        `event ${index + 1} of the trace comes at ${arrival}, before the one at ${before}`,
      );
    }
    before = arrival;
    const earliest = conforming(shaper, last, full);
    const held = earliest !== null && arrival.lessThan(earliest);
    if (held && shaper.excess === "drop") continue;
    const at: Duration = held ? earliest : arrival;
    last = at;
    if (shaper.bucket !== null) full = later(full, at).plus(shaper.bucket.refill);
    admitted.push({ index, at });
  }
  return admitted;
}

/** The first instant at which one more event conforms; null where any does. */
function conforming(
  { minDistance, bucket }: Shaper,
  last: Duration | null,
  full: Duration | null,
): Duration | null {
  const apart = last === null || minDistance === null ? null : last.plus(minDistance);
  const credited =
    full === null || bucket === null
      ? null
      : full.minus(bucket.refill.times(Rational.of(bucket.capacity - 1n)));
  return apart === null ? credited : credited === null ? apart : later(apart, credited);
}

/** The most events that a shaper lets into a half-open window, whatever arrives; null where it sets no limit. */
export function mostAdmitted({ minDistance, bucket }: Shaper, window: Duration): bigint | null {
  const apart = minDistance?.isPositive() ? maxArrivals(sporadicEvents(minDistance), window) : null;
  const credited = bucket === null ? null : maxArrivals(bucket, window);
  if (apart === null || credited === null) return apart ?? credited;
  return apart < credited ? apart : credited;
}

function later(a: Duration | null, b: Duration): Duration {
  return a === null || a.lessThan(b) ? b : a;
}
