/**
 * The largest cost per event of one interrupt source whose arrivals are known, with which every deadline is met.
 *
 * Claim: a requirement is met exactly if V(w) + η⁺(w)·c ≤ sbf(w) for some w ≤ due, so its own limit is
 * max (sbf(w) − V(w)) / η⁺(w). Between jumps of V and η⁺ the quotient does not fall: the points where V grows, those where
 * an event comes, and `due` are enough. Besides, c is at most what the tasks leave of the rate per separation.
 * Assumes, source: as limit.ts; Vestal 1994 and Bini, Di Natale and Buttazzo 2008 for a single execution time.
 */
import type { EventModel } from "../../model/event-model.ts";
import { Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { maxArrivals } from "../../workload/event-bounds.ts";
import { nextArrival, separation } from "../../workload/load.ts";
import { eventsInTicks, measuresOfEvents, type TickEvents } from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { type Limit, mapLimit, searchLimit } from "./limit.ts";
import { longRunRoom } from "./long-run-room.ts";
import { basisOf, type InterruptQuestion, type TickQuestion, tickQuestion } from "./question.ts";
import type { Requirement } from "./requirement.ts";

/** The largest cost, 0 where the deadlines are just met without the source. */
export function largestCost(question: InterruptQuestion, arrivals: EventModel): Limit<Work> {
  const effort = new Effort(question.effort);
  const ticks = tickQuestion(question, [], measuresOfEvents(arrivals));
  const { timebase } = ticks;
  const events = eventsInTicks(arrivals, timebase);
  const room = longRunRoom(ticks);
  if (room.sign() < 0) return { kind: "none", basis: basisOf(ticks) };
  const found = searchLimit(
    question,
    ticks,
    {
      safer: "smaller",
      at: (value) => [{ name: "source", arrivals, wcet: new Work(value) }],
      limitOf: (requirement, spent) => {
        const own = largestFor(requirement, ticks, events, spent);
        return own instanceof Rational ? own.times(timebase.tick) : own;
      },
    },
    room.times(timebase.toSeconds(separation(events))),
    effort,
  );
  return mapLimit(found, (value) => new Work(value));
}

function largestFor(
  requirement: Requirement,
  { supply }: TickQuestion,
  events: TickEvents,
  effort: Effort,
): Rational | "exhausted" | null {
  let best = Rational.of(-1n);
  for (const point of pointsWithEvents(requirement, events)) {
    if (!effort.spend()) return "exhausted";
    const rest = supply.sbf(point) - requirement.demand(point);
    const count = maxArrivals(events, point);
    if (rest * best.denominator > best.numerator * count) best = Rational.of(rest, count);
  }
  return best.sign() < 0 ? null : best;
}

/** The windows in (0, due] just after which the demand or the number of events grows, and `due`. */
export function* pointsWithEvents(requirement: Requirement, events: TickEvents): Generator<bigint, void> {
  yield* requirement.points();
  const loads = [{ arrivals: events, wcet: 1n }];
  for (let jump = nextArrival(loads, 0n); jump < requirement.due; jump = nextArrival(loads, jump)) yield jump;
}
