/**
 * The least factor by which all sources may be stretched in time, so that every deadline is met.
 *
 * Claim: a factor λ multiplies every time of every source: periods, jitters, minimum distances, refills. In [0, w) the
 * stretched sources ask for W(w/λ), W being their load as given: a step function that has the value L_k up to x_k, where it
 * jumps. A requirement is met exactly if for some k the least window w_k that supplies its demand and L_k is not beyond
 * `due` and w_k/λ ≤ x_k; so its own limit is min_k w_k/x_k. No step may be left out: with several sources w_k/x_k goes up
 * and down. Besides, λ is at least the long-run load of the sources over what the tasks leave of the rate.
 * λ < 1 says how much denser all may come at once.
 * Assumes, source: as limit.ts; the scheduling points in the time of the sources are those of Vestal 1994 and Bini, Di
 * Natale and Buttazzo 2008, solved for periods instead of execution times.
 */
import type { EventModel } from "../../model/event-model.ts";
import type { Load } from "../../model/supply.ts";
import { nonNegative } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { loadRate, maxLoad, nextArrival } from "../../workload/load.ts";
import {
  eventsInTicks,
  measuresOfEvents,
  type TickEvents,
  type TickLoad,
} from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { type Limit, searchLimit } from "./limit.ts";
import { longRunRoom } from "./long-run-room.ts";
import { basisOf, type InterruptQuestion, type TickQuestion, tickQuestion } from "./question.ts";
import { leastWindow, type Requirement } from "./requirement.ts";
import { withoutCost } from "./without-cost.ts";

/** The least stretch of `sources`, beside the question's others, which stay as they are. */
export function leastStretch(question: InterruptQuestion, sources: readonly Load[]): Limit<Rational> {
  for (const { name, wcet } of sources) nonNegative(wcet, `the cost of ${name}`);
  const effort = new Effort(question.effort);
  const costly = sources.filter(({ wcet }) => wcet.isPositive());
  if (costly.length === 0) return withoutCost(question, effort);
  const measures = costly.flatMap(({ arrivals, wcet }) => [...measuresOfEvents(arrivals), wcet.value]);
  const ticks = tickQuestion(question, [], measures);
  const { timebase } = ticks;
  const loads = costly.map(({ arrivals, wcet }) => ({
    arrivals: eventsInTicks(arrivals, timebase),
    wcet: timebase.toTicks(wcet.value),
  }));
  const room = longRunRoom(ticks);
  if (room.sign() <= 0) return { kind: "none", basis: basisOf(ticks) };
  const { numerator, denominator } = loadRate(loads);
  return searchLimit(
    question,
    ticks,
    {
      safer: "larger",
      at: (factor) => costly.map((load) => ({ ...load, arrivals: stretched(load.arrivals, factor) })),
      limitOf: (requirement, spent, known) => leastFor(requirement, ticks, loads, spent, known),
    },
    Rational.of(numerator, denominator).dividedBy(room),
    effort,
  );
}

/** The model with every time multiplied by a positive factor. */
export function stretched(events: EventModel, factor: Rational): EventModel {
  if (events.kind === "token-bucket") return { ...events, refill: events.refill.times(factor) };
  return {
    ...events,
    period: events.period.times(factor),
    jitter: events.jitter.times(factor),
    minDistance: events.minDistance.times(factor),
  };
}

/** min_k w_k/x_k; or `known`, where the requirement is met at that stretch, which is sooner found out. */
function leastFor(
  requirement: Requirement,
  { supply }: TickQuestion,
  loads: readonly TickLoad[],
  effort: Effort,
  known: Rational | null,
): Rational | "exhausted" | null {
  if (known !== null) {
    const met = isMetAt(known, requirement, supply, loads, effort);
    if (met !== false) return met === true ? known : met;
  }
  let best: Rational | null = null;
  let window = 0n;
  for (let jump = nextArrival(loads, 0n); ; jump = nextArrival(loads, jump)) {
    if (!effort.spend(loads.length)) return "exhausted";
    const next = leastWindow(requirement, supply, maxLoad(loads, jump), window, effort);
    if (next === "exhausted") return next;
    if (next === null) return best;
    window = next;
    if (best === null || window * best.denominator < best.numerator * jump) best = Rational.of(window, jump);
  }
}

/** Whether some window up to `due` supplies the demand and what the stretched sources ask for in it. */
function isMetAt(
  { numerator, denominator }: Rational,
  { due, demand }: Requirement,
  supply: SupplyBound,
  loads: readonly TickLoad[],
  effort: Effort,
): boolean | "exhausted" {
  // W(w/λ) with w/λ = w·denominator/numerator: all times of the sources by the numerator, the window by the denominator.
  const finer = loads.map(({ arrivals, wcet }) => ({ arrivals: multiplied(arrivals, numerator), wcet }));
  let window = 1n;
  while (window <= due) {
    if (!effort.spend(loads.length)) return "exhausted";
    const next = supply.timeToSupply(demand(window) + maxLoad(finer, window * denominator));
    if (next === null) return false;
    if (next <= window) return true;
    window = next;
  }
  return false;
}

function multiplied(events: TickEvents, factor: bigint): TickEvents {
  if (events.kind === "token-bucket") return { ...events, refill: events.refill * factor };
  if (events.kind === "joint") {
    const limits = events.limits.map(({ period, jitter }) => ({
      period: period * factor,
      jitter: jitter * factor,
    }));
    return { ...events, limits };
  }
  const { period, jitter, minDistance } = events;
  return { ...events, period: period * factor, jitter: jitter * factor, minDistance: minDistance * factor };
}
