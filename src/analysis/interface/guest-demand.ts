/**
 * What a guest asks of its supply, as a least interface is searched for: its tasks under one of two schedulers, with the
 * blocking that follows from their sections.
 */
import type { Task } from "../../model/task.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";
import { commonTick, type Timebase } from "../../numeric/timebase.ts";
import { inTicks, type TickTask } from "../../workload/tick-task.ts";
import { measuresOfTask } from "../compile.ts";
import { blockingInTicks, edfBlocking } from "../edf/blocking.ts";
import { Effort } from "../effort.ts";
import { withBlocking } from "../fixed-priority/blocking.ts";
import type { Rounding, SupplyFamily } from "./family.ts";
import type { Deciding, Exhausted, Least } from "./least.ts";
import { leastForEdf } from "./least-edf.ts";
import { leastForFixedPriority } from "./least-fixed-priority.ts";

/** Preemptive; `fixed-priority` takes the tasks in priority order, highest first. */
export type LocalScheduling = "fixed-priority" | "edf";

export interface GuestDemand {
  readonly tasks: readonly Task[];
  readonly scheduling: LocalScheduling;
  /** Elementary steps that the search may take. */
  readonly effort?: number | undefined;
}

/** The demand that forbids anything smaller: at a deadline of the task so much must be supplied in a window. */
export interface DecidingDemand {
  readonly task: string;
  readonly window: Duration;
  readonly demand: Work;
}

/** No supply of the kind will do. */
export interface NoInterface {
  readonly kind: "infeasible";
  /** Null where the utilization alone forbids it. */
  readonly deciding: DecidingDemand | null;
  /** One line for people. */
  readonly why: string;
}

/** A tick in which the tasks and some more numbers of seconds are integers. */
export function tickFor(
  { tasks }: GuestDemand,
  more: readonly Rational[],
  rates: readonly Rational[] = [],
): Timebase {
  return commonTick([...tasks.flatMap(measuresOfTask), ...more], rates);
}

/** The least parameter of a family on the given tick; times are multiplied by `slowdown`, amounts of work are not. */
export function leastOnTick(
  { tasks, scheduling, effort }: GuestDemand,
  timebase: Timebase,
  family: SupplyFamily,
  rounding: Rounding,
  slowdown = 1n,
): Least {
  const limit = new Effort(effort);
  if (scheduling === "edf") {
    const segments = edfBlocking(tasks.map((task) => blockingInTicks(task, timebase)));
    const problem = {
      tasks: tasks.map((task) => slowed(inTicks(task, timebase), slowdown)),
      segments: segments.map((segment) => ({ ...segment, from: segment.from * slowdown })),
    };
    return leastForEdf(problem, family, rounding, limit);
  }
  const blocked = withBlocking(tasks).map((task) => slowed(inTicks(task, timebase), slowdown));
  return leastForFixedPriority(blocked, family, rounding, limit);
}

function slowed(task: TickTask, slowdown: bigint): TickTask {
  return {
    ...task,
    period: task.period * slowdown,
    deadline: task.deadline * slowdown,
    jitter: task.jitter * slowdown,
  };
}

/** Back to seconds; null where the utilization decides. */
export function decidingDemand(
  deciding: Deciding,
  { tasks }: GuestDemand,
  timebase: Timebase,
): DecidingDemand | null {
  if (deciding.kind === "utilization") return null;
  return {
    task: tasks[deciding.task]?.name ?? "",
    window: new Duration(timebase.toSeconds(deciding.window)),
    demand: new Work(timebase.toSeconds(deciding.demand)),
  };
}

/** States what forbids every supply of a kind, "the largest budget" say. */
export function noInterface(deciding: DecidingDemand | null, most: string): NoInterface {
  const why =
    deciding === null
      ? `the tasks ask for a larger share of the processor than ${most} gives`
      : `${deciding.task} needs ${deciding.demand} in a window of ${deciding.window}, more than ${most} gives`;
  return { kind: "infeasible", deciding, why };
}

/** The effort was spent before the least parameter was found. */
export type SpentEffort = Pick<Exhausted, "kind" | "reason" | "limit">;
