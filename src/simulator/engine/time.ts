import { InputError } from "../../contract/errors.ts";

/**
 * Simulated time is an integer number of ticks ("cycles") in a double, exact below 2^53. The names of ticks carry no
 * unit: whoever builds an engine chooses the tick (system/compile.ts does it for a described system).
 */
export const LAST_TICK: number = Number.MAX_SAFE_INTEGER;

/** The time of what does not happen. */
export const NEVER: number = Number.POSITIVE_INFINITY;

/** No child, no task, no VM. */
export const NONE = -1;

/** Returns the value if it is an exact integer of at least `least`. @throws InputError naming it otherwise. */
export function ticks(value: number, name: string, least = 0): number {
  if (!Number.isSafeInteger(value)) {
    throw new InputError(
      `${name}: ${value} is no integer below 2^53 ticks; choose a coarser tick or a shorter horizon`,
    );
  }
  if (value < least) throw new InputError(`${name}: ${value} is below ${least}`);
  return value;
}
