import type { EventModel } from "../model/event-model.ts";
import type { Load } from "../model/supply.ts";
import type { Duration, Work } from "../numeric/quantity.ts";

/** At most ⌈(t + jitter)/period⌉ events in a window of length t: n events take at least (n − 1)·period − jitter. */
export interface EventLimit {
  readonly period: Duration;
  readonly jitter: Duration;
}

/** Events that keep several limits at once, as those of a source behind a shaper do. At least one limit. */
export interface JointEvents {
  readonly kind: "joint";
  readonly limits: readonly EventLimit[];
}

/** What bounds a stream of events: a model that a source is described by, or what is derived from such models. */
export type EventBound = EventModel | JointEvents;

/** Load above a supply: bounded events, each taking at most `wcet`. A described load is one. */
export interface BoundedLoad {
  readonly name: string;
  readonly arrivals: EventBound;
  readonly wcet: Work;
}

/** Whether a load's events are those of a model, which a scenario can tell; joint limits are known to be a bound only. */
export function isDescribed(load: BoundedLoad): load is Load {
  return load.arrivals.kind !== "joint";
}
