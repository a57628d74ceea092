/**
 * Exact response times under preemptive fixed priorities on a dedicated processor, D ≤ T, in priority order.
 *
 * R_i is the least t > 0 with t = C_i + Σ_{j<i} ⌈t/T_j⌉·C_j (Joseph and Pandya 1986). Two observations save most work:
 *  - R_i ≥ R_{i−1} + C_i, so that the search goes on where the one before it ended (Davis, Zabos and Burns 2008);
 *  - a task whose period, and that of all after it, is at least t has released one job only. That suffix is a running
 *    sum, and it only shrinks, since t only grows.
 */

import type { TickColumns } from "../columns.ts";
import type { TickVerdict } from "../verdict.ts";
import { requestBound } from "./request-bound.ts";
import { scratchFor } from "./scratch.ts";

/** Fills `responses` up to the first miss, which becomes −1; where undetermined, that response becomes NaN. */
export function responseTimes(set: TickColumns, responses: Float64Array, maxSteps: number): TickVerdict {
  const { size, wcet, period, deadline } = set;
  const { inverse, shift: leastPeriodFrom } = scratchFor(size);
  let least = Number.POSITIVE_INFINITY;
  for (let i = size - 1; i >= 0; i--) {
    const T = period[i]!;
    if (T < least) least = T;
    leastPeriodFrom[i] = least;
    inverse[i] = 1 / T;
  }
  let steps = 0;
  let response = 0;
  let repeated = 0; // Tasks before this index may have released several jobs …
  let once = 0; // … those from it on one each: their work.
  for (let i = 0; i < size; i++) {
    const C = wcet[i]!;
    const D = deadline[i]!;
    if (C === 0) {
      responses[i] = 0;
      continue;
    }
    once += C;
    response += C;
    for (;;) {
      if (response > D) {
        responses[i] = -1;
        return false;
      }
      while (repeated < i && leastPeriodFrom[repeated]! < response) once -= wcet[repeated++]!;
      const work = once + requestBound(wcet, inverse, repeated, response);
      if (work === response) break;
      response = work;
      steps += repeated + 1;
      if (steps > maxSteps) {
        responses[i] = Number.NaN;
        return "undetermined";
      }
    }
    responses[i] = response;
  }
  return true;
}
