import type { NarrowTaskSet } from "./columns.ts";
import { decideWide, widened } from "./decide-wide.ts";
import { demandMet as inDoubles } from "./doubles/demand.ts";
import { loadFits } from "./doubles/load.ts";
import { demandMet as inIntegers } from "./integers/demand.ts";
import { isNarrowSupply, requireSupply, type Ticks } from "./supply-ticks.ts";
import type { TickTaskSet } from "./tick-task-set.ts";
import { DEFAULT_STEPS, type TickVerdict } from "./verdict.ts";

/**
 * Whether EDF meets every deadline, of any class, on a periodic resource that gives `budget` ticks of processor somewhere
 * in each `period`. Exact against the worst legal supply.
 * @throws InputError unless 0 ≤ budget ≤ period are integers, period ≥ 1.
 * Source: Baruah, Rosier and Howell 1990; Shin and Lee 2003; Zhang and Burns 2009.
 */
export function edfOnPeriodic(
  set: TickTaskSet,
  period: Ticks,
  budget: Ticks,
  maxSteps: number = DEFAULT_STEPS,
): TickVerdict {
  requireSupply(period, budget);
  if (set.kind === "narrow" && isNarrowSupply(period)) {
    const verdict = onDoubles(set, Number(period), Number(budget), maxSteps);
    return verdict === "unclear"
      ? inIntegers(widened(set), BigInt(period), BigInt(budget), maxSteps)
      : verdict;
  }
  return decideWide(set, BigInt(period), BigInt(budget), maxSteps, onDoubles, inIntegers);
}

function onDoubles(
  set: NarrowTaskSet,
  period: number,
  budget: number,
  maxSteps: number,
): TickVerdict | "unclear" {
  if (set.deadlines === "implicit") {
    const verdict = loadFits(set.byDeadline, period, budget);
    if (verdict !== "unclear") return verdict;
  }
  return inDoubles(set.byDeadline, period, budget, maxSteps);
}
