import { edfResponseTimes } from "../../../src/analysis/edf/response-times.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, type VectorTask, write } from "../read.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
}

interface Expected {
  readonly R: readonly (string | null)[];
}

export const edfWcrt: VectorFamily = {
  name: "edf_wcrt",
  run(input: Input, expected: Expected): string | null {
    const outcomes = edfResponseTimes({ tasks: input.tasks.map(readTask) });
    const R = outcomes.map((outcome) =>
      outcome.kind === "bounded" ? write(outcome.response) : outcome.kind,
    );
    return difference({ R: R.map((response) => (response === "unbounded" ? null : response)) }, expected);
  },
};
