import fc from "fast-check";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import type { BoundedLoad, EventBound } from "../../../src/workload/event-bound.ts";
import { keepingAll } from "../../../src/workload/event-limits.ts";
import { type EventModelOptions, eventModels } from "./event-model.ts";

/** Models, and two or three limits at once, in the form that derived streams have. */
export function eventBounds({
  max = 12,
  scale = Rational.one,
}: EventModelOptions = {}): fc.Arbitrary<EventBound> {
  const time = (ticks: number): Duration => new Duration(Rational.from(ticks).times(scale));
  const limits = fc.array(
    fc
      .record({ period: fc.integer({ min: 1, max }), jitter: fc.nat({ max: 2 * max }) })
      .map(({ period, jitter }) => ({ period: time(period), jitter: time(jitter) })),
    { minLength: 2, maxLength: 3 },
  );
  return fc.oneof(eventModels({ max, scale }), limits.map(keepingAll));
}

/** Loads of such events, of no work up to more than a supply can bear. */
export function boundedLoads(options: EventModelOptions = {}): fc.Arbitrary<BoundedLoad> {
  const { scale = Rational.one } = options;
  return fc
    .record({ arrivals: eventBounds(options), wcet: fc.oneof(fc.constant(1), fc.nat({ max: 4 })) })
    .map(({ arrivals, wcet }) => ({
      name: "load",
      arrivals,
      wcet: new Work(Rational.from(wcet).times(scale)),
    }));
}
