import { nonPreemptiveResponses } from "../../../src/analysis/fixed-priority/non-preemptive-responses.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, time, type VectorTask } from "../read.ts";
import { writeResponse } from "../response.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly quantum: string;
}

export const fpNp: VectorFamily = {
  name: "fp_np",
  run(input: Input, expected: unknown): string | null {
    const tasks = input.tasks.map(readTask);
    const actual = {
      R_quantum: nonPreemptiveResponses({ tasks, quantum: time(input.quantum) }).map(writeResponse),
      R_dense_sup: nonPreemptiveResponses({ tasks }).map(writeResponse),
    };
    return difference(actual, expected);
  },
};
