import { InputError } from "../../contract/errors.ts";
import type { Task } from "../../model/task.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { inTicks } from "../../workload/tick-task.ts";
import { measuresOfTask } from "../compile.ts";
import { Effort } from "../effort.ts";
import { type ArrivalTime, nonPreemptiveResponse } from "./non-preemptive.ts";
import { type FpOutcome, inSeconds } from "./response-times.ts";

/**
 * The worst-case response time of every task under non-preemptive fixed priorities on a dedicated processor
 * (non-preemptive.ts). `tasks` are in priority order, highest first. With a `quantum`, jobs arrive at its multiples only
 * and the result is the exact maximum; without, they arrive at any instant and it is the exact supremum. Throws
 * `InputError` if the quantum does not divide every time of the tasks.
 */
export function nonPreemptiveResponses(given: {
  readonly tasks: readonly Task[];
  readonly quantum?: Duration;
  readonly effort?: number;
}): readonly FpOutcome[] {
  const { tasks, quantum } = given;
  const measures = tasks.flatMap(measuresOfTask);
  if (quantum !== undefined) {
    if (!quantum.isPositive())
      throw new InputError(`the quantum is ${quantum}: it must be greater than zero`);
    for (const measure of measures) {
      if (!measure.dividedBy(quantum.value).isInteger()) {
        throw new InputError(`${measure} s is not a multiple of the quantum of ${quantum}`);
      }
    }
  }
  const timebase = commonTick(quantum === undefined ? measures : [quantum.value, ...measures]);
  const ticks = tasks.map((task) => inTicks(task, timebase));
  const time: ArrivalTime =
    quantum === undefined ? { kind: "dense" } : { kind: "quantum", quantum: timebase.toTicks(quantum.value) };
  return tasks.map((_, index) =>
    inSeconds(nonPreemptiveResponse(ticks, index, time, new Effort(given.effort)), timebase),
  );
}
