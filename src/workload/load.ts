import { smaller } from "../numeric/integer.ts";
import { type Ratio, sum, ZERO } from "../numeric/ratio.ts";
import { maxArrivals, maxArrivalsClosed, minDistance } from "./event-bounds.ts";
import type { TickEvents, TickLoad } from "./tick-events.ts";

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
  return events.kind === "token-bucket" ? events.refill : events.period;
}

/**
 * The least b with η⁺(t) ≤ b + t / separation: 1 + J/P, also where a minimum distance d < P spreads the burst, because just
 * after t = kP − J the period rules for all k ≥ J/(P − d); 1 where d = P makes the jitter void; N for a bucket of N.
 */
export function burst(events: TickEvents): Ratio {
  if (events.kind === "token-bucket") return { numerator: events.capacity, denominator: 1n };
  const { period, jitter, minDistance: distance } = events;
  return { numerator: period + (distance === period ? 0n : jitter), denominator: period };
}

/** Whether η⁺(t + separation) = η⁺(t) + 1 for all t > 0. */
export function isCyclic(events: TickEvents): boolean {
  if (events.kind === "token-bucket") return true;
  const { period, jitter, minDistance: distance } = events;
  return jitter === 0n || distance === 0n || distance === period;
}
