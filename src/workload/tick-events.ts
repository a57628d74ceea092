import { unreachable } from "../contract/assert.ts";
import type { EventModel } from "../model/event-model.ts";
import type { Rational } from "../numeric/rational.ts";
import type { Timebase } from "../numeric/timebase.ts";

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

/** An event model in integer ticks. */
export type TickEvents = PeriodicTickEvents | TokenBucketTickEvents;

/** Events in ticks, each of which takes at most `wcet`. */
export interface TickLoad {
  readonly arrivals: TickEvents;
  readonly wcet: bigint;
}

/** The times, in seconds, that a timebase must resolve so that the event model has a form in ticks. */
export function measuresOfEvents(events: EventModel): Rational[] {
  switch (events.kind) {
    case "periodic":
      return [events.period.value, events.jitter.value, events.minDistance.value];
    case "token-bucket":
      return [events.refill.value];
    default:
      return unreachable(events);
  }
}

export function eventsInTicks(events: EventModel, timebase: Timebase): TickEvents {
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
    default:
      return unreachable(events);
  }
}
