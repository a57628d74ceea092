/**
 * The bounds of an event model in exact time: `event-bounds.ts` at the edge of the library.
 * Windows are half-open, [a, a + window). All throw `InputError` for a negative window or count.
 */
import { InputError } from "../contract/errors.ts";

import { Duration, nonNegative } from "../numeric/quantity.ts";
import { commonTick, type Timebase } from "../numeric/timebase.ts";
import type { EventBound } from "./event-bound.ts";
import * as inTicks from "./event-bounds.ts";
import { eventsInTicks, measuresOfEvents } from "./tick-events.ts";

/** η⁺: the most events in a window. Left-continuous: an event at its end does not count. */
export function maxArrivals(events: EventBound, window: Duration): bigint {
  const timebase = timebaseFor(events, window);
  return inTicks.maxArrivals(eventsInTicks(events, timebase), timebase.toTicks(window.value));
}

/** η⁺(t⁺): the most events in a closed window. */
export function maxArrivalsClosed(events: EventBound, window: Duration): bigint {
  const timebase = timebaseFor(events, window);
  return inTicks.maxArrivalsClosed(eventsInTicks(events, timebase), timebase.toTicks(window.value));
}

/** η⁻: the fewest events in a window. */
export function minArrivals(events: EventBound, window: Duration): bigint {
  const timebase = timebaseFor(events, window);
  return inTicks.minArrivals(eventsInTicks(events, timebase), timebase.toTicks(window.value));
}

/** δ⁻: the least time from the first to the last of `count` events in a row. */
export function minDistance(events: EventBound, count: bigint): Duration {
  const timebase = timebaseFor(events);
  const distance = inTicks.minDistance(eventsInTicks(events, timebase), counted(count));
  return new Duration(timebase.toSeconds(distance));
}

/** δ⁺: the greatest time from the first to the last of `count` events in a row; null where there is no bound. */
export function maxDistance(events: EventBound, count: bigint): Duration | null {
  const timebase = timebaseFor(events);
  const distance = inTicks.maxDistance(eventsInTicks(events, timebase), counted(count));
  return distance === null ? null : new Duration(timebase.toSeconds(distance));
}

function timebaseFor(events: EventBound, window: Duration = Duration.zero): Timebase {
  return commonTick([...measuresOfEvents(events), nonNegative(window, "the window").value]);
}

function counted(count: bigint): bigint {
  if (count < 0n) throw new InputError(`the number of events is ${count}: it cannot be negative`);
  return count;
}
