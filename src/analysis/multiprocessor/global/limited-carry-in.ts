/**
 * Response times under global fixed priorities with limited carry-in, integer time (RTA-LC).
 *
 * Claim: R_k ≤ the least x = C_k + ⌊Ω(x)/m⌋. A busy window can be chosen that begins when at most m − 1 tasks above are
 * active, so at most m − 1 of them carry work in:
 *   Ω(x) = Σ_i NC_i(x) + the m − 1 largest of the differences (CI_i(x) − NC_i(x))⁺ over the tasks i above k,
 *   NC_i(x) = ⌊x/T_i⌋·C_i + min(x mod T_i, C_i),
 *   CI_i(x) = ⌊z/T_i⌋·C_i + C_i + min((z mod T_i − (T_i − R_i))⁺, C_i − 1),  z = (x − C_i)⁺,
 * each but x − C_k + 1 at most. Dominates the analysis in workload-responses.ts. Valid for a task whose tasks above have
 * bounds R_i ≤ D_i; below one without a bound there is none. Sufficient only.
 * Assumes: integer time (integer-time.ts), D ≤ T and the conditions of this folder (conditions.ts).
 * Source: N. Guan, M. Stigge, W. Yi and G. Yu, "New response time bounds for fixed priority multiprocessor scheduling",
 * RTSS 2009, theorem 1 with the workloads of its section IV.
 */
import { positivePart, smaller } from "../../../numeric/integer.ts";
import type { Effort } from "../../effort.ts";
import {
  fixedPoint,
  type GlobalFixedPriorityProblem,
  type GlobalResponses,
  inIntegerTime,
  type QuantumTask,
} from "./integer-time.ts";

/** Throws `InputError` where a time is no multiple of the quantum, or for a number of cores below 1. */
export function limitedCarryInResponses(given: GlobalFixedPriorityProblem): GlobalResponses {
  return inIntegerTime(given, (tasks, cores, effort) => {
    const bounded: BoundedTask[] = [];
    return tasks.map((task, index) => {
      if (bounded.length < index) return null;
      const response = responseOf(task, bounded, cores, effort());
      if (response !== null) bounded.push({ ...task, response });
      return response;
    });
  });
}

/** A task above whose response time is known to be at most `response` ≤ its deadline. */
interface BoundedTask extends QuantumTask {
  readonly response: bigint;
}

function responseOf(
  task: QuantumTask,
  above: readonly BoundedTask[],
  cores: bigint,
  effort: Effort,
): bigint | null {
  if (task.wcet === 0n) return 0n;
  const active = above.filter(({ wcet }) => wcet > 0n);
  const step = (x: bigint): bigint => task.wcet + interference(active, x, x - task.wcet + 1n, cores) / cores;
  return fixedPoint(task, step, effort, above.length + 1);
}

/** Ω(x), each task counting for `most` at most. */
function interference(above: readonly BoundedTask[], x: bigint, most: bigint, cores: bigint): bigint {
  let total = 0n;
  const extra: bigint[] = [];
  for (const each of above) {
    const without = smaller(withoutCarryIn(each, x), most);
    total += without;
    extra.push(positivePart(smaller(withCarryIn(each, x), most) - without));
  }
  extra.sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  for (const [index, difference] of extra.entries()) {
    if (BigInt(index) >= cores - 1n) break;
    total += difference;
  }
  return total;
}

function withoutCarryIn({ wcet, period }: QuantumTask, x: bigint): bigint {
  return (x / period) * wcet + smaller(x % period, wcet);
}

function withCarryIn({ wcet, period, response }: BoundedTask, x: bigint): bigint {
  const rest = positivePart(x - wcet);
  const late = positivePart((rest % period) - (period - response));
  return (rest / period) * wcet + wcet + smaller(late, wcet - 1n);
}
