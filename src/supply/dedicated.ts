import type { SupplyBound } from "./supply-bound.ts";

/** The processor itself: every window supplies its length. */
export const dedicatedBound: SupplyBound = {
  sbf: (window) => window,
  usbf: (window) => window,
  timeToSupply: (work) => work,
  rate: { numerator: 1n, denominator: 1n },
  delay: 0n,
  blackout: 0n,
  cycle: 1n,
  attained: true,
  breakpoints: () => [],
};
