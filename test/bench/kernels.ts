import {
  edfOnPeriodic,
  edfSchedulable,
  fpOnPeriodic,
  fpResponseTimes,
  type TickTaskSet,
  type TickVerdict,
} from "../../src/analysis/ticks/entry.ts";
import type { Columns } from "./baseline/columns.ts";
import * as plainEdf from "./baseline/edf.ts";
import * as plainFp from "./baseline/fixed-priority.ts";

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
export type Result = TickVerdict | { readonly sched: TickVerdict; readonly R: readonly number[] };

/** One measured test, its baseline, and what to report of a set. */
export interface Kernel {
  readonly run: (workload: Workload) => unknown;
  readonly baseline: (workload: Workload) => unknown;
  readonly result: (workload: Workload) => Result;
}

export type KernelName = "fp-rta" | "edf-demand" | "fp-on-periodic" | "edf-on-periodic";

export const KERNELS: Readonly<Record<KernelName, (mostTasks: number, supply: SupplyOption) => Kernel>> = {
  "fp-rta": fpRta,
  "edf-demand": edfDemand,
  "fp-on-periodic": fpPeriodic,
  "edf-on-periodic": edfPeriodic,
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
