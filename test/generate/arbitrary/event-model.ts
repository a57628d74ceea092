import fc from "fast-check";
import { type EventModel, periodicEvents, tokenBucket } from "../../../src/model/event-model.ts";
import type { Load } from "../../../src/model/supply.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";

/** Which event models to draw; lengths are integers up to `max`, each `scale` seconds long. */
export interface EventModelOptions {
  readonly max?: number;
  readonly scale?: Rational;
}

/** Every kind, with the corners J = 0, J > P, d = 0 and d = P often among them. */
export function eventModels(options: EventModelOptions = {}): fc.Arbitrary<EventModel> {
  return fc.oneof({ weight: 3, arbitrary: periodicModels(options) }, tokenBuckets(options));
}

export function periodicModels({
  max = 12,
  scale = Rational.one,
}: EventModelOptions = {}): fc.Arbitrary<EventModel> {
  const time = (ticks: number): Duration => new Duration(Rational.from(ticks).times(scale));
  return fc
    .integer({ min: 1, max })
    .chain((period) =>
      fc.tuple(
        fc.constant(period),
        fc.oneof(fc.constant(0), fc.nat({ max: 3 * max })),
        fc.oneof(fc.constantFrom(0, period), fc.nat({ max: period })),
      ),
    )
    .map(([period, jitter, distance]) =>
      periodicEvents({ period: time(period), jitter: time(jitter), minDistance: time(distance) }),
    );
}

export function tokenBuckets({
  max = 12,
  scale = Rational.one,
}: EventModelOptions = {}): fc.Arbitrary<EventModel> {
  return fc
    .record({ capacity: fc.integer({ min: 1, max: 5 }), refill: fc.integer({ min: 1, max }) })
    .map(({ capacity, refill }) =>
      tokenBucket({ capacity, refill: new Duration(Rational.from(refill).times(scale)) }),
    );
}

/** Loads of such events, of no work up to more than a supply can bear. */
export function loads({ max = 12, scale = Rational.one }: EventModelOptions = {}): fc.Arbitrary<Load> {
  return fc
    .record({ arrivals: eventModels({ max, scale }), wcet: fc.oneof(fc.constant(1), fc.nat({ max: 4 })) })
    .map(({ arrivals, wcet }) => ({
      name: "load",
      arrivals,
      wcet: new Work(Rational.from(wcet).times(scale)),
    }));
}
