import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, type VectorTask } from "../read.ts";
import { inTime, writeResponse } from "../response.ts";

export const fpRta: VectorFamily = {
  name: "fp_rta",
  run(input: { readonly tasks: readonly VectorTask[] }, expected: unknown): string | null {
    const tasks = input.tasks.map(readTask);
    const responses = responseTimes({ tasks });
    const ok = tasks.map((task, index) => inTime(responses[index], task));
    return difference({ R: responses.map(writeResponse), ok, schedulable: !ok.includes(false) }, expected);
  },
};
