import { InputError } from "../../contract/errors.ts";
import type { NodeSpec } from "../engine/specification.ts";
import { ticks } from "../engine/time.ts";

/** Xen's Credit scheduler, on one core (credit.ts). */
export interface CreditSpec {
  readonly kind: "credit";
  readonly children: readonly NodeSpec[];
  /** By slot. */
  readonly parameters: readonly CreditParameters[];
  /** How long a child runs before its equals have their turn. In Xen 30 ms. */
  readonly timeslice: number;
  /** How often the running child loses its boost, and is charged if `sampled`. In Xen 10 ms. */
  readonly tick: number;
  /** How often credit is handed out. In Xen 30 ms. */
  readonly accounting: number;
  /** A child that has run for less than this is not preempted; 0 for no limit. In Xen 1 ms since 2012, and 0 before. */
  readonly ratelimit: number;
  /** Whether who runs at a tick pays for the whole tick, as in Xen to August 2009; else all pay for what they use. */
  readonly sampled: boolean;
  /** Whether a child with credit left that wakes goes before all that have run on. In Xen since October 2006. */
  readonly boost: boolean;
}

export interface CreditParameters {
  /** Credit is handed out in proportion to weights. In Xen from 1 to 65535, 256 where nothing is said. */
  readonly weight: number;
  /** At most this many percent of the core; 0 for no limit. */
  readonly cap: number;
}

/** @throws InputError */
export function checkCredit(spec: CreditSpec, at: string): void {
  const { children, parameters, timeslice, tick, accounting, ratelimit } = spec;
  if (parameters.length !== children.length) {
    throw new InputError(`${at}.parameters: ${parameters.length} for ${children.length} children`);
  }
  ticks(timeslice, `${at}.timeslice`, 1);
  ticks(tick, `${at}.tick`, 1);
  ticks(accounting, `${at}.accounting`, 1);
  ticks(ratelimit, `${at}.ratelimit`);
  if (tick > timeslice) throw new InputError(`${at}.tick: ${tick} exceeds the timeslice of ${timeslice}`);
  if (ratelimit > timeslice) {
    throw new InputError(`${at}.ratelimit: ${ratelimit} exceeds the timeslice of ${timeslice}`);
  }
  for (const [slot, { weight, cap }] of parameters.entries()) {
    const here = `${at}.parameters[${slot}]`;
    ticks(weight, `${here}.weight`, 1);
    if (weight > 65535) throw new InputError(`${here}.weight: ${weight} exceeds 65535`);
    ticks(cap, `${here}.cap`);
    if (cap > 100) throw new InputError(`${here}.cap: ${cap} exceeds 100 percent of a core`);
  }
}
