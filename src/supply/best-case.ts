import { unreachable } from "../contract/assert.ts";
import type { SupplyPattern } from "../model/supply-pattern.ts";
import { Duration } from "../numeric/quantity.ts";
import { secondsPer } from "../numeric/unit.ts";
import { dedicatedBound } from "./dedicated.ts";
import type { DerivedSupply } from "./derived-supply.ts";
import type { SupplyBound } from "./supply-bound.ts";

/**
 * The same supply seen by an optimist: sbf replaced by usbf, which no legal course of events exceeds. What cannot be met
 * here cannot be met at all. `timeToSupply` is found by search on usbf, which is nondecreasing.
 */
export function bestCase(supply: DerivedSupply, of: SupplyBound): SupplyBound {
  // A bounded delay limits nothing from above.
  if (supply.kind === "bounded-delay") return dedicatedBound;
  const most = (window: bigint): bigint => of.usbf(window);
  return {
    sbf: most,
    usbf: most,
    timeToSupply: (work) => leastWindow(of, work),
    rate: of.rate,
    delay: of.delay,
    cycle: of.cycle,
    blackout: 0n,
    attained: false,
    breakpoints: (until) => of.breakpoints(until),
  };
}

/** The least window whose greatest supply reaches the given work: by doubling, then bisection. */
function leastWindow(of: SupplyBound, work: bigint): bigint | null {
  if (work <= 0n) return 0n;
  if (of.rate.numerator === 0n && of.usbf(1n) === 0n) return null;
  let low = 0n;
  let high = work;
  while (of.usbf(high) < work) [low, high] = [high, high * 2n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (of.usbf(middle) < work) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * A legal supply at its kindest: budgets at the start of each period, a table from the start of its first window, no
 * load above. It supplies at most usbf(t) in [0, t).
 */
export function bestPattern(supply: DerivedSupply): SupplyPattern {
  switch (supply.kind) {
    case "dedicated":
    case "bounded-delay": {
      const cycle = new Duration(secondsPer("s"));
      return { start: Duration.zero, cycle, windows: [{ from: Duration.zero, to: cycle }] };
    }
    case "periodic":
    case "edp":
    case "server":
      return {
        start: Duration.zero,
        cycle: supply.period,
        windows: supply.budget.isPositive() ? [{ from: Duration.zero, to: supply.budget.asDuration() }] : [],
      };
    case "table": {
      const first = supply.windows[0]?.start ?? Duration.zero;
      const windows = supply.windows.map(({ start, end }) => ({
        from: start.minus(first),
        to: end.minus(first),
      }));
      return { start: Duration.zero, cycle: supply.frame, windows };
    }
    case "leftover":
    case "interrupted":
      return bestPattern(supply.of);
    default:
      return unreachable(supply);
  }
}
