/**
 * The tests of one core of a partitioned system: the exact ones for one processor. EDF by the processor demand, fixed
 * priorities by response times, in the order of the periods or deadlines. With blocking both are sufficient.
 */
import { unreachable } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import type { Task } from "../../model/task.ts";
import type { Timebase } from "../../numeric/timebase.ts";
import { dedicatedBound } from "../../supply/dedicated.ts";
import { inTicks, type TickTask } from "../../workload/tick-task.ts";
import { blockingInTicks, edfBlocking } from "../edf/blocking.ts";
import { decideDemand } from "../edf/demand.ts";
import type { Effort } from "../effort.ts";
import { withBlocking } from "../fixed-priority/blocking.ts";
import { deadlineMonotonic } from "../fixed-priority/priority-assignment.ts";
import { firstMiss } from "../fixed-priority/response-time.ts";
import type { Fit } from "./packing.ts";

/** How each core orders the tasks placed on it. */
export type CoreScheduling = "edf" | "rate-monotonic" | "deadline-monotonic";

/** Whether one core meets the deadlines of the tasks. */
export function fitsOneCore(
  tasks: readonly Task[],
  scheduling: CoreScheduling,
  timebase: Timebase,
  effort: () => Effort,
): Fit {
  switch (scheduling) {
    case "edf":
      return fitsEdf(tasks, timebase, effort());
    case "rate-monotonic":
      return fitsFixedPriority([...tasks].sort(byPeriod), timebase, effort);
    case "deadline-monotonic":
      return fitsFixedPriority(deadlineMonotonic(tasks), timebase, effort);
    default:
      return unreachable(scheduling);
  }
}

/** Shortest period first; of equal ones the one that is due first. */
function byPeriod(a: Task, b: Task): number {
  return a.period.compare(b.period) || a.deadline.compare(b.deadline);
}

function fitsEdf(tasks: readonly Task[], timebase: Timebase, effort: Effort): Fit {
  const segments = edfBlocking(tasks.map((task) => blockingInTicks(task, timebase)));
  const ticks = tasks.map((task) => inTicks(task, timebase));
  switch (decideDemand(ticks, dedicatedBound, segments, effort).kind) {
    case "met":
      return "fits";
    case "violated":
    case "overloaded":
      return "misses";
    case "undetermined":
      return "undetermined";
  }
}

function fitsFixedPriority(tasks: readonly Task[], timebase: Timebase, effort: () => Effort): Fit {
  const ticks = withBlocking(tasks).map((task) => inTicks(task, timebase));
  return meetsByPriority(ticks, 0, effort);
}

/** Whether the tasks from index `from` on meet their deadlines, in priority order with those before above them. */
export function meetsByPriority(tasks: readonly TickTask[], from: number, effort: () => Effort): Fit {
  for (let index = from; index < tasks.length; index += 1) {
    const { kind } = firstMiss(tasks, index, dedicatedBound, effort());
    if (kind !== "none") return kind === "miss" ? "misses" : "undetermined";
  }
  return "fits";
}

/**
 * Refuses critical sections: a resource shared between cores needs a locking protocol for several cores, and which tasks
 * share a core is only found out here. Throws `InputError`.
 */
export function requireNoSharedResources(tasks: readonly Task[]): void {
  const holder = tasks.find(({ criticalSections }) => criticalSections.length > 0);
  if (holder !== undefined) {
    throw new InputError(
      `${holder.name} has critical sections: tasks that share resources cannot be spread over cores here; place them on one core by hand`,
    );
  }
}
