import { InputError } from "../../contract/errors.ts";
import type { DeadlineClass } from "./columns.ts";
import { responseTimes as inDoubles } from "./doubles/response-times.ts";
import { responseTimes as inIntegers } from "./integers/response-times.ts";
import type { TickTaskSet } from "./tick-task-set.ts";
import { DEFAULT_STEPS, type TickVerdict } from "./verdict.ts";

/**
 * Exact worst-case response times under preemptive fixed priorities on a dedicated processor, in ticks.
 *
 * Writes R of each task, in priority order, until the first that misses its deadline: that one becomes −1 and nothing is
 * written after it. A task without work has R = 0. Where the answer is "undetermined" the response in question is NaN in
 * a `Float64Array`, and a `bigint[]` ends before it. A `bigint[]` is cut to the responses written.
 * Allocates nothing for a narrow set with a `Float64Array`.
 * @throws InputError if some D > T, if the array is too short, or if a response beyond 2⁵³ meets a `Float64Array`.
 * Source: Joseph and Pandya 1986; Audsley et al. 1993; Davis, Zabos and Burns 2008.
 */
export function fpResponseTimes(
  set: TickTaskSet,
  responses: Float64Array | bigint[],
  maxSteps: number = DEFAULT_STEPS,
): TickVerdict {
  requireConstrained(set.deadlines);
  if (responses instanceof Float64Array) {
    if (responses.length < set.size) {
      throw new InputError(`room for ${responses.length} response times, but the set has ${set.size} tasks`);
    }
    if (set.kind === "narrow") return inDoubles(set, responses, maxSteps);
    const exact: bigint[] = [];
    const verdict = inIntegers(set, 1n, 1n, exact, maxSteps);
    responses.set(exact.map(representable));
    if (verdict === "undetermined") responses[exact.length] = Number.NaN;
    return verdict;
  }
  if (set.kind === "wide") return inIntegers(set, 1n, 1n, responses, maxSteps);
  const rounded = new Float64Array(set.size);
  const verdict = inDoubles(set, rounded, maxSteps);
  const end = verdict === true ? -1 : rounded.findIndex((R) => !(R >= 0));
  const kept = verdict === true ? set.size : verdict === false ? end + 1 : end;
  responses.length = 0;
  for (const R of rounded.subarray(0, kept)) responses.push(BigInt(R));
  return verdict;
}

/** @throws InputError if some deadline is beyond its period: then the first job need not be the worst. */
export function requireConstrained(deadlines: DeadlineClass): void {
  if (deadlines === "arbitrary") {
    throw new InputError(
      "a deadline exceeds its period: the fixed-priority tests on ticks need D ≤ T; use responseTime, which allows any",
    );
  }
}

function representable(response: bigint): number {
  if (response <= Number.MAX_SAFE_INTEGER) return Number(response);
  throw new InputError(
    `the response time ${response} does not fit a double: pass a bigint[] for the responses`,
  );
}
