/**
 * One interrupt for several events: `delay` after the first event that it stands for, or at once with the `count`-th.
 *
 * Claim: of events that keep the limit (P, J) the interrupts keep
 *   η⁺_raised(t) ≤ ⌈(t + τ + J)/P⌉,  and with count n  η⁺_raised(t) ≤ ⌈(t + J′)/P′⌉,  where
 *   1/P′ = (1 − 1/n)/τ + 1/(nP)  and  J′ = P′·(τ + J)/(nP);  without a count, n → ∞:  ⌈t/τ⌉.
 * Proof: the events of the interrupts raised in [0, t) came in [−τ, t): K ≤ N := ⌈(t + τ + J)/P⌉ interrupts. Of these K_τ
 * were raised by the delay: two of them are τ apart, because the first event of the later one came after the earlier one
 * was raised; K_τ ≤ ⌈t/τ⌉. Each other one takes n of at most N − K_τ events. So K ≤ K_τ(1 − 1/n) + N/n, which is less
 * than (t/τ + 1)(1 − 1/n) + ((t + τ + J)/P + 1)/n = t/P′ + J′/P′ + 1, and an integer below x + 1 is at most ⌈x⌉.
 * No event waits longer than τ for its interrupt.
 *
 * Source: derived here, from the counting of K. Richter, PhD thesis, TU Braunschweig, 2005.
 */
import { Duration } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import type { EventBound, EventLimit } from "./event-bound.ts";
import { delayedEvents, keepingAll, limitsOf } from "./event-limits.ts";

/** The interrupts raised for a stream of events; `count` null where the delay alone raises them. */
export function coalescedInterrupts(events: EventBound, delay: Duration, count: number | null): EventBound {
  if (count === 1) return events;
  const limits = limitsOf(events);
  const byDelay =
    count === null
      ? [{ period: delay, jitter: Duration.zero }]
      : limits.map((limit) => byCount(limit, delay, Rational.of(BigInt(count))));
  return keepingAll([...limitsOf(delayedEvents(keepingAll(limits), delay)), ...byDelay]);
}

function byCount({ period, jitter }: EventLimit, delay: Duration, count: Rational): EventLimit {
  const ofCount = Rational.one.dividedBy(count);
  const byDelay = Rational.one.minus(ofCount).dividedBy(delay.value);
  const byEvents = ofCount.dividedBy(period.value);
  const between = Rational.one.dividedBy(byDelay.plus(byEvents));
  return {
    period: new Duration(between),
    jitter: new Duration(delay.plus(jitter).value.times(byEvents).times(between)),
  };
}
