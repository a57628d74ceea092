import { InputError } from "../../contract/errors.ts";

/** How many identical cores there are. Throws `InputError` unless it is an integer from 1. */
export function coreCount(cores: number): bigint {
  if (!Number.isSafeInteger(cores) || cores < 1) {
    throw new InputError(`the number of cores is ${cores}: write an integer from 1`);
  }
  return BigInt(cores);
}
