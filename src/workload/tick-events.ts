import { unreachable } from "../contract/assert.ts";

import type { Rational } from "../numeric/rational.ts";
import type { Timebase } from "../numeric/timebase.ts";
import type { EventBound } from "./event-bound.ts";

export interface PeriodicTickEvents {
  readonly kind: "periodic";
  readonly period: bigint;
  readonly jitter: bigint;
  readonly minDistance: bigint;
}

export interface TokenBucketTickEvents {
  readonly kind: "token-bucket";
  readonly capacity: bigint;
  readonly refill: bigint;
}

export interface TickLimit {
  readonly period: bigint;
  readonly jitter: bigint;
}

export interface JointTickEvents {
  readonly kind: "joint";
  readonly limits: readonly TickLimit[];
}

/** Bounded events in integer ticks. */
export type TickEvents = PeriodicTickEvents | TokenBucketTickEvents | JointTickEvents;

/** Events in ticks, each of which takes at most `wcet`. */
export interface TickLoad {
  readonly arrivals: TickEvents;
  readonly wcet: bigint;
}

/** The times, in seconds, that a timebase must resolve so that the event model has a form in ticks. */
export function measuresOfEvents(events: EventBound): Rational[] {
  switch (events.kind) {
    case "periodic":
      return [events.period.value, events.jitter.value, events.minDistance.value];
    case "token-bucket":
      return [events.refill.value];
    case "joint":
      return events.limits.flatMap(({ period, jitter }) => [period.value, jitter.value]);
    default:
      return unreachable(events);
  }
}

export function eventsInTicks(events: EventBound, timebase: Timebase): TickEvents {
  switch (events.kind) {
    case "periodic":
      return {
        kind: "periodic",
        period: timebase.toTicks(events.period.value),
        jitter: timebase.toTicks(events.jitter.value),
        minDistance: timebase.toTicks(events.minDistance.value),
      };
    case "token-bucket":
      return {
        kind: "token-bucket",
        capacity: events.capacity,
        refill: timebase.toTicks(events.refill.value),
      };
    case "joint":
      return {
        kind: "joint",
        limits: events.limits.map(({ period, jitter }) => ({
          period: timebase.toTicks(period.value),
          jitter: timebase.toTicks(jitter.value),
        })),
      };
    default:
      return unreachable(events);
  }
}
