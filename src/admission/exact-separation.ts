/**
 * The least separation of a source with which every guest of its core meets its deadlines, by the closed forms of
 * ../analysis/interrupts/least-separation.ts, where these say all (exact-questions.ts). The value is put through the full
 * check, too.
 */
import { leastPeriod, leastRefill, leastSeparation } from "../analysis/interrupts/least-separation.ts";
import type { Limit } from "../analysis/interrupts/limit.ts";
import type { InterruptQuestion } from "../analysis/interrupts/question.ts";
import type { InterruptSource } from "../model/interrupt.ts";
import type { Duration, Work } from "../numeric/quantity.ts";
import { chargeOf, exactQuestions, strictest } from "./exact-questions.ts";
import type { Trial } from "./trial.ts";
import { withSeparation } from "./variants.ts";

/** "none": with no separation at all. Null where the closed forms do not tell. */
export function exactSeparation(
  trial: Trial,
  source: InterruptSource,
  others: readonly InterruptSource[],
): Duration | "none" | null {
  const questions = exactQuestions(trial, [source], others);
  if (questions === null) return null;
  const found = strictest(
    questions.map(({ vm, question }) => {
      const wcet = chargeOf(trial.system, vm, source);
      return wcet && leastFor(question, wcet, source);
    }),
    (a, b) => b.lessThan(a),
  );
  if (found === "none") return found;
  if (found === null || found === "unlimited") return null;
  return trial.admits([...others, withSeparation(source, found.value)]) ? found.value : null;
}

/** Null for events that no closed form is known for. */
function leastFor(
  question: InterruptQuestion,
  wcet: Work,
  { arrivals }: InterruptSource,
): Limit<Duration> | null {
  if (arrivals.kind === "token-bucket") return leastRefill(question, wcet, arrivals.capacity);
  if (arrivals.minDistance.equals(arrivals.period)) return leastSeparation(question, wcet);
  return arrivals.minDistance.isZero() ? leastPeriod(question, wcet, arrivals.jitter) : null;
}
