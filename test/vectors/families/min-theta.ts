import type { LocalScheduling } from "../../../src/analysis/interface/guest-demand.ts";
import {
  type BudgetQuestion,
  type LeastBudget,
  leastBudget,
} from "../../../src/analysis/interface/least-budget.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readTask, time, type VectorTask } from "../read.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly Pi: string;
  readonly model: "prm" | "edp" | "edp_tight";
  readonly Delta?: string;
  readonly alg: "edf" | "fp";
  readonly quantum: string;
}

export const minTheta: VectorFamily = {
  name: "min_theta",
  run(input: Input, expected: unknown): string | null {
    const question: BudgetQuestion = {
      tasks: input.tasks.map(readTask),
      scheduling: readScheduling(input.alg),
      period: time(input.Pi),
      deadline: input.model === "edp_tight" ? "budget" : time(input.Delta ?? input.Pi),
    };
    const least = leastBudget(question);
    return difference(
      {
        theta: writeBudget(least),
        thetaQuantum: writeBudget(leastBudget({ ...question, grid: amount(input.quantum) })),
        bandwidth: least.kind === "least" ? least.bandwidth.toString() : null,
      },
      expected,
    );
  },
};

export const readScheduling = (alg: "edf" | "fp"): LocalScheduling =>
  alg === "fp" ? "fixed-priority" : "edf";

/** Null where no budget suffices; an undetermined one is written as what it is. */
export const writeBudget = (least: LeastBudget): string | null =>
  least.kind === "least" ? least.budget.value.toString() : least.kind === "infeasible" ? null : least.kind;
