/** What stands beyond the last window of a witness: lines that demand and supply keep to, and lengths at which both repeat. */
import { comparable, type Fraction, fraction, plus, times, total } from "./arithmetic.ts";
import { burst, isCyclic, separation } from "./events.ts";
import type { Ledger } from "./ledger.ts";
import type { World } from "./world.ts";

/** slope·t + lift, at least the demand in every window of length t from some length on. */
export interface Line {
  readonly slope: Fraction;
  readonly lift: Fraction;
}

/** What loads take at most, as a line: Σ (t / separation + burst)·cost. */
export function loadLine({ loads }: Pick<World, "loads">): Line {
  return {
    slope: total(loads.map(({ events, cost }) => fraction(cost, separation(events)))),
    lift: total(loads.map(({ events, cost }) => times(burst(events), cost))),
  };
}

/** Refuses unless the line of the demand stays below that of the supply from `from` on. */
export function staysBelow(ledger: Ledger, demand: Line, world: World, from: bigint): void {
  const { base, loss } = world;
  const load = loadLine(world);
  const slope = plus(demand.slope, load.slope);
  ledger.atMost(...comparable(slope, base.rate), "slope of the demand ≤ slope of the supply");
  const asked = total([
    times(slope, from),
    demand.lift,
    load.lift,
    fraction(loss),
    times(base.rate, base.delay),
  ]);
  ledger.atMost(
    ...comparable(asked, times(base.rate, from)),
    `the line of the demand at ${from} ≤ that of the supply`,
  );
}

/** Whether supply and loads repeat after any length at all. */
export const canRepeat = ({ base, loads }: World): boolean =>
  base.cycle !== null && loads.every(({ events }) => isCyclic(events));

/** Refuses unless supply and loads repeat after `cycle`, and so do sequences with these periods that ask for `slope`. */
export function repeats(
  ledger: Ledger,
  world: World,
  cycle: bigint,
  periods: readonly bigint[],
  slope: Fraction,
): void {
  const { base, loads } = world;
  ledger.require(cycle > 0n, "the cycle is positive");
  ledger.require(base.cycle !== null, "the supply repeats");
  const all = [base.cycle, ...periods, ...loads.map(({ events }) => separation(events))];
  ledger.require(
    all.every((length) => cycle % length === 0n),
    "the cycle is a multiple of every period",
  );
  ledger.require(
    loads.every(({ events }) => isCyclic(events)),
    "every load repeats",
  );
  ledger.atMost(
    ...comparable(plus(slope, loadLine(world).slope), base.rate),
    "demand per cycle ≤ supply per cycle",
  );
}
