import { leastRate } from "../../../src/analysis/interface/least-rate.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, time, type VectorTask } from "../read.ts";
import { readScheduling } from "./min-theta.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly Delta: string;
  readonly alg: "edf" | "fp";
}

export const bdmMin: VectorFamily = {
  name: "bdm_min",
  run({ tasks, Delta, alg }: Input, expected: unknown): string | null {
    const least = leastRate({
      tasks: tasks.map(readTask),
      scheduling: readScheduling(alg),
      delay: time(Delta),
    });
    const answer =
      least.kind === "least"
        ? { alpha: least.rate.toString(), feasible: least.feasible }
        : { alpha: least.kind === "infeasible" ? null : least.kind, feasible: false };
    return difference(answer, expected);
  },
};
