import { InputError } from "../contract/errors.ts";
import { Duration, nonNegative, positive, type Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { duration, work } from "../numeric/unit.ts";
import type { EventModel } from "./event-model.ts";

/** The processor itself: t units of work in every window of length t. */
export interface DedicatedSupply {
  readonly kind: "dedicated";
}

/** Γ = (Π, Θ): at least `budget` in each period [kΠ, (k+1)Π) (Shin and Lee 2003). */
export interface PeriodicResource {
  readonly kind: "periodic";
  readonly period: Duration;
  readonly budget: Work;
}

/** Ω = (Π, Θ, Δ): at least `budget` in each [kΠ, kΠ + Δ) (Easwaran, Anand and Lee 2007). */
export interface EdpResource {
  readonly kind: "edp";
  readonly period: Duration;
  readonly budget: Work;
  readonly deadline: Duration;
}

/** (α, Δ): at least α(t − Δ) in every window of length t (Mok, Feng and Chen 2001). */
export interface BoundedDelay {
  readonly kind: "bounded-delay";
  readonly rate: Rational;
  readonly delay: Duration;
}

/** A window [start, end) of a cyclic table. */
export interface TableWindow {
  readonly start: Duration;
  readonly end: Duration;
}

/** The windows that one VM has in each frame of a TDMA or ARINC 653 table, sorted and disjoint. */
export interface TableSupply {
  readonly kind: "table";
  readonly frame: Duration;
  readonly windows: readonly TableWindow[];
}

/**
 * How a server treats its budget. `periodic-idling` burns it while the guest idles; `polling` drops it when the guest
 * is idle at the poll; `deferrable` and `xen-rtds` keep it to the period's end; `sporadic` replenishes what was used a
 * period after the server could have begun to use it, whether or not it got to run then; `hard-cbs` and `sched-deadline` apply the CBS wake-up test and throttle.
 */
export type ServerKind =
  | "periodic-idling"
  | "polling"
  | "deferrable"
  | "sporadic"
  | "hard-cbs"
  | "xen-rtds"
  | "sched-deadline";

export const SERVER_KINDS: readonly ServerKind[] = [
  "periodic-idling",
  "polling",
  "deferrable",
  "sporadic",
  "hard-cbs",
  "xen-rtds",
  "sched-deadline",
];

/** A server of the VMM: `budget` in every `period`, due `deadline` after each replenishment. */
export interface Server {
  readonly kind: "server";
  readonly server: ServerKind;
  readonly period: Duration;
  readonly budget: Work;
  readonly deadline: Duration;
  /**
   * Xen RTDS: a budget that is used up is renewed at once, but counts for less than those of servers that have used fewer of
   * theirs. So the VM also takes what all others leave, at the cost of VMs without a server.
   */
  readonly extratime?: true;
}

/** Load that runs above a supply: events of a model, each taking at most `wcet`. */
export interface Load {
  readonly name: string;
  readonly arrivals: EventModel;
  readonly wcet: Work;
}

/** What remains of a supply below load of higher priority. */
export interface LeftoverSupply {
  readonly kind: "leftover";
  readonly of: Supply;
  readonly load: readonly Load[];
}

/** What a guest may count on. */
export type Supply =
  | DedicatedSupply
  | PeriodicResource
  | EdpResource
  | BoundedDelay
  | TableSupply
  | Server
  | LeftoverSupply;

type Time = string | Duration;

export function dedicated(): DedicatedSupply {
  return { kind: "dedicated" };
}

/** Throws `InputError` unless 0 ≤ budget ≤ period and period > 0. */
export function periodicResource(given: { period: Time; budget: string | Work }): PeriodicResource {
  const period = positive(duration(given.period), "the period of the resource");
  return { kind: "periodic", period, budget: within(given.budget, period, "period") };
}

/** Throws `InputError` unless 0 ≤ budget ≤ deadline ≤ period. */
export function edpResource(given: { period: Time; budget: string | Work; deadline: Time }): EdpResource {
  const period = positive(duration(given.period), "the period of the resource");
  const deadline = dueWithin(given.deadline, period);
  return { kind: "edp", period, deadline, budget: within(given.budget, deadline, "deadline") };
}

/** Throws `InputError` unless 0 ≤ rate ≤ 1 and delay ≥ 0. */
export function boundedDelay(given: { rate: string | Rational; delay: Time }): BoundedDelay {
  const rate = Rational.from(given.rate);
  if (rate.sign() < 0 || Rational.one.lessThan(rate)) {
    throw new InputError(`the rate is ${rate}: write a share of the processor from 0 to 1, such as "1/2"`);
  }
  return { kind: "bounded-delay", rate, delay: nonNegative(duration(given.delay), "the delay") };
}

/** Throws `InputError` unless the windows are sorted, disjoint (they may touch) and inside the frame. */
export function table(given: { frame: Time; windows: readonly { start: Time; end: Time }[] }): TableSupply {
  const frame = positive(duration(given.frame), "the frame");
  const windows = given.windows.map(({ start, end }) => ({ start: duration(start), end: duration(end) }));
  let previous = Duration.zero;
  for (const { start, end } of windows) {
    if (start.lessThan(previous)) throw new InputError(`a window starts at ${start}, before ${previous}`);
    if (!start.lessThan(end))
      throw new InputError(`a window ends at ${end}, not after its start at ${start}`);
    previous = end;
  }
  if (frame.lessThan(previous))
    throw new InputError(`a window ends at ${previous}, after the frame of ${frame}`);
  return { kind: "table", frame, windows };
}

/**
 * Throws `InputError` unless 0 ≤ budget ≤ deadline ≤ period, and for extratime of anything but `xen-rtds`. `deadline` defaults
 * to the period.
 */
export function server(given: {
  server: ServerKind;
  period: Time;
  budget: string | Work;
  deadline?: Time;
  extratime?: boolean;
}): Server {
  const { extratime = false } = given;
  if (extratime && given.server !== "xen-rtds")
    throw new InputError(`a ${given.server} server has no extratime: only xen-rtds has`);
  const period = positive(duration(given.period), "the period of the server");
  const deadline = given.deadline === undefined ? period : dueWithin(given.deadline, period);
  return {
    kind: "server",
    server: given.server,
    period,
    deadline,
    budget: within(given.budget, deadline, "deadline"),
    ...(extratime ? { extratime } : {}),
  };
}

export function leftover(of: Supply, load: readonly Load[]): LeftoverSupply {
  return { kind: "leftover", of, load };
}

function within(budget: string | Work, limit: Duration, name: string): Work {
  const amount = nonNegative(work(budget), "the budget");
  if (limit.lessThan(amount.asDuration())) {
    throw new InputError(`the budget of ${amount} exceeds the ${name} of ${limit}`);
  }
  return amount;
}

function dueWithin(given: Time, period: Duration): Duration {
  const deadline = positive(duration(given), "the deadline of the resource");
  if (period.lessThan(deadline))
    throw new InputError(`the deadline of ${deadline} exceeds the period of ${period}`);
  return deadline;
}
