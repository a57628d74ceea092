import { mostAdmitted, shapedTrace } from "../../../src/analysis/interrupts/shaped-trace.ts";
import { tokenBucket } from "../../../src/model/event-model.ts";
import type { Shaper } from "../../../src/model/interrupt.ts";
import { difference, type VectorFamily } from "../family.ts";
import { time } from "../read.ts";

interface Trace {
  readonly trace: readonly string[];
  readonly windows: readonly string[];
}

type Input = Trace &
  (
    | { readonly policy: "strict"; readonly dmin: string }
    | { readonly policy: "bucket"; readonly capacity: string; readonly refill: string }
  );

/** Which events of a trace get through a shaper, and the most that ever do. */
export const shaper: VectorFamily = {
  name: "shaper",
  run(input: Input, expected: unknown) {
    const rule = readShaper(input);
    const answer = {
      accepted: shapedTrace(rule, input.trace.map(time)).map(({ index }) => String(index)),
      etaPlusBound: input.windows.map((window) => mostAdmitted(rule, time(window))?.toString() ?? null),
    };
    return difference(answer, expected);
  },
};

function readShaper(input: Input): Shaper {
  return input.policy === "strict"
    ? { minDistance: time(input.dmin), bucket: null, excess: "drop" }
    : {
        minDistance: null,
        bucket: tokenBucket({ capacity: BigInt(input.capacity), refill: time(input.refill) }),
        excess: "drop",
      };
}
