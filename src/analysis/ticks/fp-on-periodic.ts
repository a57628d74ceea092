import { decideWide } from "./decide-wide.ts";
import { fpMeetsOnPeriodic } from "./doubles/fp-on-periodic.ts";
import { requireConstrained } from "./fp-response-times.ts";
import { responseTimes } from "./integers/response-times.ts";
import { isNarrowSupply, requireSupply, type Ticks } from "./supply-ticks.ts";
import type { TickTaskSet } from "./tick-task-set.ts";
import { DEFAULT_STEPS, type TickVerdict } from "./verdict.ts";

/**
 * Whether preemptive fixed priorities meet every deadline on a periodic resource that gives `budget` ticks of processor
 * somewhere in each `period`. Exact against the worst legal supply.
 * @throws InputError if some D > T, or unless 0 ≤ budget ≤ period are integers, period ≥ 1.
 * Source: Lehoczky, Sha and Ding 1989; Shin and Lee 2003.
 */
export function fpOnPeriodic(
  set: TickTaskSet,
  period: Ticks,
  budget: Ticks,
  maxSteps: number = DEFAULT_STEPS,
): TickVerdict {
  requireConstrained(set.deadlines);
  requireSupply(period, budget);
  if (set.kind === "narrow" && isNarrowSupply(period)) {
    return fpMeetsOnPeriodic(set, Number(period), Number(budget), maxSteps);
  }
  return decideWide(set, BigInt(period), BigInt(budget), maxSteps, fpMeetsOnPeriodic, (wide, Π, Θ, limit) =>
    responseTimes(wide, Π, Θ, [], limit),
  );
}
