/** The definitions, tick by tick, on small integers: what the fast tests must agree with. */

import { lcm } from "../../../src/numeric/integer.ts";
import type { Timing } from "./sets.ts";

/** The least supply of a periodic resource: nothing for 2(Π − Θ) ticks, then Θ at the start of each period. */
export function naiveSbf(Π: number, Θ: number, window: number): number {
  let supply = 0;
  for (let tick = 2 * (Π - Θ); tick < window; tick++) if ((tick - 2 * (Π - Θ)) % Π < Θ) supply++;
  return supply;
}

/** The first window in which job 1 of each task and all before it are done; −1 for the first that ends too late. */
export function naiveResponses(tasks: readonly Timing[], Π: number, Θ: number): number[] {
  const responses: number[] = [];
  for (const [i, task] of tasks.entries()) {
    if (task.wcet === 0n) {
      responses.push(0);
      continue;
    }
    let t = 1;
    while (t <= task.deadline && naiveSbf(Π, Θ, t) < releasedWork(tasks.slice(0, i), t) + Number(task.wcet))
      t++;
    if (t > task.deadline) return [...responses, -1];
    responses.push(t);
  }
  return responses;
}

/** dbf(t) ≤ sbf(t) for every t until both repeat; a load above the rate misses sooner or later. */
export function naiveDemandMet(tasks: readonly Timing[], Π: number, Θ: number): boolean {
  const all = Number(tasks.map(({ period }) => period).reduce(lcm, BigInt(Π)));
  const perCycle = tasks.reduce((sum, { wcet, period }) => sum + (Number(wcet) * all) / Number(period), 0);
  if (perCycle > (all / Π) * Θ) return false;
  const horizon = all + Math.max(0, ...tasks.map(({ deadline }) => Number(deadline))) + 4 * (Π - Θ);
  let supply = 0;
  for (let t = 0; t <= horizon; t++) {
    let demand = 0;
    for (const { wcet, period, deadline } of tasks) {
      if (t >= deadline) demand += (Math.floor((t - Number(deadline)) / Number(period)) + 1) * Number(wcet);
    }
    if (demand > supply) return false;
    if (t >= 2 * (Π - Θ) && (t - 2 * (Π - Θ)) % Π < Θ) supply++;
  }
  return true;
}

function releasedWork(tasks: readonly Timing[], window: number): number {
  let work = 0;
  for (const { wcet, period } of tasks) work += Math.ceil(window / Number(period)) * Number(wcet);
  return work;
}
