import { InputError } from "../../contract/errors.ts";
import type { NodeSpec } from "../engine/specification.ts";
import { ticks } from "../engine/time.ts";

/** Xen's Simple EDF: a slice per period for each child, and what nobody claims to those that take extratime (sedf.ts). */
export interface SedfSpec {
  readonly kind: "sedf";
  readonly children: readonly NodeSpec[];
  /** By slot. */
  readonly parameters: readonly SedfParameters[];
  /** How long extratime is handed out at a time, and the shortest gap that is handed out at all. In Xen 500 us. */
  readonly extraQuantum: number;
  /**
   * Whether a child that blocks and wakes within its period goes on with what is left of its slice (A. Masrur,
   * S. Drössler, T. Pfeuffer and S. Chakraborty 2010); else it has lost it, as in Xen.
   */
  readonly keepsBudget?: boolean;
}

export interface SedfParameters {
  readonly period: number;
  /** 0 for a child that lives on extratime alone. */
  readonly slice: number;
  /** Whether the child takes extratime; a child without it never gets more than its slice, but for its penalty. */
  readonly extratime?: boolean;
  /** The child's weight among those that take extratime; where left out, slice/period is, 128 being a whole processor. */
  readonly extraWeight?: number;
}

/** Scores are period·2^10 / slice. */
const LONGEST_PERIOD = 2 ** 43;

/** @throws InputError */
export function checkSedf({ children, parameters, extraQuantum }: SedfSpec, at: string): void {
  if (parameters.length !== children.length) {
    throw new InputError(`${at}.parameters: ${parameters.length} for ${children.length} children`);
  }
  ticks(extraQuantum, `${at}.extraQuantum`, 1);
  for (const [slot, { period, slice, extratime = false, extraWeight }] of parameters.entries()) {
    const here = `${at}.parameters[${slot}]`;
    ticks(period, `${here}.period`, 1);
    ticks(slice, `${here}.slice`);
    if (period > LONGEST_PERIOD) throw new InputError(`${here}.period: ${period} exceeds 2^43 ticks`);
    if (slice > period) throw new InputError(`${here}.slice: ${slice} exceeds the period of ${period}`);
    if (extraWeight !== undefined) ticks(extraWeight, `${here}.extraWeight`, 1);
    if (slice === 0 && extratime && extraWeight === undefined) {
      throw new InputError(`${here}.extraWeight: a child without a slice needs one to take extratime`);
    }
  }
}
