import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { leastStretch } from "../../../src/analysis/interrupts/least-stretch.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, type VectorTask } from "../read.ts";
import { inTime } from "../response.ts";
import { readSource, type VectorSource, writeLimit } from "../source.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly irqs: readonly VectorSource[];
}

/** The least common stretch of several interrupt sources above a fixed-priority set. */
export const irqScale: VectorFamily = {
  name: "irq_scale",
  run({ tasks: given, irqs }: Input, expected: unknown) {
    const tasks = given.map(readTask);
    const alone = responseTimes({ tasks });
    const answer = {
      baseSchedulable: alone.every((outcome, index) => inTime(outcome, tasks[index]!)),
      lambda: writeLimit(leastStretch({ scheduling: "fixed-priority", tasks }, irqs.map(readSource))),
    };
    return difference(answer, expected);
  },
};
