/** The least budget as one writes it first: halve the interval of budgets, asking the plain test each time. */

import type { Columns } from "./columns.ts";
import * as plainEdf from "./edf.ts";
import * as plainFp from "./fixed-priority.ts";

export function minBudgetFp(columns: Columns, Π: number): number {
  return leastAccepted(Π, (Θ) => plainFp.meetsOnPeriodic(columns, Π, Θ));
}

export function minBudgetEdf(columns: Columns, Π: number): number {
  return leastAccepted(Π, (Θ) => plainEdf.meetsOnPeriodic(columns, Π, Θ));
}

/** 0 where even the whole processor is refused. */
function leastAccepted(Π: number, accepts: (Θ: number) => boolean): number {
  if (!accepts(Π)) return 0;
  let refused = 0;
  let accepted = Π;
  while (accepted - refused > 1) {
    const middle = Math.floor((refused + accepted) / 2);
    if (accepts(middle)) accepted = middle;
    else refused = middle;
  }
  return accepted;
}
