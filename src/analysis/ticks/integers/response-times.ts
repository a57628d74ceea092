/**
 * Exact response times under preemptive fixed priorities for ticks of any size, D ≤ T, on a periodic resource or, with
 * Π = Θ, a dedicated processor: the same fixed point as doubles/response-times.ts.
 *
 * Each job count ⌈t/T_j⌉ is first tried on doubles. The quotient of two rounded values is off by less than 2⁻⁵⁰ of
 * itself; only if an integer is that near does a `bigint` division decide. Work is summed in `bigint`s, and only where
 * a count has changed, so that most of the search needs none.
 */

import { ceilDiv } from "../../../numeric/integer.ts";
import type { WideColumns } from "../columns.ts";
import { BIGINT_STEP, type TickVerdict } from "../verdict.ts";
import { timeToSupply } from "./periodic-supply.ts";

/** Fills `responses` up to the first miss, which becomes −1n; where undetermined, it ends before that response. */
export function responseTimes(
  set: WideColumns,
  supplyPeriod: bigint,
  budget: bigint,
  responses: bigint[],
  maxSteps: number,
): TickVerdict {
  const { size, wcet, period, deadline } = set;
  const inverse = Float64Array.from(period, (T) => 1 / Number(T));
  const jobs: bigint[] = new Array(size).fill(1n);
  const jobsRounded = new Float64Array(size).fill(1);
  responses.length = 0;
  let steps = 0;
  let work = 0n;
  for (let i = 0; i < size; i++) {
    if (wcet[i] === 0n) {
      responses.push(0n);
      continue;
    }
    work += wcet[i]!;
    for (;;) {
      const t = budget === 0n ? null : timeToSupply(supplyPeriod, budget, work);
      if (t === null || t > deadline[i]!) {
        responses.push(-1n);
        return false;
      }
      const before = work;
      const rounded = Number(t);
      for (let j = 0; j < i; j++) {
        const quotient = rounded * inverse[j]!;
        const count = Math.ceil(quotient);
        const doubt = quotient * 2 ** -50;
        const certain = count - quotient > doubt && quotient - (count - 1) > doubt && count < SAFE;
        if (certain && count === jobsRounded[j]) continue;
        const exact = certain ? BigInt(count) : ceilDiv(t, period[j]!);
        if (exact === jobs[j]) continue;
        const more = exact - jobs[j]!;
        work += more === 1n ? wcet[j]! : more * wcet[j]!;
        jobs[j] = exact;
        jobsRounded[j] = Number(exact);
        steps += BIGINT_STEP;
      }
      if (work === before) {
        responses.push(t);
        break;
      }
      steps += i;
      if (steps > maxSteps) return "undetermined";
    }
  }
  return true;
}

/** Below this a double counts exactly. */
const SAFE = 2 ** 49;
