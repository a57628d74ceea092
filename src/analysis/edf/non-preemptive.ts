/**
 * Non-preemptive EDF: no job is ever preempted by another of the same guest.
 *
 * Claim: all deadlines are met exactly if dbf(t) + b(t) ≤ sbf(t) at every absolute deadline t, where b(t) is the longest
 * wcet of a task with d_k > t: all of C_k in dense time (a supremum: the job has begun just before the window), C_k less
 * one quantum where time passes in quanta and the job has surely had one.
 * Assumes: sporadic arrivals; the supply may pause a job, but what the guest gets goes to that job until it ends. Then
 * only one job due later executes in a window, at most b(t) long, out of the guest's own supply, so the claim's "if" holds
 * on every supply. "Only if" holds on a dedicated processor. With a quantum, all times of tasks and supply are multiples.
 * Source: K. Jeffay, D. F. Stanat and C. U. Martel, "On non-preemptive scheduling of periodic and sporadic tasks", RTSS
 * 1991; L. George, N. Rivierre and M. Spuri, "Preemptive and non-preemptive real-time uniprocessor scheduling", INRIA
 * RR-2966, 1996, theorem 12.
 */
import { InputError } from "../../contract/errors.ts";
import { dedicated, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import { positivePart } from "../../numeric/integer.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import { compile, measuresOfTask } from "../compile.ts";
import { Effort } from "../effort.ts";
import { edfBlocking } from "./blocking.ts";
import { decideDemand } from "./demand.ts";
import { type DemandVerdict, inSeconds } from "./demand-test.ts";
import type { BlockingSegment } from "./stretch.ts";

/** Blocking by whole jobs, in ticks; `quantum` 0 for dense time. Declared blocking comes on top. */
export function nonPreemptiveBlocking(
  tasks: readonly TickTask[],
  quantum: bigint,
): readonly BlockingSegment[] {
  return edfBlocking(
    tasks.map((task) => ({
      ...task,
      nonPreemptible: positivePart(task.wcet - quantum),
      criticalSections: [],
    })),
  );
}

/**
 * Whether non-preemptive EDF meets every deadline of `tasks` on `supply` (a dedicated processor by default), in dense time
 * or in whole quanta. Throws `InputError` where some time is no multiple of the quantum.
 */
export function nonPreemptiveDemandTest(given: {
  readonly tasks: readonly Task[];
  readonly supply?: Supply;
  readonly quantum?: Duration;
  readonly effort?: number;
}): DemandVerdict {
  const { quantum } = given;
  const more = quantum === undefined ? [] : [quantum.value];
  const { tasks, supply, timebase } = compile(given.tasks, given.supply ?? dedicated(), more);
  const ticks = quantum === undefined ? 0n : timebase.toTicks(quantum.value);
  if (quantum !== undefined) {
    if (ticks <= 0n) throw new InputError(`the quantum is ${quantum}: it must be greater than zero`);
    for (const task of given.tasks) {
      const odd = measuresOfTask(task).find((seconds) => !seconds.dividedBy(quantum.value).isInteger());
      if (odd !== undefined)
        throw new InputError(`${task.name}: ${odd} s is no multiple of the quantum of ${quantum}`);
    }
  }
  const segments = nonPreemptiveBlocking(tasks, ticks);
  return inSeconds(decideDemand(tasks, supply, segments, new Effort(given.effort)), timebase);
}
