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
import { drawn } from "../drawn.ts";
import {
  drawAnyWindows,
  drawDelay,
  drawResource,
  smallerDelays,
  smallerResources,
  smallerTables,
} from "../supply-numbers.ts";
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

export function periodicResources(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return resources(options).map(({ period, budget }) => periodicResource({ period, budget }));
}

export function edpResources(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return resources(options).map((given) => edpResource(given));
}

export function servers(options: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return fc
    .tuple(fc.constantFrom(...SERVER_KINDS), resources(options))
    .map(([kind, given]) => server({ server: kind, ...given }));
}

export function boundedDelays({ max = 12, scale = Rational.one }: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return drawn((random) => drawDelay(random, max), smallerDelays).map(({ numerator, denominator, delay }) =>
    boundedDelay({ rate: `${numerator}/${denominator}`, delay: time(delay, scale) }),
  );
}

/** Touching windows, windows at both ends of the frame, empty and full tables among them. */
export function tables({ max = 12, scale = Rational.one }: SupplyOptions = {}): fc.Arbitrary<Supply> {
  return drawn((random) => drawAnyWindows(random, max), smallerTables).map(({ frame, windows }) =>
    table({
      frame: time(frame, scale),
      windows: windows.map(({ from, to }) => ({ start: time(from, scale), end: time(to, scale) })),
    }),
  );
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

function resources({ max = 12, scale = Rational.one }: SupplyOptions): fc.Arbitrary<{
  readonly period: Duration;
  readonly budget: Work;
  readonly deadline: Duration;
}> {
  return drawn((random) => drawResource(random, max), smallerResources).map(
    ({ period, budget, deadline }) => ({
      period: time(period, scale),
      budget: work(budget, scale),
      deadline: time(deadline, scale),
    }),
  );
}

const time = (ticks: number, scale: Rational): Duration => new Duration(Rational.from(ticks).times(scale));
const work = (ticks: number, scale: Rational): Work => time(ticks, scale).asWork();
