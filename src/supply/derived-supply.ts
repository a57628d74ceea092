import type { Supply } from "../model/supply.ts";
import type { BoundedLoad } from "../workload/event-bound.ts";

/** What remains of a supply below derived load of higher priority. */
export interface DerivedLeftover {
  readonly kind: "leftover";
  readonly of: DerivedSupply;
  readonly load: readonly BoundedLoad[];
}

/**
 * A supply that stands still for up to `wcet` at each event of a load: `of`, on a clock that is stopped for so long. A round
 * robin in which interrupts cut turns short is one.
 */
export interface InterruptedSupply {
  readonly kind: "interrupted";
  readonly of: DerivedSupply;
  readonly by: readonly BoundedLoad[];
}

/** What a guest may count on, as described or as derived from what is described. */
export type DerivedSupply = Supply | DerivedLeftover | InterruptedSupply;

/** What the loads leave over; the supply itself where there are none. */
export function leftOf(of: DerivedSupply, load: readonly BoundedLoad[]): DerivedSupply {
  return load.length === 0 ? of : { kind: "leftover", of, load };
}

/** The supply that stands still at the events of the loads; the supply itself where there are none. */
export function interruptedBy(of: DerivedSupply, by: readonly BoundedLoad[]): DerivedSupply {
  return by.length === 0 ? of : { kind: "interrupted", of, by };
}
