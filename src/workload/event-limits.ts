/**
 * Streams of events as limits that all hold at once: η⁺(t) ≤ ⌈(t + J)/P⌉ for each limit (P, J).
 *
 * Every event model is one: period, jitter and minimum distance d are the limits (P, J) and (d, 0); a bucket of N tokens, one
 * more per R, is the limit (R, (N − 1)R), since N − 1 + ⌈t/R⌉ = ⌈(t + (N − 1)R)/R⌉. What passes a further limit keeps both,
 * and events that are delayed by 0 to δ keep (P, J + δ).
 *
 * Source: K. Richter, PhD thesis, TU Braunschweig, 2005 (output event models); J.-Y. Le Boudec and P. Thiran, "Network
 * Calculus", Springer 2001, section 1.5 (shapers).
 */
import { Duration } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import type { EventBound, EventLimit } from "./event-bound.ts";

/** The limits that a stream keeps. */
export function limitsOf(events: EventBound): readonly EventLimit[] {
  switch (events.kind) {
    case "joint":
      return events.limits;
    case "token-bucket": {
      const { capacity, refill } = events;
      return [{ period: refill, jitter: refill.times(Rational.of(capacity - 1n)) }];
    }
    case "periodic": {
      const { period, jitter, minDistance } = events;
      const distance = minDistance.isPositive() ? [{ period: minDistance, jitter: Duration.zero }] : [];
      return [{ period, jitter }, ...distance];
    }
  }
}

/**
 * The stream that keeps all of the limits, at least one, in its simplest form: a limit of no longer period and no less
 * jitter than another's says nothing that the other does not; two that are left, the shorter without jitter, are period,
 * jitter and minimum distance.
 */
export function keepingAll(limits: readonly EventLimit[]): EventBound {
  const left = strictest(limits);
  const [first, second, third] = left;
  if (first !== undefined && third === undefined) {
    if (second === undefined) {
      const distance = first.jitter.isZero() ? first.period : Duration.zero;
      return { kind: "periodic", ...first, minDistance: distance };
    }
    if (first.jitter.isZero()) return { kind: "periodic", ...second, minDistance: first.period };
  }
  return { kind: "joint", limits: left };
}

/** Those that no other one implies, periods and jitters ascending. */
function strictest(limits: readonly EventLimit[]): readonly EventLimit[] {
  const left: EventLimit[] = [];
  const descending = [...limits].sort((a, b) => b.period.compare(a.period) || a.jitter.compare(b.jitter));
  for (const limit of descending) {
    const before = left.at(-1);
    if (before === undefined || limit.jitter.lessThan(before.jitter)) left.push(limit);
  }
  return left.reverse();
}

/**
 * Events after each has been delayed by between 0 and `delay`: η⁺(t) grows to at most η⁺(t + delay), which is jitter for
 * periodic events, and ⌈delay/refill⌉ more tokens for a bucket (Tindell and Clark 1994; Richter 2005).
 */
export function delayedEvents(events: EventBound, delay: Duration): EventBound {
  switch (events.kind) {
    case "token-bucket":
      return { ...events, capacity: events.capacity + delay.per(events.refill).ceil() };
    case "periodic": {
      const distance = events.minDistance.minus(delay);
      return {
        ...events,
        jitter: events.jitter.plus(delay),
        minDistance: distance.isPositive() ? distance : Duration.zero,
      };
    }
    case "joint":
      return keepingAll(events.limits.map(({ period, jitter }) => ({ period, jitter: jitter.plus(delay) })));
  }
}

/**
 * The longest time that a shaper which lets events through in order, as early as its limits allow, holds one of them:
 *   max over n ≥ 1 of δ_shaper(n) − δ_events(n);
 * null if the events keep coming faster than it lets them through.
 * Proof: event m passes at the greatest a_k + δ_shaper(m − k + 1) over k ≤ m, a_k being arrivals: δ_shaper is convex, so
 * that two delays in a row are no longer than the one across both. And a_m − a_k ≥ δ_events(m − k + 1).
 * The maximum: (n − 1)·P − J − δ_events(n) is concave for each limit (P, J) of the shaper; it is greatest at n = 1 or next
 * to where two lines of δ_events cross.
 */
export function longestHold(events: EventBound, shaper: EventBound): Duration | null {
  const lines = limitsOf(events);
  const slowest = lines.map(({ period }) => period).reduce((a, b) => (a.lessThan(b) ? b : a));
  const passing = limitsOf(shaper);
  if (passing.some(({ period }) => slowest.lessThan(period))) return null;
  const steps = turnsOf(lines);
  const waits = passing.flatMap((limit) =>
    steps.map((step) => distanceAfter([limit], step).minus(distanceAfter(lines, step))),
  );
  return waits.reduce((a, b) => (a.lessThan(b) ? b : a), Duration.zero);
}

/** Whether every stream that keeps the one bound keeps the other. */
export function conforms(events: EventBound, shaper: EventBound): boolean {
  return longestHold(events, shaper)?.isZero() ?? false;
}

/** δ⁻ of `steps` + 1 events. */
function distanceAfter(limits: readonly EventLimit[], steps: bigint): Duration {
  return limits
    .map(({ period, jitter }) => period.times(Rational.of(steps)).minus(jitter))
    .reduce((a, b) => (a.lessThan(b) ? b : a), Duration.zero);
}

/** The whole numbers of steps on either side of each point where two of the lines, or one and zero, cross; and 0. */
function turnsOf(lines: readonly EventLimit[]): readonly bigint[] {
  const zero: EventLimit = { period: Duration.zero, jitter: Duration.zero };
  const all = [zero, ...lines];
  const turns = new Set<bigint>([0n]);
  for (const a of all) {
    for (const b of all) {
      if (!a.period.lessThan(b.period)) continue;
      const crossing = b.jitter.minus(a.jitter).per(b.period.minus(a.period));
      if (crossing.sign() < 0) continue;
      turns.add(crossing.floor());
      turns.add(crossing.ceil());
    }
  }
  return [...turns];
}

/** Events per second in the long run. */
export function longRunRate(events: EventBound): Rational {
  const longest = limitsOf(events)
    .map(({ period }) => period)
    .reduce((a, b) => (a.lessThan(b) ? b : a));
  return Rational.one.dividedBy(longest.value);
}
