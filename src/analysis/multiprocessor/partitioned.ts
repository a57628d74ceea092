/**
 * Partitioned scheduling: every task on one core for good, placed by decreasing utilization.
 *
 * Claim: where a placement is found, every core passes its own test, so every deadline is met. Where the heuristic stops,
 * another placement may still exist: the test of each core is exact, the packing is not (it is bin packing, NP-hard).
 * Assumes: independent tasks, identical cores; blocking by non-preemptible sections stays within a core.
 * Source: S. K. Dhall and C. L. Liu, Operations Research 26(1), 1978 (first fit); J. M. López, J. L. Díaz and
 * D. F. García, Real-Time Systems 28, 2004 (the heuristics compared).
 */
import type { Task } from "../../model/task.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { measuresOfTask } from "../compile.ts";
import { Effort } from "../effort.ts";
import { coreCount } from "./core-count.ts";
import { type CoreScheduling, fitsOneCore, requireNoSharedResources } from "./core-test.ts";
import { type Heuristic, type Packing, pack } from "./packing.ts";

/** A packing; that it succeeds is sufficient for all deadlines, not necessary. */
export type PartitionOutcome = Packing & { readonly strength: "sufficient" };

/**
 * Places the tasks on the cores. `effort` is for each test of a core. Throws `InputError` for tasks with critical sections
 * or unless `cores` is an integer from 1.
 */
export function partitionTasks(given: {
  readonly tasks: readonly Task[];
  readonly cores: number;
  readonly heuristic: Heuristic;
  readonly scheduling: CoreScheduling;
  readonly effort?: number;
}): PartitionOutcome {
  const { tasks, cores, heuristic, scheduling, effort } = given;
  requireNoSharedResources(tasks);
  // Equal cores beyond the number of tasks would stay empty.
  const useful = coreCount(cores) < BigInt(tasks.length) ? cores : tasks.length;
  const timebase = commonTick(tasks.flatMap(measuresOfTask));
  const shares = tasks.map(({ wcet, period }) => wcet.over(period));
  const packing = pack(shares, useful, heuristic, (items) =>
    fitsOneCore(
      items.map((item) => tasks[item] as Task),
      scheduling,
      timebase,
      () => new Effort(effort),
    ),
  );
  return { ...packing, strength: "sufficient" };
}
