import type { Supply } from "../model/supply.ts";
import type { Rational } from "../numeric/rational.ts";
import type { Timebase } from "../numeric/timebase.ts";
import type { SupplyBound } from "./supply-bound.ts";

/** What a timebase must resolve so that a supply can be bounded in ticks. */
export interface Measures {
  readonly seconds: readonly Rational[];
  readonly rates: readonly Rational[];
}

export declare function measuresOf(supply: Supply): Measures;
export declare function boundOf(supply: Supply, timebase: Timebase): SupplyBound;
