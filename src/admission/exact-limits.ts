/**
 * The costliest handler, the largest burst and the least stretch with which every guest of the core meets its deadlines,
 * by the closed forms of ../analysis/interrupts, where these say all (exact-questions.ts). Each value is put through the
 * full check, too; null where it cannot be had so.
 */
import { largestBurst } from "../analysis/interrupts/largest-burst.ts";
import { largestCost } from "../analysis/interrupts/largest-cost.ts";
import { leastStretch } from "../analysis/interrupts/least-stretch.ts";
import { type Limit, mapLimit } from "../analysis/interrupts/limit.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import type { Vm } from "../model/system.ts";
import type { Work } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import { chargeOf, exactQuestions, strictest } from "./exact-questions.ts";
import type { Trial } from "./trial.ts";
import { costlyHalf, separationOf, stretched, withBurst, withCost } from "./variants.ts";

/** The longest half (variants.ts, `costlyHalf`) of a source's handler. */
export function exactCost(
  trial: Trial,
  source: InterruptSource,
  others: readonly InterruptSource[],
): Work | null {
  const questions = exactQuestions(trial, [source], others);
  if (questions === null) return null;
  const found = strictest(
    questions.map(({ vm, question }) => {
      const fixed = fixedCharge(trial, vm, source);
      if (fixed === null) return null;
      if (fixed === "all") return { kind: "unlimited" } as const;
      return mapLimit(largestCost(question, source.arrivals), (charge) => charge.minus(fixed));
    }),
    (a, b) => a.lessThan(b),
  );
  if (found === null || typeof found === "string" || !found.value.isPositive()) return null;
  return trial.admits([...others, withCost(source, found.value)]) ? found.value : null;
}

/**
 * What a VM is charged per event besides the half in question; "all" where it is not charged for that at all. The charge
 * is a sum of halves and VMM costs, so that two lengths tell.
 */
function fixedCharge(trial: Trial, vm: Vm, source: InterruptSource): Work | "all" | null {
  const written = source[costlyHalf(source)];
  const half = written.isPositive() ? written : separationOf(source).asWork();
  const once = chargeOf(trial.system, vm, withCost(source, half));
  const twice = chargeOf(trial.system, vm, withCost(source, half.plus(half)));
  if (once === null || twice === null) return null;
  if (once.equals(twice)) return "all";
  return twice.equals(once.plus(half)) ? once.minus(half) : null;
}

/** The most events at once, with one more per separation. */
export function exactBurst(
  trial: Trial,
  source: InterruptSource,
  others: readonly InterruptSource[],
): bigint | null {
  const questions = exactQuestions(trial, [source], others);
  if (questions === null) return null;
  const refill = separationOf(source);
  const found = strictest(
    questions.map(({ vm, question }): Limit<bigint> | null => {
      const wcet = chargeOf(trial.system, vm, source);
      return wcet && largestBurst(question, wcet, refill);
    }),
    (a, b) => a < b,
  );
  if (found === null || typeof found === "string") return null;
  return trial.admits([...others, withBurst(source, found.value)]) ? found.value : null;
}

/** The least factor on all times of all sources. */
export function exactStretch(trial: Trial, sources: readonly InterruptSource[]): Rational | null {
  const questions = exactQuestions(trial, sources, []);
  if (questions === null) return null;
  const found = strictest(
    questions.map(({ vm, question }): Limit<Rational> | null => {
      const local = sources.filter(({ core }) => core === vm.core);
      const loads = local.flatMap((source) => {
        const wcet = chargeOf(trial.system, vm, source);
        return wcet === null ? [] : [{ name: source.name, arrivals: source.arrivals, wcet }];
      });
      return loads.length < local.length ? null : leastStretch(question, loads);
    }),
    (a, b) => b.lessThan(a),
  );
  if (found === null || typeof found === "string") return null;
  const slowed = sources.map((source) => stretched(source, found.value));
  return trial.admits(slowed) ? found.value : null;
}
