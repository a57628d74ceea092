/** Event models: how many events fall into a window, how close n events can come. All in ticks. */
import { ceilDiv, type Fraction, floorDiv, fraction, max, min, sum } from "./arithmetic.ts";

/** Periodic with jitter and a minimum distance, or a bucket of `capacity` tokens with one more per `refill`. */
export type Events =
  | { readonly period: bigint; readonly jitter: bigint; readonly distance: bigint }
  | { readonly capacity: bigint; readonly refill: bigint };

/** Events that each cost `cost`. */
export interface Load {
  readonly name: string;
  readonly events: Events;
  readonly cost: bigint;
}

/** The most events in [a, a + window). */
export function most(events: Events, window: bigint): bigint {
  if (window <= 0n) return 0n;
  if ("refill" in events) return events.capacity - 1n + ceilDiv(window, events.refill);
  const byPeriod = ceilDiv(window + events.jitter, events.period);
  return events.distance > 0n ? min(byPeriod, ceilDiv(window, events.distance)) : byPeriod;
}

/** The most events in [a, a + window], both ends counted. */
export function mostClosed(events: Events, window: bigint): bigint {
  if ("refill" in events) return events.capacity + floorDiv(window, events.refill);
  const byPeriod = floorDiv(window + events.jitter, events.period) + 1n;
  return events.distance > 0n ? min(byPeriod, floorDiv(window, events.distance) + 1n) : byPeriod;
}

/** The least time from the first to the last of `count` ≥ 1 events. */
export function distance(events: Events, count: bigint): bigint {
  if ("refill" in events) return max(count - events.capacity) * events.refill;
  return max((count - 1n) * events.distance, (count - 1n) * events.period - events.jitter);
}

/** The long-run distance of events. */
export const separation = (events: Events): bigint => ("refill" in events ? events.refill : events.period);

/** A number b with most(t) and mostClosed(t) ≤ b + t / separation for t > 0. */
export function burst(events: Events): Fraction {
  if ("refill" in events) return fraction(events.capacity);
  const { period, jitter, distance: apart } = events;
  return fraction(period + (apart === period ? 0n : jitter), period);
}

/** Whether one more event fits into every window that is longer by one separation. */
export const isCyclic = (events: Events): boolean =>
  "refill" in events || events.jitter === 0n || events.distance === 0n || events.distance === events.period;

/** Events each of which comes up to `delay` late. */
export function delayed(events: Events, delay: bigint): Events {
  if ("refill" in events) return { ...events, capacity: events.capacity + ceilDiv(delay, events.refill) };
  return { ...events, jitter: events.jitter + delay, distance: max(events.distance - delay) };
}

/** The most work that loads ask for in [a, a + window). */
export const work = (loads: readonly Load[], window: bigint): bigint =>
  sum(loads.map(({ events, cost }) => most(events, window) * cost));
