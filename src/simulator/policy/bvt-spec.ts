import { InputError } from "../../contract/errors.ts";
import type { NodeSpec } from "../engine/specification.ts";
import { NEVER, ticks } from "../engine/time.ts";

/** Borrowed virtual time, as in Xen (bvt.ts). */
export interface BvtSpec {
  readonly kind: "bvt";
  readonly children: readonly NodeSpec[];
  /** By slot. */
  readonly parameters: readonly BvtParameters[];
  /** The minimum charging unit; time that is run is rounded up to whole ones. In Xen 100 us. */
  readonly mcu: number;
  /** The context switch allowance: for how long a child runs on beyond the virtual time of the next. In Xen 5 ms. */
  readonly contextAllowance: number;
}

export interface BvtParameters {
  /** By how much the child's virtual time advances per unit that it runs: the inverse of its weight. In Xen 10 by default. */
  readonly advance: number;
  /** By how much the child's virtual time is held to be earlier, while it may warp. */
  readonly warp?: number;
  /** A child that has run warped for this long without a break is unwarped; left out, never. In Xen 2000 ms by default. */
  readonly warpLimit?: number;
  /** For how long it then is not warped; 0 means for ever. In Xen 1000 ms by default. */
  readonly unwarp?: number;
}

/** @throws InputError */
export function checkBvt({ children, parameters, mcu, contextAllowance }: BvtSpec, at: string): void {
  if (parameters.length !== children.length) {
    throw new InputError(`${at}.parameters: ${parameters.length} for ${children.length} children`);
  }
  ticks(mcu, `${at}.mcu`, 1);
  ticks(contextAllowance, `${at}.contextAllowance`, 1);
  for (const [slot, { advance, warp = 0, warpLimit = NEVER, unwarp = 0 }] of parameters.entries()) {
    const here = `${at}.parameters[${slot}]`;
    ticks(advance, `${here}.advance`, 1);
    if (advance > 2 ** 20) throw new InputError(`${here}.advance: ${advance} exceeds 2^20`);
    ticks(warp, `${here}.warp`);
    if (warpLimit !== NEVER) ticks(warpLimit, `${here}.warpLimit`, 1);
    ticks(unwarp, `${here}.unwarp`);
  }
}
