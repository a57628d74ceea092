import type { Duration, Work } from "../../numeric/quantity.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { withUnit } from "../../numeric/unit-text.ts";

/** "at t = 4 ms demand 3 ms > supply 2.5 ms" */
export function demandExceeds(unit: TimeUnit, at: Duration, demand: Work, supply: Work): string {
  return `at t = ${withUnit(unit, at)} demand ${withUnit(unit, demand)} > supply ${withUnit(unit, supply)}`;
}

/** "bound 12 ms > deadline 10 ms" */
export function boundExceeds(unit: TimeUnit, bound: Duration, deadline: Duration): string {
  return `bound ${withUnit(unit, bound)} > deadline ${withUnit(unit, deadline)}`;
}
