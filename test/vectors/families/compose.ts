import { type Component, compose as composeTree } from "../../../src/analysis/interface/composition.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, time, type VectorTask } from "../read.ts";

interface Input {
  readonly children: readonly {
    readonly tasks: readonly VectorTask[];
    readonly Pi: string;
    readonly alg: "edf" | "fp";
  }[];
  readonly parentPi: string;
  readonly parentAlg: "edf" | "fp";
}

export const compose: VectorFamily = {
  name: "compose",
  run({ children, parentPi, parentAlg }: Input, expected: unknown): string | null {
    const leaves = children.map(({ tasks, Pi, alg }, index) => leaf(`child${index}`, tasks, Pi, alg));
    const composition = composeTree({
      name: "parent",
      scheduling: parentAlg === "edf" ? "edf" : "deadline-monotonic",
      period: time(parentPi),
      children: leaves,
    });
    const childTheta = leaves.map((child) => budgetOf(child));
    return difference({ childTheta, parentTheta: writeRoot(composition) }, expected);
  },
};

function leaf(name: string, tasks: readonly VectorTask[], Pi: string, alg: "edf" | "fp"): Component {
  // The vectors list the tasks in priority order.
  const ordered = tasks.map(readTask).map((task, index) => ({ ...task, priority: index + 1 }));
  return { name, scheduling: alg === "edf" ? "edf" : "fixed-priority", tasks: ordered, period: time(Pi) };
}

const budgetOf = (component: Component): string | null => writeRoot(composeTree(component));

function writeRoot(composition: ReturnType<typeof composeTree>): string | null {
  return composition.kind === "composed" ? composition.root.chosen.budget.value.toString() : null;
}
