import type { Task } from "../model/task.ts";
import type { Rational } from "../numeric/rational.ts";
import { commonTick, type Timebase } from "../numeric/timebase.ts";
import { boundOf, measuresOf } from "../supply/bound-of.ts";
import type { DerivedSupply } from "../supply/derived-supply.ts";
import type { SupplyBound } from "../supply/supply-bound.ts";
import { inTicks, type TickTask } from "../workload/tick-task.ts";

/** A task set on a supply, both on one integer tick. */
export interface Compiled {
  readonly timebase: Timebase;
  readonly tasks: readonly TickTask[];
  readonly supply: SupplyBound;
}

/** Chooses a tick in which all of the tasks and the supply (and `more`) are integers, and converts both. */
export function compile(
  tasks: readonly Task[],
  supply: DerivedSupply,
  more: readonly Rational[] = [],
): Compiled {
  const { seconds, rates } = measuresOf(supply);
  const timebase = commonTick([...tasks.flatMap(measuresOfTask), ...seconds, ...more], rates);
  return { timebase, tasks: tasks.map((task) => inTicks(task, timebase)), supply: boundOf(supply, timebase) };
}

/** Every time of a task that a timebase must resolve, in seconds. */
export function measuresOfTask(task: Task): Rational[] {
  return [
    task.wcet,
    task.period,
    task.deadline,
    task.jitter,
    task.blocking,
    task.nonPreemptible,
    ...task.criticalSections.map((section) => section.length),
  ].map((quantity) => quantity.value);
}
