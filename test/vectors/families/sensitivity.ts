import { demandTest } from "../../../src/analysis/edf/demand-test.ts";
import { responseTimes } from "../../../src/analysis/fixed-priority/response-times.ts";
import { largestEdfScaling, largestEdfWcet } from "../../../src/analysis/sensitivity/edf.ts";
import { largestScaling, largestWcet } from "../../../src/analysis/sensitivity/fixed-priority.ts";
import type { Task } from "../../../src/model/task.ts";
import { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, type VectorTask } from "../read.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly alg: "edf" | "fp";
}

export const sensitivity: VectorFamily = {
  name: "sensitivity",
  run({ tasks: given, alg }: Input, expected: unknown): string | null {
    const tasks = given.map(readTask);
    const [scaling, wcet] =
      alg === "edf" ? [largestEdfScaling, largestEdfWcet] : [largestScaling, largestWcet];
    return difference(
      {
        schedulable: alg === "edf" ? demandTest({ tasks }).kind === "met" : allInTime(tasks),
        lambda: text(scaling(tasks)),
        maxC: tasks.map((_, index) => text(wcet(tasks, index))),
      },
      expected,
    );
  },
};

function allInTime(tasks: readonly Task[]): boolean {
  return responseTimes({ tasks }).every(
    (outcome, index) => outcome.kind === "bounded" && outcome.response.atMost(tasks[index]!.deadline),
  );
}

function text(answer: Rational | Work | { readonly kind: "undetermined" } | null): string | null {
  if (answer instanceof Rational) return answer.toString();
  if (answer instanceof Work) return answer.value.toString();
  return answer?.kind ?? null;
}
