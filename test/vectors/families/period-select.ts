import { selectPeriod } from "../../../src/analysis/interface/period-selection.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readTask, time, type VectorTask, write } from "../read.ts";
import { readScheduling, writeBudget } from "./min-theta.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly alg: "edf" | "fp";
  readonly candidates: readonly string[];
  readonly overhead: string;
}

export const periodSelect: VectorFamily = {
  name: "period_select",
  run({ tasks, alg, candidates, overhead }: Input, expected: unknown): string | null {
    const { curve, best } = selectPeriod({
      tasks: tasks.map(readTask),
      scheduling: readScheduling(alg),
      candidates: candidates.map(time),
      overhead: amount(overhead),
    });
    return difference(
      {
        theta: curve.map(({ least, bandwidth }) => (bandwidth === null ? null : writeBudget(least))),
        bestPi: write(best?.period ?? null),
        bestTheta: write(best?.chosen.budget ?? null),
        bestBandwidth: best?.bandwidth.toString() ?? null,
      },
      expected,
    );
  },
};
