import { synchronousBusyPeriod } from "../../../src/analysis/edf/busy-period.ts";
import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import type { Task } from "../../../src/model/task.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { demandBound } from "../../../src/workload/demand-bound.ts";
import { density, utilization } from "../../../src/workload/utilization.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readTask, time, type VectorTask, write } from "../read.ts";
import { answerOf } from "./local-edf.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly t: readonly string[];
}

interface Expected {
  readonly syncBusy?: string | null;
}

/** Processor demand on a dedicated processor; `B` is the longest non-preemptive section of the task itself. */
export const edf: VectorFamily = {
  name: "edf",
  run(input: Input, expected: Expected): string | null {
    const tasks = input.tasks.map(({ B = "0", ...task }, index) => ({
      ...readTask(task, index),
      nonPreemptible: amount(B),
    }));
    const demand = (window: string): string | null =>
      write(tasks.map((task) => demandBound(task, time(window))).reduce((a, b) => a.plus(b), Work.zero));
    return difference(
      {
        ...answerOf(demandTest({ tasks })),
        U: utilization(tasks).toString(),
        dbf: input.t.map(demand),
        density: density(tasks)?.toString() ?? null,
        syncBusy: expected.syncBusy === undefined ? undefined : busyPeriod(tasks),
      },
      expected,
    );
  },
};

/** The vectors give it only for a load of at most 1 without jitter. */
function busyPeriod(tasks: readonly Task[]): string | null {
  return utilization(tasks).atMost(Rational.one) ? write(synchronousBusyPeriod({ tasks })) : null;
}
