/** The public tick entry: plain integers in, plain numbers out, for sweeps over millions of task sets. */
export type { DeadlineClass, NarrowTaskSet, TickColumns, WideColumns } from "./columns.ts";
export { LARGEST_NARROW_TICK } from "./columns.ts";
export { edfOnPeriodic } from "./edf-on-periodic.ts";
export { edfSchedulable } from "./edf-schedulable.ts";
export { fpOnPeriodic } from "./fp-on-periodic.ts";
export { fpResponseTimes } from "./fp-response-times.ts";
export type { MinBudget } from "./min-budget.ts";
export { minBudgetEdf } from "./min-budget-edf.ts";
export { minBudgetFp } from "./min-budget-fp.ts";
export type { Ticks } from "./supply-ticks.ts";
export {
  type TickTaskSet,
  type TickTimes,
  tickTaskSet,
  tickTaskSetOf,
  type WideTaskSet,
} from "./tick-task-set.ts";
export { DEFAULT_STEPS, type TickVerdict } from "./verdict.ts";
