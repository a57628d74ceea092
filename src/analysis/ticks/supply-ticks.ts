import { InputError } from "../../contract/errors.ts";
import { LARGEST_NARROW_TICK } from "./columns.ts";

/** A length of time or an amount of work in integer ticks; a number must be a safe integer. */
export type Ticks = number | bigint;

/** @throws InputError unless 0 ≤ budget ≤ period are exact integers and period ≥ 1. */
export function requireSupply(period: Ticks, budget: Ticks): void {
  if (isExact(period) && isExact(budget) && period >= 1 && budget >= 0 && budget <= period) return;
  throw new InputError(
    `a periodic resource of ${budget} every ${period} ticks: needs exact integers with 0 <= budget <= period and period >= 1`,
  );
}

export function isNarrowSupply(period: Ticks): boolean {
  return period <= LARGEST_NARROW_TICK;
}

function isExact(value: Ticks): boolean {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}
