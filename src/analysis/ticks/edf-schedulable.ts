import { widened } from "./decide-wide.ts";
import { loadFits } from "./doubles/load.ts";
import { edfOnPeriodic } from "./edf-on-periodic.ts";
import { compareLoad } from "./integers/load.ts";
import type { TickTaskSet } from "./tick-task-set.ts";
import { DEFAULT_STEPS, type TickVerdict } from "./verdict.ts";

/**
 * Whether EDF meets every deadline, of any class, on a dedicated processor. Exact. For implicit deadlines this is the
 * question whether the utilization is at most 1 (Liu and Layland 1973), else the processor demand test.
 * Source: Baruah, Rosier and Howell 1990; Devi 2003; Zhang and Burns 2009.
 */
export function edfSchedulable(set: TickTaskSet, maxSteps: number = DEFAULT_STEPS): TickVerdict {
  if (set.deadlines !== "implicit") return edfOnPeriodic(set, 1, 1, maxSteps);
  if (set.kind === "narrow") {
    const verdict = loadFits(set.byDeadline, 1, 1);
    return verdict === "unclear" ? compareLoad(widened(set), 1n, 1n) <= 0 : verdict;
  }
  if (set.enclosure !== null) {
    if (loadFits(set.enclosure.pessimistic.byDeadline, 1, 1) === true) return true;
    if (loadFits(set.enclosure.optimistic.byDeadline, 1, 1) === false) return false;
  }
  return compareLoad(set, 1n, 1n) <= 0;
}
