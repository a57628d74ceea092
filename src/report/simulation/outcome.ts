import type { RunFigures } from "./run-data.ts";

/** What a run can say: it found a late job, or it found none. It never proves. */
export type Outcome = "deadline-missed" | "no-counter-example-found";

export function misses({ tasks, sources, kernels }: RunFigures): number {
  const sleepers = kernels.flatMap((kernel) => kernel.sleepers);
  return [...tasks, ...sources, ...sleepers].reduce((sum, each) => sum + each.misses, 0);
}

export function outcomeOf(runs: readonly RunFigures[]): Outcome {
  return runs.some((figures) => misses(figures) > 0) ? "deadline-missed" : "no-counter-example-found";
}
