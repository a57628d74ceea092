import fc from "fast-check";
import { type Task, task } from "../../../src/model/task.ts";
import { Duration, Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { drawn } from "../drawn.ts";
import { drawTaskSet, type Periods, smallerTaskSets, type TaskSetOptions } from "../task-set.ts";

export type { TaskSetOptions } from "../task-set.ts";

/** Small systems for brute force: up to 4 tasks whose hyperperiod divides 120. */
export function tinyTaskSets(options: TaskSetOptions = {}): fc.Arbitrary<TickTask[]> {
  return setsOf({ kinds: ["tiny"], span: "near" }, { maxTasks: 4, ...options });
}

/** Realistic systems: up to 8 tasks; periods log-uniform up to 10⁶, harmonic, coprime or of an engine controller. */
export function taskSets(options: TaskSetOptions = {}): fc.Arbitrary<TickTask[]> {
  const kinds = ["harmonic", "coprime", "automotive"] as const;
  // A load of exactly 1 over log-uniform periods would need a last period near their product.
  const wide = options.load === "one" ? kinds : ([...kinds, "log-uniform"] as const);
  return setsOf({ kinds: wide, span: "far" }, options);
}

function setsOf(periods: Periods, options: TaskSetOptions): fc.Arbitrary<TickTask[]> {
  return drawn(
    (random) => drawTaskSet(random, periods, options),
    (tasks) => smallerTaskSets(tasks, options),
  );
}

/** Factors that carry a set beyond 2⁵³ or onto ugly denominators. */
export const scales: fc.Arbitrary<Rational> = fc
  .constantFrom(
    "1",
    "1/3",
    "9007199254740993",
    "123456789/98765",
    "1000000000000000009",
    "2305843009213693951/3",
  )
  .map((factor) => Rational.from(factor));

/** The same set as model tasks, each tick `scale` seconds long. */
export function asTasks(tasks: readonly TickTask[], scale: Rational = Rational.one): Task[] {
  const seconds = (ticks: bigint): Rational => Rational.of(ticks).times(scale);
  return tasks.map((each, index) =>
    task({
      name: `task${index + 1}`,
      wcet: new Work(seconds(each.wcet)),
      minSeparation: new Duration(seconds(each.period)),
      deadline: new Duration(seconds(each.deadline)),
      jitter: new Duration(seconds(each.jitter)),
      blocking: new Work(seconds(each.blocking)),
    }),
  );
}

/** Code that rebuilds the set, to paste into a regression test. */
export function asCode(tasks: readonly TickTask[]): string {
  const lines = tasks.map(
    ({ wcet, period, deadline, jitter, blocking }) =>
      `  { wcet: ${wcet}n, period: ${period}n, deadline: ${deadline}n, jitter: ${jitter}n, blocking: ${blocking}n },`,
  );
  return ["[", ...lines, "]"].join("\n");
}
