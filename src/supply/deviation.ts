/**
 * How far a stream of events falls behind the supply that serves it in the order of arrival: the longest time from an
 * arrival to the end of its service (horizontal deviation), and the most work that waits at any instant (vertical).
 *
 * Claim: with all events of at most C, as dense as the model allows from an instant at which nothing waits,
 *   delay = max { timeToSupply(n·C) − δ⁻(n) },   backlog = max { n·C − sbf(δ⁻(n)) }
 * over the events n of the busy window, which ends with the first n such that δ⁻(n + 1) ≥ timeToSupply(n·C): the next
 * event finds nothing to wait for.
 *
 * Ends if C/P < rate. If C/P = rate the busy window may never end; then both deviations repeat with lcm(cycle, P), and the
 * events of one such length past all transients decide. If C/P > rate neither is bounded.
 *
 * Source: J.-Y. Le Boudec and P. Thiran, "Network Calculus", Springer 2001, theorems 1.4.1 and 1.4.2; on event models
 * S. Schliecker, J. Rox, M. Ivers and R. Ernst, CODES+ISSS 2008 (multiple-event busy time).
 */
import type { Load, Supply } from "../model/supply.ts";
import { ceilDiv, larger, lcm } from "../numeric/integer.ts";
import { Duration, type Work } from "../numeric/quantity.ts";
import { compare } from "../numeric/ratio.ts";
import { commonTick } from "../numeric/timebase.ts";
import { minDistance } from "../workload/event-bounds.ts";
import { separation } from "../workload/load.ts";
import type { StepLimit } from "../workload/step-limit.ts";
import {
  eventsInTicks,
  measuresOfEvents,
  type PeriodicTickEvents,
  type TickEvents,
  type TickLoad,
} from "../workload/tick-events.ts";
import { boundOf, measuresOf } from "./bound-of.ts";
import type { SupplyBound } from "./supply-bound.ts";

export type Deviation<Time, Amount> =
  | {
      readonly kind: "bounded";
      readonly delay: Time;
      readonly backlog: Amount;
      /** How many events the longest busy window has, and its length; null where it never ends. */
      readonly busyWindow: { readonly events: bigint; readonly length: Time } | null;
    }
  /** More work comes than is supplied in the long run: delay and backlog grow without limit. */
  | { readonly kind: "unbounded" }
  | { readonly kind: "undetermined"; readonly reason: string };

/** The deviation of a load from a supply, in exact time. */
export function deviation(load: Load, supply: Supply, limit: StepLimit): Deviation<Duration, Work> {
  const { seconds, rates } = measuresOf(supply);
  const timebase = commonTick([...seconds, ...measuresOfEvents(load.arrivals), load.wcet.value], rates);
  const time = (ticks: bigint): Duration => new Duration(timebase.toSeconds(ticks));
  const found = tickDeviation(
    { arrivals: eventsInTicks(load.arrivals, timebase), wcet: timebase.toTicks(load.wcet.value) },
    boundOf(supply, timebase),
    limit,
  );
  if (found.kind !== "bounded") return found;
  const { delay, backlog, busyWindow } = found;
  return {
    kind: "bounded",
    delay: time(delay),
    backlog: time(backlog).asWork(),
    busyWindow: busyWindow && { events: busyWindow.events, length: time(busyWindow.length) },
  };
}

/** The same in ticks. */
export function tickDeviation(
  { arrivals, wcet }: TickLoad,
  supply: SupplyBound,
  limit: StepLimit,
): Deviation<bigint, bigint> {
  const excess = compare({ numerator: wcet, denominator: separation(arrivals) }, supply.rate);
  if (excess > 0n) return { kind: "unbounded" };
  const last = excess === 0n && wcet > 0n ? lastEvent(arrivals, wcet, supply) : null;

  let delay = 0n;
  let backlog = 0n;
  for (let event = 1n; limit.spend(); event += 1n) {
    const arrival = minDistance(arrivals, event);
    const served = supply.timeToSupply(event * wcet);
    if (served === null) return { kind: "unbounded" };
    delay = larger(delay, served - arrival);
    backlog = larger(backlog, event * wcet - supply.sbf(arrival));
    if (minDistance(arrivals, event + 1n) >= served) {
      return { kind: "bounded", delay, backlog, busyWindow: { events: event, length: served } };
    }
    if (event === last) return { kind: "bounded", delay, backlog, busyWindow: null };
  }
  return { kind: "undetermined", reason: `the busy window has not ended after ${limit.limit} events` };
}

/**
 * At full load: the last event of the first repetition. Arrivals repeat from where the long-run distance has overtaken the
 * burst, the supply from its delay on. Null where the supply has no known cycle, and the limit must decide.
 */
function lastEvent(arrivals: TickEvents, wcet: bigint, { sbf, delay, cycle }: SupplyBound): bigint | null {
  if (cycle === null) return null;
  const spacing = separation(arrivals);
  const afterBurst = arrivals.kind === "token-bucket" ? arrivals.capacity : burstLength(arrivals);
  const afterDelay = larger(ceilDiv(sbf(delay), wcet), ceilDiv(delay, spacing) + afterBurst) + 1n;
  return afterBurst + afterDelay + lcm(cycle, spacing) / spacing;
}

/** From this event on the period rules: (n − 1)P − J ≥ (n − 1)d. A minimum distance of a whole period rules always. */
function burstLength({ period, jitter, minDistance: distance }: PeriodicTickEvents): bigint {
  return distance === period ? 1n : ceilDiv(jitter, period - distance) + 1n;
}
