import { nonPreemptiveResponses } from "../../../src/analysis/fixed-priority/non-preemptive-responses.ts";
import { optimalPriorities } from "../../../src/analysis/fixed-priority/optimal-priorities.ts";
import { type FpOutcome, responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import type { Task } from "../../../src/model/task.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, time, type VectorTask } from "../read.ts";
import { inTime } from "../response.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly test: "preemptive" | "np-quantum";
  readonly quantum: string;
}

export const opa: VectorFamily = {
  name: "opa",
  run(input: Input, expected: unknown): string | null {
    const tasks = input.tasks.map(readTask);
    const quantum = time(input.quantum);
    const preemptive = input.test === "preemptive";
    const analyse = (order: readonly Task[]): readonly FpOutcome[] =>
      preemptive ? responseTimes({ tasks: order }) : nonPreemptiveResponses({ tasks: order, quantum });
    const passes = (order: readonly Task[]): boolean => {
      const responses = analyse(order);
      return order.every((task, index) => inTime(responses[index], task));
    };

    const assigned = optimalPriorities({
      tasks,
      setting: preemptive ? { kind: "preemptive" } : { kind: "non-preemptive", quantum },
    });
    if (assigned.kind === "assigned" && !passes(assigned.tasks)) return "the assigned order does not pass";
    const feasible = assigned.kind === "assigned";
    return difference(
      { feasible, countFeasibleOrders: String(ordersOf(tasks).filter(passes).length) },
      expected,
    );
  },
};

function ordersOf(tasks: readonly Task[]): Task[][] {
  if (tasks.length === 0) return [[]];
  return tasks.flatMap((first, index) => ordersOf(tasks.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}
