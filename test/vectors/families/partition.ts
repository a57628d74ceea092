import type { Heuristic } from "../../../src/analysis/multiprocessor/packing.ts";
import { partitionTasks } from "../../../src/analysis/multiprocessor/partitioned.ts";
import { difference, type VectorFamily } from "../family.ts";
import { readTask, type VectorTask } from "../read.ts";

interface Input {
  readonly tasks: readonly VectorTask[];
  readonly m: string;
  readonly heuristic: "ffd" | "bfd" | "wfd";
  readonly test: "edf" | "rm";
}

const HEURISTICS: Readonly<Record<Input["heuristic"], Heuristic>> = {
  ffd: "first-fit",
  bfd: "best-fit",
  wfd: "worst-fit",
};

export const partition: VectorFamily = {
  name: "partition",
  run({ tasks, m, heuristic, test }: Input, expected: unknown): string | null {
    const { kind, assignment } = partitionTasks({
      tasks: tasks.map(readTask),
      cores: Number(m),
      heuristic: HEURISTICS[heuristic],
      scheduling: test === "edf" ? "edf" : "rate-monotonic",
    });
    return difference(
      {
        success: kind === "placed",
        assignment: assignment.map((core) => (core === null ? null : String(core))),
      },
      expected,
    );
  },
};
