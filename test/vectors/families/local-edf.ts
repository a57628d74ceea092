import { type DemandVerdict, demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readSupply, readTask, type VectorSupply, type VectorTask, write } from "../read.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly supply: VectorSupply;
}

/** What the vectors ask of a demand test. */
export interface EdfAnswer {
  readonly schedulable: boolean | null;
  readonly firstFail: string | null;
}

export const localEdf: VectorFamily = {
  name: "local_edf",
  run(input: Input, expected: EdfAnswer): string | null {
    const verdict = demandTest({ tasks: input.tasks.map(readTask), supply: readSupply(input.supply) });
    return difference(answerOf(verdict), expected);
  },
};

export function answerOf(verdict: DemandVerdict): EdfAnswer {
  switch (verdict.kind) {
    case "met":
      return { schedulable: true, firstFail: null };
    case "violated":
      return { schedulable: false, firstFail: write(verdict.at) };
    case "overloaded":
      return { schedulable: false, firstFail: write(verdict.firstFail?.at ?? null) };
    case "undetermined":
      return { schedulable: null, firstFail: null };
  }
}
