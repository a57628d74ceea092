import fc from "fast-check";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { explicitDeadlineBound } from "../../../src/supply/explicit-deadline.ts";
import type { SupplyBound } from "../../../src/supply/supply-bound.ts";
import { latestBudgets } from "./unit-step.ts";

/** A supply as a bound and, independently, as the one pattern that is worst for every window. */
export interface WorstSupply {
  readonly name: string;
  readonly bound: SupplyBound;
  readonly serves: (tick: number) => boolean;
  readonly cycle: number;
}

export const dedicatedSupply: WorstSupply = {
  name: "dedicated",
  bound: dedicatedBound,
  serves: () => true,
  cycle: 1,
};

/** Explicit-deadline and periodic resources with small parameters, from a budget of one tick to a full one. */
const resources: fc.Arbitrary<WorstSupply> = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.nat(), fc.nat())
  .map(([period, more, late]) => {
    const budget = 1 + (more % period);
    const deadline = budget + (late % (period - budget + 1));
    return {
      name: `budget ${budget} by ${deadline} every ${period}`,
      bound: explicitDeadlineBound({
        period: BigInt(period),
        budget: BigInt(budget),
        deadline: BigInt(deadline),
      }),
      serves: latestBudgets(period, budget, deadline),
      cycle: period,
    };
  });

export const worstSupplies: fc.Arbitrary<WorstSupply> = fc.oneof(fc.constant(dedicatedSupply), resources);
