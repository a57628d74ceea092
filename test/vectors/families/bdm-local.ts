import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readBoundedDelay, readTask, type VectorTask, write } from "../read.ts";
import { answerOf } from "./local-edf.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly alpha: string;
  readonly Delta: string;
  readonly alg: "edf" | "fp";
}

export const bdmLocal: VectorFamily = {
  name: "bdm_local",
  run(input: Input, expected: unknown): string | null {
    const tasks = input.tasks.map(readTask);
    const supply = readBoundedDelay(input.alpha, input.Delta);
    if (input.alg === "edf") return difference(answerOf(demandTest({ tasks, supply })), expected);
    const R = responseTimes({ tasks, supply }).map((outcome, index) => {
      const inTime = outcome.kind === "bounded" && outcome.response.atMost(tasks[index]!.deadline);
      return inTime ? write(outcome.response) : null;
    });
    return difference({ schedulable: !R.includes(null), R }, expected);
  },
};
