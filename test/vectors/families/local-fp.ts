import { everyPhaseResponses } from "../../../src/analysis/fixed-priority/every-phase-responses.ts";
import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readSupply, readTask, type VectorSupply, type VectorTask } from "../read.ts";
import { inTime, writeResponse } from "../response.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly supply: VectorSupply;
}

export const localFp: VectorFamily = {
  name: "local_fp",
  run(input: Input, expected: unknown): string | null {
    const tasks = input.tasks.map(readTask);
    const supply = readSupply(input.supply);
    const bounds = responseTimes({ tasks, supply });
    const R = bounds.map(writeResponse);
    if (supply.kind !== "table") {
      return difference({ R, ok: tasks.map((task, index) => inTime(bounds[index], task)) }, expected);
    }
    const exact = everyPhaseResponses({ tasks, table: supply }).map(({ response }) => response);
    const ok = tasks.map((task, index) => inTime(exact[index], task));
    return difference({ R, ok, R_exact_phase: exact.map(writeResponse) }, expected);
  },
};
