import type { EventModel } from "../model/event-model.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import { Duration, type Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";

/** The long-run distance of the events of a source: its period or its refill. */
export function separationOf({ arrivals }: InterruptSource): Duration {
  return arrivals.kind === "token-bucket" ? arrivals.refill : arrivals.period;
}

/**
 * The source at another rate, its jitter and bursts as they are. The minimum distance stays, too, unless the period falls
 * below it or it is the period (a sporadic source). A longer separation never brings more events into any window.
 */
export function withSeparation(source: InterruptSource, separation: Duration): InterruptSource {
  return withArrivals(source, ({ arrivals }) => {
    if (arrivals.kind === "token-bucket") return { ...arrivals, refill: separation };
    const { period, minDistance } = arrivals;
    const follows = minDistance.equals(period) || separation.lessThan(minDistance);
    return { ...arrivals, period: separation, minDistance: follows ? separation : minDistance };
  });
}

/** Up to `size` events at once, then one per separation: a token bucket. */
export function withBurst(source: InterruptSource, size: bigint): InterruptSource {
  const refill = separationOf(source);
  return withArrivals(source, () => ({ kind: "token-bucket", capacity: size, refill }));
}

/** All times between events `factor` times as long: η⁺(t) becomes η⁺(t / factor). */
export function stretched(source: InterruptSource, factor: Rational): InterruptSource {
  return withArrivals(source, ({ arrivals }) =>
    arrivals.kind === "token-bucket"
      ? { ...arrivals, refill: arrivals.refill.times(factor) }
      : {
          ...arrivals,
          period: arrivals.period.times(factor),
          jitter: arrivals.jitter.times(factor),
          minDistance: arrivals.minDistance.times(factor),
        },
  );
}

/** The half of a handler that its cost is asked about: the bottom half, where there is one. */
export function costlyHalf({ bottomHalf }: InterruptSource): "topHalf" | "bottomHalf" {
  return bottomHalf.isPositive() ? "bottomHalf" : "topHalf";
}

export function withCost(source: InterruptSource, cost: Work): InterruptSource {
  return { ...source, [costlyHalf(source)]: cost };
}

/** Events per second in the long run. */
export function rateOf(source: InterruptSource): Rational {
  return new Duration(Rational.one).per(separationOf(source));
}

/** A recorded trace is legal for the arrivals it was recorded with only; no analysis looks at it. */
function withArrivals(
  source: InterruptSource,
  change: (source: InterruptSource) => EventModel,
): InterruptSource {
  const { trace: _, ...rest } = source;
  return { ...rest, arrivals: change(source) };
}
