/**
 * Response times under global fixed priorities, integer time (Bertogna and Cirinei).
 *
 * Claim: R_k ≤ the least x = C_k + ⌊(1/m)·Σ_{i above k} min(W_i(x), x − C_k + 1)⌋, where
 *   W_i(x) = N·C_i + min(C_i, x + D_i − C_i − N·T_i),  N = ⌊(x + D_i − C_i)/T_i⌋,
 * bounds the work of task i in any window of x: its first job runs as late as its deadline allows, the next as early as
 * they may. Valid if all tasks above meet their deadlines. Sufficient only.
 * Assumes: integer time (integer-time.ts), D ≤ T and the conditions of this folder (conditions.ts).
 * Source: M. Bertogna and M. Cirinei, "Response-time analysis for globally scheduled symmetric multiprocessor platforms",
 * RTSS 2007, theorem 7, with the deadline as the bound on the response times above.
 */
import { smaller } from "../../../numeric/integer.ts";
import type { Effort } from "../../effort.ts";
import {
  fixedPoint,
  type GlobalFixedPriorityProblem,
  type GlobalResponses,
  inIntegerTime,
  type QuantumTask,
} from "./integer-time.ts";

/** Throws `InputError` where a time is no multiple of the quantum, or for a number of cores below 1. */
export function globalResponses(given: GlobalFixedPriorityProblem): GlobalResponses {
  return inIntegerTime(given, (tasks, cores, effort) =>
    tasks.map((task, index) => responseOf(task, tasks.slice(0, index), cores, effort())),
  );
}

function responseOf(
  task: QuantumTask,
  above: readonly QuantumTask[],
  cores: bigint,
  effort: Effort,
): bigint | null {
  if (task.wcet === 0n) return 0n;
  const step = (x: bigint): bigint => {
    const most = x - task.wcet + 1n;
    return task.wcet + above.reduce((sum, each) => sum + smaller(workIn(each, x), most), 0n) / cores;
  };
  return fixedPoint(task, step, effort, above.length + 1);
}

/** The most work of a task in a window, if it meets its deadlines. */
function workIn({ wcet, period, deadline }: QuantumTask, window: bigint): bigint {
  const reach = window + deadline - wcet;
  const jobs = reach / period;
  return jobs * wcet + smaller(wcet, reach - jobs * period);
}
