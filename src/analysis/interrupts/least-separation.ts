/**
 * The largest rate of one interrupt source on top of all tasks, as the least separation of its events.
 *
 * Claim: a source of cost c per event meets a requirement (demand V(w) by the window `due`, requirement.ts) exactly if its
 * events in some window w ≤ due number at most n with V(w) + n·c ≤ sbf(w). With at most n events allowed, the least
 * period is w/n for sporadic events, (w + J)/n with jitter J, and the least refill of a bucket of N is w/(n − N + 1).
 * The optimum: between two neighbouring ones of {points where V grows} ∪ {bends of sbf} ∪ {due} the least window for n
 * events is affine in n, w_n = k + n·c/slope with k ≥ 0, so w_n/n falls with n: for each of these windows t only
 * n = ⌊(sbf(t) − V(t))/c⌋ matters, and then w = timeToSupply(V(t) + n·c) ≤ t.
 * On a dedicated processor: c + V(t)/n under fixed priorities, c + dbf(t)/⌊(t − dbf(t))/c⌋ under EDF.
 * (The quotient t/n at the tasks' scheduling points is too large in general: the source adds points of its own.)
 * Besides, c per period may not exceed what the tasks leave of the rate. Under EDF no one hyperperiod of the tasks is
 * enough, because of the ⌊ ⌋; the search asks the exact test (limit.ts), whose horizon knows the source.
 * Assumes, source: as limit.ts; closed forms derived from Jeffay and Stone 1993 and Lehoczky, Sha and Ding 1989.
 */
import { InputError } from "../../contract/errors.ts";
import { type EventModel, periodicEvents, sporadicEvents, tokenBucket } from "../../model/event-model.ts";
import { Duration, nonNegative, type Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { Effort } from "../effort.ts";
import { type Limit, mapLimit, searchLimit } from "./limit.ts";
import { longRunRoom } from "./long-run-room.ts";
import { basisOf, type InterruptQuestion, type TickQuestion, tickQuestion } from "./question.ts";
import type { Requirement } from "./requirement.ts";
import { withoutCost } from "./without-cost.ts";

/**
 * The least separation of sporadic events, each of cost `wcet`, with which every deadline is met. The same number is the
 * least distance of a strict shaper in front of a source of unknown rate.
 */
export function leastSeparation(question: InterruptQuestion, wcet: Work): Limit<Duration> {
  return least(question, wcet, {
    at: sporadicEvents,
    fewest: 1n,
    allowing: (window, events) => Rational.of(window, events),
  });
}

/** The least period of events that come up to `jitter` late, however close to each other. */
export function leastPeriod(question: InterruptQuestion, wcet: Work, jitter: Duration): Limit<Duration> {
  nonNegative(jitter, "the jitter of the source");
  return least(question, wcet, {
    at: (period) => periodicEvents({ period, jitter }),
    fewest: 1n,
    jitter,
    allowing: (window, events, late) => Rational.of(window + late, events),
  });
}

/** The least refill of a token bucket of the given capacity. Throws `InputError` unless the capacity is positive. */
export function leastRefill(question: InterruptQuestion, wcet: Work, capacity: bigint): Limit<Duration> {
  if (capacity < 1n) throw new InputError(`a bucket holds ${capacity} tokens: write an integer from 1`);
  return least(question, wcet, {
    at: (refill) => tokenBucket({ capacity, refill }),
    fewest: capacity,
    allowing: (window, events) => Rational.of(window, events - capacity + 1n),
  });
}

/** Event models of one parameter, the long-run separation. */
interface Family {
  at(separation: Duration): EventModel;
  /** How many events no window is sure to be without. */
  readonly fewest: bigint;
  readonly jitter?: Duration;
  /** The least separation with which a window sees at most so many events, in ticks. */
  allowing(window: bigint, events: bigint, jitter: bigint): Rational;
}

function least(question: InterruptQuestion, wcet: Work, family: Family): Limit<Duration> {
  nonNegative(wcet, "the cost of an interrupt");
  const effort = new Effort(question.effort);
  const jitter = family.jitter ?? Duration.zero;
  const ticks = tickQuestion(question, [], [wcet.value, jitter.value]);
  if (wcet.isZero()) return withoutCost(question, effort);
  const room = longRunRoom(ticks);
  if (room.sign() <= 0) return { kind: "none", basis: basisOf(ticks) };
  const { timebase } = ticks;
  const cost = timebase.toTicks(wcet.value);
  const late = timebase.toTicks(jitter.value);
  const found = searchLimit(
    question,
    ticks,
    {
      safer: "larger",
      at: (value) => [{ name: "source", arrivals: family.at(new Duration(value)), wcet }],
      limitOf: (requirement, spent) => {
        const own = leastFor(requirement, ticks, cost, family, late, spent);
        return own instanceof Rational ? own.times(timebase.tick) : own;
      },
    },
    wcet.value.dividedBy(room),
    effort,
  );
  return mapLimit(found, (value) => new Duration(value));
}

/** The least separation with which one requirement is met, in ticks. */
function leastFor(
  requirement: Requirement,
  { supply }: TickQuestion,
  cost: bigint,
  { allowing, fewest }: Family,
  jitter: bigint,
  effort: Effort,
): Rational | "exhausted" | null {
  const { due, demand } = requirement;
  let best: Rational | null = null;
  const consider = (point: bigint): boolean => {
    if (!effort.spend()) return false;
    const wanted = demand(point);
    const events = (supply.sbf(point) - wanted) / cost;
    if (events < fewest) return true;
    const window = supply.timeToSupply(wanted + events * cost) ?? point;
    const own = allowing(window, events, jitter);
    if (best === null || own.lessThan(best)) best = own;
    return true;
  };
  for (const point of requirement.points()) if (!consider(point)) return "exhausted";
  if (due > 0n) for (const bend of supply.breakpoints(due)) if (!consider(bend)) return "exhausted";
  return best;
}
