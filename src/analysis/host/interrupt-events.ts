import type { EventModel } from "../../model/event-model.ts";
import type { InterruptSource, Shaper } from "../../model/interrupt.ts";
import { Duration } from "../../numeric/quantity.ts";
import { coalescedInterrupts } from "../../workload/coalescing.ts";
import type { EventBound } from "../../workload/event-bound.ts";
import { conforms, delayedEvents, keepingAll, limitsOf, longestHold } from "../../workload/event-limits.ts";
import { maskedInterrupts, masksNoHandler } from "./masked.ts";

/** What reaches the VMM of the events of a source. */
export interface NoticedEvents {
  /** When the VMM takes an interrupt, or looks whether there is something to do. */
  readonly raised: EventBound;
  /** When it learns of each event, several at a time perhaps; null where a mask leaves that without a bound. */
  readonly events: EventBound | null;
  /** The longest time from an arrival to that moment; null where the shaper may hold an event for ever. */
  readonly wait: Duration | null;
  /** Whether some legal course of events is as dense as these bounds, all of them at once. */
  readonly exact: boolean;
}

/**
 * The events of a source behind its shaper, if it has one that drops or holds, and as the VMM is told of them.
 *
 * - A shaper that drops lets through a part of the source's events that conforms: both bounds hold (Regehr and Duongsaa 2005).
 * - One that holds lets events through that conform and are late by up to its longest hold (Le Boudec and Thiran 2001).
 * - A monitor neither drops nor holds; it sorts.
 * - Coalesced, an event waits for up to `delay`. Polled, it waits for up to a period: the VMM takes an interrupt's worth of
 *   work at each of its looks, and what comes until a look is over is found by it.
 * - A ring loses some of the events: what holds for all of them holds for a part, but nothing is certain to come any more.
 * - A mask leaves fewer interrupts, but some of them later: see masked.ts.
 */
export function noticedEvents(source: InterruptSource): NoticedEvents {
  const told = toldOf(source);
  const { mask } = source;
  if (mask === undefined) return told;
  return {
    raised: maskedInterrupts(told.raised, mask),
    events: masksNoHandler(source) ? told.events : null,
    wait: told.wait,
    exact: false,
  };
}

/** What the VMM is told of by a device that is masked in service only. */
function toldOf(source: InterruptSource): NoticedEvents & { readonly events: EventBound } {
  const { events, wait, exact: dense } = passed(source);
  const exact = dense && source.ring === undefined;
  const { notice } = source;
  if (notice === undefined) return { raised: events, events, wait, exact };
  if (notice.kind === "coalesced" && notice.count === 1) return { raised: events, events, wait, exact };
  const longest = notice.kind === "coalesced" ? notice.delay : notice.period;
  return {
    raised:
      notice.kind === "coalesced"
        ? coalescedInterrupts(events, notice.delay, notice.count)
        : keepingAll([{ period: notice.period, jitter: Duration.zero }]),
    events: delayedEvents(events, longest),
    wait: wait?.plus(longest) ?? null,
    exact: false,
  };
}

type Passed = Omit<NoticedEvents, "raised"> & { readonly events: EventBound };

function passed({ arrivals, shaper, delivery }: InterruptSource): Passed {
  const untouched = { events: arrivals, wait: Duration.zero, exact: true };
  if (shaper === undefined || delivery === "monitored") return untouched;
  const limit = shaperBound(shaper);
  const hold = longestHold(arrivals, limit);
  if (hold?.isZero() === true) return untouched;
  if (shaper.excess === "drop") {
    return { ...untouched, events: keepingAll([...limitsOf(arrivals), ...limitsOf(limit)]) };
  }
  const late = hold === null ? [] : limitsOf(delayedEvents(arrivals, hold));
  return { events: keepingAll([...limitsOf(limit), ...late]), wait: hold, exact: false };
}

/** What a shaper lets through at most. */
export function shaperBound({ minDistance, bucket }: Shaper): EventBound {
  return keepingAll([
    ...(minDistance === null ? [] : [{ period: minDistance, jitter: Duration.zero }]),
    ...(bucket === null ? [] : limitsOf(bucket)),
  ]);
}

/** Whether the monitor of a source admits every event that may come. */
export function alwaysConforms(arrivals: EventModel, monitor: Shaper): boolean {
  return conforms(arrivals, shaperBound(monitor));
}

/** The events that the monitor of a source admits, as the VMM learns of them. */
export function admittedByMonitor(source: InterruptSource, monitor: Shaper): EventBound {
  const admitted = keepingAll([...limitsOf(source.arrivals), ...limitsOf(shaperBound(monitor))]);
  const { wait } = noticedEvents(source);
  return wait === null || wait.isZero() ? admitted : delayedEvents(admitted, wait);
}

/**
 * The moments at which a source may seize the core for its target: once for all events that it is told of together. Events
 * that its driver takes along under a mask seize nothing.
 */
export function seizingEvents(source: InterruptSource): EventBound {
  const { raised, events } = noticedEvents(source);
  return raised === events || events === null
    ? raised
    : keepingAll([...limitsOf(raised), ...limitsOf(events)]);
}
