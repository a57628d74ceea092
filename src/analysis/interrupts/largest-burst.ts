/**
 * The largest capacity of a token bucket with a given refill and cost per event, with which every deadline is met: the
 * largest burst that may be let in.
 *
 * Claim: a bucket of N lets in N − 1 + ⌈w/R⌉ events in a window w, so a requirement's own limit is
 * max ⌊(sbf(w) − V(w))/c⌋ − ⌈w/R⌉ + 1 over the points of largest-cost.ts. The capacity does not matter to the long-run
 * rate, which c/R must leave room for.
 * Assumes, source: as largest-cost.ts.
 */
import { tokenBucket } from "../../model/event-model.ts";
import { ceilDiv, floorDiv } from "../../numeric/integer.ts";
import { type Duration, nonNegative, positive, type Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { Effort } from "../effort.ts";
import { pointsWithEvents } from "./largest-cost.ts";
import { type Limit, mapLimit, searchLimit } from "./limit.ts";
import { longRunRoom } from "./long-run-room.ts";
import { basisOf, type InterruptQuestion, type TickQuestion, tickQuestion } from "./question.ts";
import type { Requirement } from "./requirement.ts";
import { withoutCost } from "./without-cost.ts";

/** The largest number of tokens; "none" where not even a bucket of one is admissible, "unlimited" where no task has work. */
export function largestBurst(question: InterruptQuestion, wcet: Work, refill: Duration): Limit<bigint> {
  nonNegative(wcet, "the cost of an interrupt");
  positive(refill, "the refill");
  const effort = new Effort(question.effort);
  if (wcet.isZero()) return withoutCost(question, effort);
  const ticks = tickQuestion(question, [], [wcet.value, refill.value]);
  const { timebase } = ticks;
  if (longRunRoom(ticks).lessThan(wcet.over(refill))) return { kind: "none", basis: basisOf(ticks) };
  const [cost, interval] = [timebase.toTicks(wcet.value), timebase.toTicks(refill.value)];
  const found = searchLimit(
    question,
    ticks,
    {
      safer: "smaller",
      at: (value) => [{ name: "source", arrivals: tokenBucket({ capacity: value.floor(), refill }), wcet }],
      limitOf: (requirement, spent) => largestFor(requirement, ticks, cost, interval, spent),
      round: (value) => Rational.of(value.floor() > 1n ? value.floor() : 1n),
    },
    null,
    effort,
  );
  return mapLimit(found, (value) => value.numerator);
}

function largestFor(
  requirement: Requirement,
  { supply }: TickQuestion,
  cost: bigint,
  refill: bigint,
  effort: Effort,
): Rational | "exhausted" | null {
  let best = 0n;
  const single = { kind: "token-bucket", capacity: 1n, refill } as const;
  for (const point of pointsWithEvents(requirement, single)) {
    if (!effort.spend()) return "exhausted";
    const events = floorDiv(supply.sbf(point) - requirement.demand(point), cost);
    const tokens = events - ceilDiv(point, refill) + 1n;
    if (tokens > best) best = tokens;
  }
  return best < 1n ? null : Rational.of(best);
}
