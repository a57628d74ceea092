import { canResponses } from "../../../src/analysis/fixed-priority/can-responses.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, time, type VectorTask } from "../read.ts";
import { inTime, writeResponse } from "../response.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly tauBit: string;
}

export const can: VectorFamily = {
  name: "can",
  run(input: Input, expected: unknown): string | null {
    const messages = input.tasks.map(readTask);
    const responses = canResponses({ messages, bitTime: time(input.tauBit) });
    const ok = messages.map((message, index) => inTime(responses[index], message));
    return difference({ R: responses.map(writeResponse), ok }, expected);
  },
};
