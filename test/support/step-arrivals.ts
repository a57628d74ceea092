import type { EventModel } from "../../src/model/event-model.ts";
import type { Task } from "../../src/model/task.ts";
import { type Chance, ticksOf } from "./step-time.ts";

/** How one run draws what the description leaves open. */
export interface Manner {
  /** Everything that can is released together, jitter first. */
  readonly together: boolean;
  /** No sporadic event comes later than it must. */
  readonly dense: boolean;
  /** Every job takes its whole wcet. */
  readonly full: boolean;
}

/** Nothing arrives before: by then every server has been replenished once. */
const WARM_UP = 24;

export interface Release {
  readonly arrival: number;
  readonly at: number;
}

/** The releases of a task, in the order of its arrivals, until `end`; `start` is the common instant of a run in which all come together. */
export function releasesOf(
  task: Task,
  manner: Manner,
  start: number,
  end: number,
  chance: Chance,
): Release[] {
  const period = ticksOf(task.period);
  const jitter = ticksOf(task.jitter);
  const together = manner.together && task.offset === null;
  let arrival =
    (task.offset === null ? (together ? start - jitter : chance.below(2 * period)) : ticksOf(task.offset)) +
    WARM_UP;
  const releases: Release[] = [];
  while (arrival < end) {
    const late = together ? Math.max(0, start + WARM_UP - arrival) : chance.below(jitter + 1);
    releases.push({ arrival, at: Math.max(arrival + late, releases.at(-1)?.at ?? 0) });
    const gap = task.sporadic && !manner.dense && chance.oneIn(3) ? chance.below(period) : 0;
    arrival += period + gap;
  }
  return releases;
}

/** The arrivals of an event model until `end`. */
export function arrivalsOf(
  events: EventModel,
  manner: Manner,
  start: number,
  end: number,
  chance: Chance,
): number[] {
  return events.kind === "periodic"
    ? jittered(ticksOf(events.period), ticksOf(events.jitter), ticksOf(events.minDistance), {
        manner,
        start,
        end,
        chance,
      })
    : tokens(Number(events.capacity), ticksOf(events.refill), { manner, start, end, chance });
}

interface Draw {
  readonly manner: Manner;
  readonly start: number;
  readonly end: number;
  readonly chance: Chance;
}

function jittered(
  period: number,
  jitter: number,
  distance: number,
  { manner, start, end, chance }: Draw,
): number[] {
  const sporadic = distance === period;
  const arrivals: number[] = [];
  let nominal = WARM_UP + (manner.together ? start - jitter : chance.below(2 * period));
  for (let previous = Number.NEGATIVE_INFINITY; nominal < end; nominal += period) {
    const wanted = manner.together ? Math.max(nominal, start + WARM_UP) : nominal + chance.below(jitter + 1);
    const at = Math.max(wanted, previous + distance);
    if (at < end) arrivals.push(at);
    previous = at;
    if (sporadic && !manner.dense && chance.oneIn(3)) nominal += chance.below(period);
  }
  return arrivals;
}

/** The bucket holds a whole number of refills' worth of credit: in units of one tick's credit, `refill` per token. */
function tokens(capacity: number, refill: number, { manner, start, end, chance }: Draw): number[] {
  const arrivals: number[] = [];
  let credit = capacity * refill;
  for (let now = 0; now < end; now++) {
    const holds = now < WARM_UP + (manner.together ? start : 0) || (!manner.together && chance.oneIn(2));
    while (!holds && credit >= refill) {
      arrivals.push(now);
      credit -= refill;
    }
    credit = Math.min(capacity * refill, credit + 1);
  }
  return arrivals;
}
