import type { InterruptSource } from "../../model/interrupt.ts";
import { dedicated } from "../../model/supply.ts";
import type { System } from "../../model/system.ts";
import { larger } from "../../numeric/integer.ts";
import { Duration } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { leftOf } from "../../supply/derived-supply.ts";
import { tickDeviation } from "../../supply/deviation.ts";
import { reducedBound } from "../../supply/reduced.ts";
import type { BoundedLoad } from "../../workload/event-bound.ts";
import { eventsInTicks, measuresOfEvents } from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { hold } from "./costs.ts";
import { stolenBy, stolenOn } from "./interrupt-load.ts";

/**
 * The longest time from an interrupt of a source to the end of its top half, and of the bottom half that is handled with
 * it; below all other interrupts of the core in whatever order. Null where the core's interrupts leave no bound.
 */
export function topHalfDelay(system: System, source: InterruptSource): Duration | null {
  const stolen = stolenBy(source, system);
  return stolen && delayBelow(system, source, stolen.interrupts, stolen.handlers);
}

/** The longest time from the moment that the VMM is told of an event to the end of its bottom half, run at once. */
export function atOnceDelay(system: System, source: InterruptSource): Duration | null {
  const stolen = stolenBy(source, system);
  if (stolen === null) return null;
  const { interrupts, handlers } = stolen;
  return handlers === null
    ? delayBelow(system, source, interrupts, null)
    : delayBelow(system, source, handlers, interrupts);
}

/** The longest delay of one part of a source's work, the other part and all other sources above it. */
function delayBelow(
  system: System,
  source: InterruptSource,
  { arrivals, wcet }: BoundedLoad,
  rest: BoundedLoad | null,
): Duration | null {
  const others = stolenOn(system, source.core, source);
  if (others === null) return null;
  const above = [...others, ...(rest === null ? [] : [rest])];
  const supply = leftOf(dedicated(), above);
  const loss = hold(system);
  const { seconds } = measuresOf(supply);
  const timebase = commonTick([...seconds, ...measuresOfEvents(arrivals), wcet.value, loss.value]);
  // Work of no length is over once all before it is: a tick later at the latest.
  const length = larger(timebase.toTicks(wcet.value), 1n);
  const found = tickDeviation(
    { arrivals: eventsInTicks(arrivals, timebase), wcet: length },
    reducedBound(boundOf(supply, timebase), timebase.toTicks(loss.value)),
    new Effort(),
  );
  return found.kind === "bounded" ? new Duration(timebase.toSeconds(found.delay)) : null;
}
