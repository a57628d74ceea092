/**
 * How many events of a model fall into a window, and how long n events take.
 *
 * Claim: each function is attained by some sequence of the model (`minArrivals` and `maxDistance` of a token bucket and
 * of joint limits excepted: they promise no event at all). Windows are half-open, [a, a + window).
 * Joint limits: δ⁻ is the greatest of those of the limits, η⁺ the least. As a maximum of lines δ⁻ is convex, so that the
 * events at δ⁻(1), δ⁻(2), … keep all limits: δ⁻(m) − δ⁻(k) ≥ δ⁻(m − k + 1).
 *
 * Source: K. Richter, "Compositional Scheduling Analysis Using Standard Event Models", PhD thesis, TU Braunschweig,
 * 2005, for period, jitter and minimum distance; R. L. Cruz, "A calculus for network delay, part I", IEEE Trans. Inf.
 * Theory 37(1), 1991, for the bucket.
 */
import { ceilDiv, floorDiv, larger, positivePart, smaller } from "../numeric/integer.ts";
import type { TickEvents } from "./tick-events.ts";

/** η⁺: the most events in a half-open window of the given length ≥ 0. Left-continuous; 0 for the empty window. */
export function maxArrivals(events: TickEvents, window: bigint): bigint {
  if (window <= 0n) return 0n;
  if (events.kind === "token-bucket") return events.capacity - 1n + ceilDiv(window, events.refill);
  if (events.kind === "joint") {
    return events.limits.map(({ period, jitter }) => ceilDiv(window + jitter, period)).reduce(smaller);
  }
  const byPeriod = ceilDiv(window + events.jitter, events.period);
  return events.minDistance > 0n ? smaller(byPeriod, ceilDiv(window, events.minDistance)) : byPeriod;
}

/** η⁺(t⁺): the most events in a closed window [a, a + window]; at least 1. Right-continuous. */
export function maxArrivalsClosed(events: TickEvents, window: bigint): bigint {
  if (events.kind === "token-bucket") return events.capacity + floorDiv(window, events.refill);
  if (events.kind === "joint") {
    return events.limits.map(({ period, jitter }) => floorDiv(window + jitter, period) + 1n).reduce(smaller);
  }
  const byPeriod = floorDiv(window + events.jitter, events.period) + 1n;
  return events.minDistance > 0n ? smaller(byPeriod, floorDiv(window, events.minDistance) + 1n) : byPeriod;
}

/** η⁻: the fewest events in a half-open window. */
export function minArrivals(events: TickEvents, window: bigint): bigint {
  if (events.kind !== "periodic") return 0n;
  return positivePart(floorDiv(window - events.jitter, events.period));
}

/** δ⁻: the least distance between the first and the last of `count` consecutive events; 0 below two. */
export function minDistance(events: TickEvents, count: bigint): bigint {
  if (count <= 1n) return 0n;
  if (events.kind === "token-bucket") return positivePart(count - events.capacity) * events.refill;
  if (events.kind === "joint") {
    return events.limits.map(({ period, jitter }) => (count - 1n) * period - jitter).reduce(larger, 0n);
  }
  return larger(
    (count - 1n) * events.minDistance,
    positivePart((count - 1n) * events.period - events.jitter),
  );
}

/** δ⁺: the greatest distance between the first and the last of `count` consecutive events; null where none exists. */
export function maxDistance(events: TickEvents, count: bigint): bigint | null {
  if (count <= 1n) return 0n;
  return events.kind === "periodic" ? (count - 1n) * events.period + events.jitter : null;
}
