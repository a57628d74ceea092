/**
 * Which rates of two interrupt sources can be let in together.
 *
 * Claim: with the first source at a separation T₁ the least separation of the second is a single-source limit
 * (least-separation.ts) beside a source that stays as it is; every such point is as exact as that limit. The least T₂ does
 * not grow with T₁, since admission is monotone in every separation. So between two neighbouring points the greater of
 * their T₂ is admissible, and the less a bound that nothing admissible undercuts: `points` stand for a staircase on the
 * safe side, not for a line. Three or more sources: put all but two into the question's others.
 */
import { InputError } from "../../contract/errors.ts";
import { sporadicEvents } from "../../model/event-model.ts";
import type { Load } from "../../model/supply.ts";
import type { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { leastSeparation } from "./least-separation.ts";
import type { Limit } from "./limit.ts";
import type { InterruptQuestion } from "./question.ts";

/** A source whose rate is in question. */
export interface CostlySource {
  readonly name: string;
  readonly wcet: Work;
}

export interface FrontierPoint {
  /** The separation of the first source; null where it is absent. */
  readonly first: Duration | null;
  /** The least separation of the second beside it; "none" where it leaves no room. */
  readonly second: Limit<Duration>;
}

/**
 * Points of the frontier from the absence of the first source to its greatest rate, at `count` equal steps of its rate:
 * the k-th has k/count of it. Empty but for the first point where no rate of the first source is a number.
 */
export function rateFrontier(
  question: InterruptQuestion,
  [first, second]: readonly [CostlySource, CostlySource],
  count: number,
): readonly FrontierPoint[] {
  if (!(Number.isSafeInteger(count) && count >= 1)) {
    throw new InputError(`a frontier of ${count} steps: write an integer from 1`);
  }
  const fastest = leastSeparation(question, first.wcet);
  const points: FrontierPoint[] = [{ first: null, second: leastSeparation(question, second.wcet) }];
  if (fastest.kind !== "limit") return points;
  for (let step = 1; step <= count; step++) {
    const separation = fastest.value.times(Rational.of(BigInt(count), BigInt(step)));
    const present: Load = { name: first.name, arrivals: sporadicEvents(separation), wcet: first.wcet };
    const beside = { ...question, others: [...(question.others ?? []), present] };
    points.push({ first: separation, second: leastSeparation(beside, second.wcet) });
  }
  return points;
}
