import fc from "fast-check";
import type { OwnedWindow } from "../../../src/analysis/table/owned-window.ts";
import type { TableContract, TableRequest } from "../../../src/analysis/table/synthesis.ts";
import type { TableProblem } from "../../../src/analysis/table/unroll.ts";
import { edpResource, periodicResource } from "../../../src/model/supply.ts";
import { lcm } from "../../../src/numeric/integer.ts";
import { Duration, type Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";

/** A contract in small integers, from which requests on any scale are built. */
export interface DrawnContract {
  readonly period: number;
  readonly budget: number;
  readonly deadline: number;
}

/** Contracts of a total load up to `most` percent: the load is split first. Some deadlines are the period. */
export function drawnContracts(most: number): fc.Arbitrary<DrawnContract[]> {
  const seed = fc.record({
    period: fc.oneof(fc.constantFrom(2, 4, 8, 16), fc.constantFrom(3, 5, 6, 10, 12, 15)),
    weight: fc.nat(10),
    slack: fc.oneof(fc.constant(100), fc.nat(100)),
  });
  return fc
    .tuple(fc.array(seed, { minLength: 1, maxLength: 4 }), fc.integer({ min: 10, max: most }))
    .map(([seeds, percent]) => {
      const weights = seeds.reduce((sum, { weight }) => sum + weight, 0) || 1;
      return seeds.map(({ period, weight, slack }) => {
        const budget = Math.min(period, Math.round((period * percent * weight) / (100 * weights)));
        const deadline = budget + Math.floor(((period - budget) * slack) / 100);
        return { period, budget, deadline: Math.max(1, deadline) };
      });
    });
}

export const seconds = (count: number, scale: Rational = Rational.one): Duration =>
  new Duration(Rational.of(BigInt(count)).times(scale));
const amount = (count: number, scale: Rational): Work => seconds(count, scale).asWork();

export function contractsOf(drawn: readonly DrawnContract[], scale: Rational): TableContract[] {
  return drawn.map(({ period, budget, deadline }, index) => ({
    vm: `vm${index}`,
    supply:
      deadline === period
        ? periodicResource({ period: seconds(period, scale), budget: amount(budget, scale) })
        : edpResource({
            period: seconds(period, scale),
            budget: amount(budget, scale),
            deadline: seconds(deadline, scale),
          }),
  }));
}

export function requestOf(
  drawn: readonly DrawnContract[],
  { cost = 0, least = 0, grid = 0 }: { cost?: number; least?: number; grid?: number },
  scale: Rational = Rational.one,
): TableRequest {
  return {
    contracts: contractsOf(drawn, scale),
    switchCost: amount(cost, scale),
    leastWindow: seconds(least, scale),
    ...(grid === 0 ? {} : { grid: seconds(grid, scale) }),
  };
}

/** The same in ticks, on a grid of one. */
export function problemOf(drawn: readonly DrawnContract[], least = 1, switchCost = 0n): TableProblem {
  const contracts = drawn.map(({ period, budget, deadline }) => ({
    period: BigInt(period),
    budget: BigInt(budget),
    deadline: BigInt(deadline),
  }));
  const frame = contracts.map(({ period }) => period).reduce(lcm, 1n);
  return {
    contracts,
    frame,
    late: switchCost,
    section: 0n,
    grid: 1n,
    leastWindow: BigInt(least),
    mostWindows: 10_000n,
  };
}

export const windowText = (windows: readonly OwnedWindow[]): string =>
  windows.map(({ vm, start, end }) => `${vm}:${start}-${end}`).join(" ");
