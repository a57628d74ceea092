import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { leastSeparation } from "../../../src/analysis/interrupts/least-separation.ts";
import { mapLimit } from "../../../src/analysis/interrupts/limit.ts";
import { difference, type VectorFamily } from "../family.ts";
import { amount, readTask, type VectorTask } from "../read.ts";
import { inTime } from "../response.ts";
import { writeLimit } from "../source.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly cIsr: string;
}

/** The largest rate of one interrupt source above a fixed-priority set. */
export const irqFpRate: VectorFamily = {
  name: "irq_fp_rate",
  run({ tasks: given, cIsr }: Input, expected: unknown) {
    const tasks = given.map(readTask);
    const found = leastSeparation({ scheduling: "fixed-priority", tasks }, amount(cIsr));
    const alone = responseTimes({ tasks });
    const answer = {
      baseSchedulable: alone.every((outcome, index) => inTime(outcome, tasks[index]!)),
      minPeriod: writeLimit(mapLimit(found, ({ value }) => value)),
    };
    return difference(answer, expected);
  },
};
