/**
 * How far a stream of events falls behind the supply that serves it in the order of arrival: the longest time from an
 * arrival to the end of its service (horizontal deviation), and the most work that waits at any instant (vertical).
 *
 * Claim: with all events of at most C, as dense as the model allows from an instant at which nothing waits,
 *   delay = max { timeToSupply(n·C) − δ⁻(n) },   start = max { timeToSupply((n − 1)·C⁺) − δ⁻(n) },   backlog = max { n·C − sbf(δ⁻(n)) }
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
import { burstLength, separation } from "../workload/load.ts";
import type { StepLimit } from "../workload/step-limit.ts";
import { eventsInTicks, measuresOfEvents, type TickEvents, type TickLoad } from "../workload/tick-events.ts";
import { boundOf, measuresOf } from "./bound-of.ts";
import type { SupplyBound } from "./supply-bound.ts";

export type Deviation<Time, Amount> =
  | {
      readonly kind: "bounded";
      readonly delay: Time;
      /** The longest time from an arrival to the start of its service. */
      readonly start: Time;
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
  const { delay, start, backlog, busyWindow } = found;
  return {
    kind: "bounded",
    delay: time(delay),
    start: time(start),
    backlog: time(backlog).asWork(),
    busyWindow: busyWindow && { events: busyWindow.events, length: time(busyWindow.length) },
  };
}

/** A busy window at full load that lasts for so many events, of a supply without a known cycle, is not followed further. */
const AT_FULL_LOAD = 2_000n;

/** The same in ticks. */
export function tickDeviation(
  { arrivals, wcet }: TickLoad,
  supply: SupplyBound,
  limit: StepLimit,
): Deviation<bigint, bigint> {
  const excess = compare({ numerator: wcet, denominator: separation(arrivals) }, supply.rate);
  if (excess > 0n) return { kind: "unbounded" };
  const full = excess === 0n && wcet > 0n;
  const last = full ? lastEvent(arrivals, wcet, supply) : null;
  const patience = full && last === null ? AT_FULL_LOAD : null;

  let delay = 0n;
  let start = 0n;
  let backlog = 0n;
  for (let event = 1n; limit.spend(); event += 1n) {
    const arrival = minDistance(arrivals, event);
    const served = supply.timeToSupply(event * wcet);
    if (served === null) return { kind: "unbounded" };
    delay = larger(delay, served - arrival);
    start = larger(start, startOf(event, wcet, supply) - arrival);
    backlog = larger(backlog, event * wcet - supply.sbf(arrival));
    if (minDistance(arrivals, event + 1n) >= served) {
      return { kind: "bounded", delay, start, backlog, busyWindow: { events: event, length: served } };
    }
    if (event === patience)
      return {
        kind: "undetermined",
        reason: `at full load the busy window has not ended after ${event} events`,
      };
    if (event === last) return { kind: "bounded", delay, start, backlog, busyWindow: null };
  }
  return { kind: "undetermined", reason: `the busy window has not ended after ${limit.limit} events` };
}

/**
 * From the start of the busy window to that of the service of its n-th event: when the supply exceeds the work ahead. Its slope
 * is at most 1, so that it does so a tick before it has supplied a tick's work more. No work is begun at once.
 */
function startOf(event: bigint, wcet: bigint, supply: SupplyBound): bigint {
  const exceeded = wcet === 0n ? null : supply.timeToSupply((event - 1n) * wcet + 1n);
  return exceeded === null ? 0n : exceeded - 1n;
}

/**
 * At full load: the last event of the first repetition. Arrivals repeat from where the long-run distance has overtaken the
 * burst, the supply from its delay on. Null where the supply has no known cycle, and the limit must decide.
 */
function lastEvent(arrivals: TickEvents, wcet: bigint, { sbf, delay, cycle }: SupplyBound): bigint | null {
  if (cycle === null) return null;
  const spacing = separation(arrivals);
  const afterBurst = burstLength(arrivals);
  const afterDelay = larger(ceilDiv(sbf(delay), wcet), ceilDiv(delay, spacing) + afterBurst) + 1n;
  return afterBurst + afterDelay + lcm(cycle, spacing) / spacing;
}
