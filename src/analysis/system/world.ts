import type { Blocker, ReleasePattern, Scenario } from "../../certificate/scenario.ts";
import type { Guest } from "../../model/guest.ts";
import type { Load } from "../../model/supply.ts";
import type { SupplyPattern } from "../../model/supply-pattern.ts";
import type { Task } from "../../model/task.ts";
import { Duration, Instant } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { commonTick, type Timebase } from "../../numeric/timebase.ts";
import { bestCase, bestPattern } from "../../supply/best-case.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import type { DerivedSupply } from "../../supply/derived-supply.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import { worstPattern } from "../../supply/worst-pattern.ts";
import { isDescribed } from "../../workload/event-bound.ts";
import { measuresOfTask } from "../compile.ts";
import { type GuestProblem, unwrapped } from "./guest-problem.ts";

/**
 * A course of events that the description allows, in which a miss would be real: what is supplied, and what else runs.
 * In every world all tasks are first released together at instant 0, the first jobs after their full jitter.
 */
export interface World {
  /** Whether the supply is the worst there is, or the kindest. */
  readonly kind: "worst" | "best";
  readonly bound: SupplyBound;
  /** The concrete supply whose service in [0, window) is at most `bound.sbf(window)`; null where none can be written. */
  readonly patternFor: (window: Duration) => SupplyPattern | null;
  readonly interference: readonly Load[];
}

/**
 * The worlds in which to look for a miss, the kindest last: the worst supply, where it is legal and attained, and the
 * best supply, which refutes whatever the legal supply may be.
 *
 * A miss under fixed priorities shows on the worst supply only if one pattern attains sbf in every window. Under EDF the
 * work due in one window is what counts, so that a table will do: some phase of it supplies exactly sbf(t) in [0, t).
 * None where a task has an offset: its jobs need not be released together with the others. None on a contract either,
 * which may be exceeded.
 */
export function legalWorlds(
  problem: GuestProblem,
  timebase: Timebase,
  policy: "fixed-priority" | "edf",
): readonly World[] {
  const { guest, free } = problem;
  if (free === null || guest.tasks.some((task) => task.offset !== null)) return [];
  const { base, load } = unwrapped(free);
  const worst = boundOf(free, timebase);
  const inWorstWorld: World = {
    kind: "worst",
    bound: worst,
    patternFor: (window) => worstPattern(base, window, grainOf(guest, free)),
    interference: load.filter(isDescribed),
  };
  const inBestWorld: World = {
    kind: "best",
    bound: bestCase(base, boundOf(base, timebase)),
    patternFor: () => bestPattern(base),
    interference: [],
  };
  const real = worst.attained || (policy === "edf" && base.kind === "table" && load.length === 0);
  return problem.attained && real && load.every(isDescribed) ? [inWorstWorld, inBestWorld] : [inBestWorld];
}

/**
 * A length that divides every release, deadline and delay of the problem. A supply that is at its least at every multiple
 * lets no job end that the bound does not: the work ahead of it changes at multiples only, and in between the supply stays
 * below what it will be at the next.
 */
function grainOf(guest: Guest, supply: DerivedSupply): Duration {
  return new Duration(
    commonTick([...guest.tasks.flatMap(measuresOfTask), ...measuresOf(supply).seconds]).tick,
  );
}

/** A job that is not complete at its deadline in some world. */
export interface LateJob {
  readonly task: Task;
  /** Counted from 0. */
  readonly job: bigint;
  readonly blocker: Blocker | null;
}

/** The scenario of a late job. Null where its world's supply cannot be written as a pattern. */
export function scenarioOf(
  tasks: readonly Task[],
  { task, job, blocker }: LateJob,
  world: World,
): Scenario | null {
  const arrival = arrivalOf(task, job);
  const due = arrival.after(task.deadline);
  const supply = world.patternFor(due.since(Instant.origin));
  if (supply === null) return null;
  return {
    releases: tasks.filter((each) => each.wcet.isPositive()).map(releaseOf),
    interference: world.interference,
    supply,
    blocker,
    miss: { task: task.name, job: Number(job), arrival, deadline: due, finish: null },
  };
}

function releaseOf(task: Task): ReleasePattern {
  return { task: task.name, firstArrival: arrivalOf(task, 0n), period: task.period, wcet: task.wcet };
}

/** Job 0 has suffered its full jitter when it is released at instant 0. */
function arrivalOf({ jitter, period }: Task, job: bigint): Instant {
  const first = Instant.origin.after(Duration.zero.minus(jitter));
  return first.after(period.times(Rational.of(job)));
}
