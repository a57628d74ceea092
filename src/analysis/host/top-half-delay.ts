import type { EventModel } from "../../model/event-model.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import { dedicated, leftover } from "../../model/supply.ts";
import type { System } from "../../model/system.ts";
import { Duration } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { tickDeviation } from "../../supply/deviation.ts";
import { reducedBound } from "../../supply/reduced.ts";
import { eventsInTicks, measuresOfEvents } from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { hold } from "./costs.ts";
import { interruptLoad, stolenBy } from "./interrupt-load.ts";

/**
 * The longest time from an arrival of a source to the end of what the VMM does for it, below all other interrupts of its
 * core in whatever order; null where the core's interrupts leave no bound.
 */
export function topHalfDelay(system: System, source: InterruptSource): Duration | null {
  const others = interruptLoad(system, source.core).filter((load) => load.name !== source.name);
  const supply = leftover(dedicated(), others);
  const { wcet } = stolenBy(source, system);
  const loss = hold(system);
  const { seconds } = measuresOf(supply);
  const timebase = commonTick([...seconds, ...measuresOfEvents(source.arrivals), wcet.value, loss.value]);
  const found = tickDeviation(
    { arrivals: eventsInTicks(source.arrivals, timebase), wcet: timebase.toTicks(wcet.value) },
    reducedBound(boundOf(supply, timebase), timebase.toTicks(loss.value)),
    new Effort(),
  );
  return found.kind === "bounded" ? new Duration(timebase.toSeconds(found.delay)) : null;
}

/**
 * Events of a model after each has been delayed by between 0 and `delay`: η⁺(t) grows to at most η⁺(t + delay), which
 * is jitter for periodic events, and ⌈delay/refill⌉ more tokens for a bucket (Tindell and Clark 1994; Richter 2005).
 */
export function delayedEvents(events: EventModel, delay: Duration): EventModel {
  if (events.kind === "token-bucket") {
    return { ...events, capacity: events.capacity + delay.per(events.refill).ceil() };
  }
  const distance = events.minDistance.minus(delay);
  return {
    ...events,
    jitter: events.jitter.plus(delay),
    minDistance: distance.isPositive() ? distance : Duration.zero,
  };
}
