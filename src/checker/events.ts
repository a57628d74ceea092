/** Event models: how many events fall into a window, how close n events can come. All in ticks. */
import { ceilDiv, type Fraction, floorDiv, fraction, max, min, sum } from "./arithmetic.ts";

/** At most ⌈(t + jitter)/period⌉ events in a window of t: n events take at least (n − 1)·period − jitter. */
export interface Limit {
  readonly period: bigint;
  readonly jitter: bigint;
}

/**
 * Periodic with jitter and a minimum distance; a bucket of `capacity` tokens with one more per `refill`; or any limits, at least
 * two, all of which hold (Richter 2005). Each is a set of limits.
 */
export type Events =
  | { readonly period: bigint; readonly jitter: bigint; readonly distance: bigint }
  | { readonly capacity: bigint; readonly refill: bigint }
  | { readonly limits: readonly Limit[] };

/** Events that each cost `cost`. */
export interface Load {
  readonly name: string;
  readonly events: Events;
  readonly cost: bigint;
}

export function limitsOf(events: Events): readonly Limit[] {
  if ("limits" in events) return events.limits;
  // N − 1 + ⌈t/R⌉ = ⌈(t + (N − 1)R)/R⌉
  if ("refill" in events) return [{ period: events.refill, jitter: (events.capacity - 1n) * events.refill }];
  const { period, jitter, distance: apart } = events;
  return apart > 0n
    ? [
        { period, jitter },
        { period: apart, jitter: 0n },
      ]
    : [{ period, jitter }];
}

/**
 * Events that keep all of these limits, without those that another one implies. Two that are left, the shorter without jitter,
 * are period, jitter and minimum distance.
 */
export function keeping(limits: readonly Limit[]): Events {
  const strict = limits.filter((limit, index) =>
    limits.every((other, at) => {
      const same = other.period === limit.period && other.jitter === limit.jitter;
      return same ? at >= index : other.period < limit.period || other.jitter > limit.jitter;
    }),
  );
  const [first, second, third] = strict.sort((a, b) => (a.period < b.period ? -1 : 1));
  if (first !== undefined && third === undefined) {
    if (second === undefined) return { ...first, distance: first.jitter === 0n ? first.period : 0n };
    if (first.jitter === 0n) return { ...second, distance: first.period };
  }
  return { limits: strict };
}

/** The most events in [a, a + window). */
export function most(events: Events, window: bigint): bigint {
  if (window <= 0n) return 0n;
  return limitsOf(events)
    .map(({ period, jitter }) => ceilDiv(window + jitter, period))
    .reduce(min);
}

/** The most events in [a, a + window], both ends counted. */
export const mostClosed = (events: Events, window: bigint): bigint =>
  limitsOf(events)
    .map(({ period, jitter }) => floorDiv(window + jitter, period) + 1n)
    .reduce(min);

/** The least time from the first to the last of `count` ≥ 1 events; events that come so keep every limit. */
export const distance = (events: Events, count: bigint): bigint =>
  max(...limitsOf(events).map(({ period, jitter }) => (count - 1n) * period - jitter));

/** The limit that counts in long windows. */
const slowest = (events: Events): Limit =>
  limitsOf(events).reduce((a, b) =>
    b.period > a.period || (b.period === a.period && b.jitter < a.jitter) ? b : a,
  );

/** The long-run distance of events. */
export const separation = (events: Events): bigint => slowest(events).period;

/** A number b with most(t) and mostClosed(t) ≤ b + t / separation for t > 0. */
export function burst(events: Events): Fraction {
  const { period, jitter } = slowest(events);
  return fraction(period + jitter, period);
}

/** Whether one more event fits into every window that is longer by one separation. */
export function isCyclic(events: Events): boolean {
  const { jitter } = slowest(events);
  return limitsOf(events).every((limit) => jitter <= limit.jitter);
}

/** Events each of which comes up to `delay` late. */
export function delayed(events: Events, delay: bigint): Events {
  if ("limits" in events)
    return keeping(events.limits.map(({ period, jitter }) => ({ period, jitter: jitter + delay })));
  if ("refill" in events) return { ...events, capacity: events.capacity + ceilDiv(delay, events.refill) };
  return { ...events, jitter: events.jitter + delay, distance: max(events.distance - delay) };
}

/** The most work that loads ask for in [a, a + window). */
export const work = (loads: readonly Load[], window: bigint): bigint =>
  sum(loads.map(({ events, cost }) => most(events, window) * cost));
