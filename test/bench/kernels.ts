import {
  edfOnPeriodic,
  edfSchedulable,
  fpOnPeriodic,
  fpResponseTimes,
  type MinBudget,
  minBudgetEdf,
  minBudgetFp,
  type TickTaskSet,
  type TickVerdict,
} from "../../src/analysis/ticks/entry.ts";
import type { Columns } from "./baseline/columns.ts";
import * as plainEdf from "./baseline/edf.ts";
import * as plainFp from "./baseline/fixed-priority.ts";
import * as plainBudget from "./baseline/min-budget.ts";

/** A task set in both forms: what the tick entry takes, and the plain columns of the baseline. */
export interface Workload {
  readonly set: TickTaskSet;
  readonly columns: Columns;
}

export interface SupplyOption {
  readonly period: number;
  readonly budget: number;
}

/** What one set yields in `results`. */
export type Result =
  | TickVerdict
  | Exclude<MinBudget, null>
  | { readonly sched: TickVerdict; readonly R: readonly number[] };

/** One measured test, its baseline, and what to report of a set. */
export interface Kernel {
  readonly run: (workload: Workload) => unknown;
  /** Null where the plain test does not end in a minute. */
  readonly baseline: ((workload: Workload) => unknown) | null;
  readonly result: (workload: Workload) => Result;
}

export type KernelName =
  | "fp-rta"
  | "edf-demand"
  | "fp-on-periodic"
  | "edf-on-periodic"
  | "min-budget-fp"
  | "min-budget-edf";

export const KERNELS: Readonly<Record<KernelName, (mostTasks: number, supply: SupplyOption) => Kernel>> = {
  "fp-rta": fpRta,
  "edf-demand": edfDemand,
  "fp-on-periodic": fpPeriodic,
  "edf-on-periodic": edfPeriodic,
  "min-budget-fp": fpBudget,
  "min-budget-edf": edfBudget,
};

function fpRta(mostTasks: number): Kernel {
  const responses = new Float64Array(mostTasks);
  return {
    run: ({ set }) => fpResponseTimes(set, responses),
    baseline: ({ columns }) => plainFp.responseTimes(columns, responses),
    result: ({ set }) => {
      const sched = fpResponseTimes(set, responses);
      const miss = responses.findIndex((R) => !(R >= 0));
      const written = sched === true ? set.size : miss + 1;
      return { sched, R: Array.from(responses.subarray(0, written)) };
    },
  };
}

function edfDemand(): Kernel {
  const run = ({ set }: Workload): TickVerdict => edfSchedulable(set);
  return { run, result: run, baseline: ({ columns }) => plainEdf.schedulable(columns) };
}

function fpPeriodic(_mostTasks: number, { period, budget }: SupplyOption): Kernel {
  const run = ({ set }: Workload): TickVerdict => fpOnPeriodic(set, period, budget);
  return { run, result: run, baseline: ({ columns }) => plainFp.meetsOnPeriodic(columns, period, budget) };
}

function edfPeriodic(_mostTasks: number, { period, budget }: SupplyOption): Kernel {
  const run = ({ set }: Workload): TickVerdict => edfOnPeriodic(set, period, budget);
  return { run, result: run, baseline: ({ columns }) => plainEdf.meetsOnPeriodic(columns, period, budget) };
}

function fpBudget(_mostTasks: number, { period }: SupplyOption): Kernel {
  const run = ({ set }: Workload): Exclude<MinBudget, null> => minBudgetFp(set, period) ?? 0;
  return { run, result: run, baseline: ({ columns }) => plainBudget.minBudgetFp(columns, period) };
}

/** The horizon of a plain search explodes near full load: with many tasks it is not run at all. */
const MOST_TASKS_OF_PLAIN_SEARCH = 10;

function edfBudget(mostTasks: number, { period }: SupplyOption): Kernel {
  const run = ({ set }: Workload): Exclude<MinBudget, null> => minBudgetEdf(set, period) ?? 0;
  const baseline =
    mostTasks > MOST_TASKS_OF_PLAIN_SEARCH
      ? null
      : ({ columns }: Workload): number => plainBudget.minBudgetEdf(columns, period);
  return { run, result: run, baseline };
}
