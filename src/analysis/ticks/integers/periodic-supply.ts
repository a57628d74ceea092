import { ceilDiv } from "../../../numeric/integer.ts";

/** The least window that surely supplies `work` > 0 on a periodic resource with a budget > 0 (Shin and Lee 2003). */
export function timeToSupply(period: bigint, budget: bigint, work: bigint): bigint {
  return (1n + ceilDiv(work, budget)) * (period - budget) + work;
}
