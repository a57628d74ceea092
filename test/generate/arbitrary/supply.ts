import fc from "fast-check";
import {
  boundedDelay,
  dedicated,
  edpResource,
  leftover,
  periodicResource,
  SERVER_KINDS,
  type Supply,
  server,
  table,
} from "../../../src/model/supply.ts";
import { Duration, type Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { commonTick } from "../../../src/numeric/timebase.ts";
import { boundOf, measuresOf } from "../../../src/supply/bound-of.ts";
import type { SupplyBound } from "../../../src/supply/supply-bound.ts";
import { loads } from "./event-model.ts";

/** Which supplies to draw; lengths are integers up to `max`, each `scale` seconds long. */
export interface SupplyOptions {
  readonly max?: number;
  readonly scale?: Rational;
}

/** Every kind but leftovers; no budget, a full budget and a full table are often among them. */
export function plainSupplies(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return fc.oneof(patternedSupplies(options), servers(options));
}

/** Every kind. */
export function supplies(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return fc.oneof({ weight: 3, arbitrary: plainSupplies(options) }, leftovers(options));
}

/** The kinds of which a worst pattern is known. */
export function patternedSupplies(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant(dedicated()) },
    { weight: 3, arbitrary: periodicResources(options) },
    { weight: 4, arbitrary: edpResources(options) },
    { weight: 3, arbitrary: boundedDelays(options) },
    { weight: 5, arbitrary: tables(options) },
  );
}

export function periodicResources({
  max = 12,
  scale = Rational.one,
}: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return fc
    .integer({ min: 1, max })
    .chain((period) => fc.tuple(fc.constant(period), upTo(period)))
    .map(([period, budget]) =>
      periodicResource({ period: time(period, scale), budget: work(budget, scale) }),
    );
}

export function edpResources(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return explicitDeadlines(options).map((given) => edpResource(given));
}

export function servers(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return fc
    .tuple(fc.constantFrom(...SERVER_KINDS), explicitDeadlines(options))
    .map(([kind, given]) => server({ server: kind, ...given }));
}

export function boundedDelays({ max = 12, scale = Rational.one }: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return fc
    .integer({ min: 1, max: 6 })
    .chain((denominator) => fc.tuple(upTo(denominator), fc.constant(denominator), upTo(max)))
    .map(([numerator, denominator, delay]) =>
      boundedDelay({ rate: `${numerator}/${denominator}`, delay: time(delay, scale) }),
    );
}

/** One bit per unit of the frame, so that touching windows, wrap-around, empty and full tables all come. */
export function tables({ max = 12, scale = Rational.one }: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return fc
    .tuple(fc.array(fc.boolean(), { minLength: 1, maxLength: max }), fc.boolean())
    .map(([units, apart]) => {
      const windows: { start: number; end: number }[] = [];
      for (const [index, on] of units.entries()) {
        const last = windows.at(-1);
        if (on && last?.end === index && !apart) last.end += 1;
        else if (on) windows.push({ start: index, end: index + 1 });
      }
      return table({
        frame: time(units.length, scale),
        windows: windows.map(({ start, end }) => ({ start: time(start, scale), end: time(end, scale) })),
      });
    });
}

export function leftovers(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  const below = (of: fc.Arbitrary<Supply>): fc.Arbitrary<Supply> =>
    fc.tuple(of, fc.array(loads(options), { maxLength: 3 })).map(([supply, load]) => leftover(supply, load));
  return fc.oneof(
    { weight: 1, arbitrary: below(fc.constant(dedicated())) },
    { weight: 4, arbitrary: below(plainSupplies(options)) },
    { weight: 1, arbitrary: below(below(plainSupplies(options))) },
  );
}

/** The supply in the coarsest ticks that fit. */
export function inTicks(supply: Supply): SupplyBound {
  const { seconds, rates } = measuresOf(supply);
  return boundOf(supply, commonTick(seconds, rates));
}

function explicitDeadlines({ max = 12, scale = Rational.one }: SupplyOptions) {
  return fc
    .integer({ min: 1, max })
    .chain((period) => fc.tuple(fc.constant(period), fc.integer({ min: 1, max: period })))
    .chain(([period, deadline]) => fc.tuple(fc.constant(period), fc.constant(deadline), upTo(deadline)))
    .map(([period, deadline, budget]) => ({
      period: time(period, scale),
      deadline: time(deadline, scale),
      budget: work(budget, scale),
    }));
}

/** 0 … limit, both ends often. */
const upTo = (limit: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(0, limit) },
    { weight: 4, arbitrary: fc.nat({ max: limit }) },
  );

const time = (ticks: number, scale: Rational): Duration => new Duration(Rational.from(ticks).times(scale));
const work = (ticks: number, scale: Rational): Work => time(ticks, scale).asWork();
