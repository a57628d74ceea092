import { ceilDiv, larger, smaller } from "../numeric/integer.ts";
import { type Ratio, sum, ZERO } from "../numeric/ratio.ts";
import { maxArrivals, maxArrivalsClosed, minDistance } from "./event-bounds.ts";
import type { JointTickEvents, TickEvents, TickLimit, TickLoad } from "./tick-events.ts";

/** The most work that all loads together ask for in a half-open window. Left-continuous. */
export function maxLoad(loads: readonly TickLoad[], window: bigint): bigint {
  return loads.reduce((work, { arrivals, wcet }) => work + maxArrivals(arrivals, window) * wcet, 0n);
}

/** Long-run work per time. */
export function loadRate(loads: readonly TickLoad[]): Ratio {
  return loads
    .map(({ arrivals, wcet }) => ({ numerator: wcet, denominator: separation(arrivals) }))
    .reduce(sum, ZERO);
}

/** The least b with `maxLoad(window)` ≤ b + rate·window for all windows: the depth of the leaky bucket of that rate. */
export function loadBurst(loads: readonly TickLoad[]): Ratio {
  return loads
    .map(({ arrivals, wcet }) => {
      const { numerator, denominator } = burst(arrivals);
      return { numerator: numerator * wcet, denominator };
    })
    .reduce(sum, ZERO);
}

/** The least window > `window` at which some load has its next densest arrival, so that `maxLoad` jumps just after it. */
export function nextArrival(loads: readonly TickLoad[], window: bigint): bigint {
  return loads
    .map(({ arrivals }) => minDistance(arrivals, maxArrivalsClosed(arrivals, window) + 1n))
    .reduce(smaller);
}

/** The long-run distance of events. */
export function separation(events: TickEvents): bigint {
  if (events.kind === "joint") return longRunLimit(events).period;
  return events.kind === "token-bucket" ? events.refill : events.period;
}

/** Of joint limits, the one that holds the longest windows: the longest period, and of several the least jitter. */
function longRunLimit({ limits }: JointTickEvents): TickLimit {
  return limits.reduce((a, b) =>
    b.period > a.period || (b.period === a.period && b.jitter < a.jitter) ? b : a,
  );
}

/** From this event on the long-run distance rules: no limit of shorter period is the stricter one any more. */
export function burstLength(events: TickEvents): bigint {
  if (events.kind === "token-bucket") return events.capacity;
  if (events.kind === "periodic") {
    const { period, jitter, minDistance: distance } = events;
    return distance === period ? 1n : ceilDiv(jitter, period - distance) + 1n;
  }
  const last = longRunLimit(events);
  return events.limits
    .filter(({ period }) => period < last.period)
    .map(({ period, jitter }) => ceilDiv(last.jitter - jitter, last.period - period) + 1n)
    .reduce(larger, ceilDiv(last.jitter, last.period) + 1n);
}

/**
 * The least b with η⁺(t) ≤ b + t / separation: 1 + J/P, also where a minimum distance d < P spreads the burst, because just
 * after t = kP − J the period rules for all k ≥ J/(P − d); 1 where d = P makes the jitter void; N for a bucket of N;
 * 1 + J/P of the limit that rules in the long run.
 */
export function burst(events: TickEvents): Ratio {
  if (events.kind === "token-bucket") return { numerator: events.capacity, denominator: 1n };
  if (events.kind === "joint") {
    const { period, jitter } = longRunLimit(events);
    return { numerator: period + jitter, denominator: period };
  }
  const { period, jitter, minDistance: distance } = events;
  return { numerator: period + (distance === period ? 0n : jitter), denominator: period };
}

/** Whether η⁺(t + separation) = η⁺(t) + 1 for all t > 0. */
export function isCyclic(events: TickEvents): boolean {
  if (events.kind === "token-bucket") return true;
  if (events.kind === "joint") return events.limits.length === 1;
  const { period, jitter, minDistance: distance } = events;
  return jitter === 0n || distance === 0n || distance === period;
}
