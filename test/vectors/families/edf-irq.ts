import { edfWithInterrupts } from "../../../src/analysis/interrupts/edf-with-interrupts.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, type VectorTask } from "../read.ts";
import { readSource, type VectorSource } from "../source.ts";
import { answerOf, type EdfAnswer } from "./local-edf.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly irqs: readonly VectorSource[];
}

/** EDF below interrupt handlers. */
export const edfIrq: VectorFamily = {
  name: "edf_irq",
  run({ tasks, irqs }: Input, expected: EdfAnswer) {
    const verdict = edfWithInterrupts({ tasks: tasks.map(readTask), sources: irqs.map(readSource) });
    return difference(answerOf(verdict), expected);
  },
};
