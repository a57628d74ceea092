import fc from "fast-check";
import { type TickTaskSet, tickTaskSet } from "../../../src/analysis/ticks/entry.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import { taskSets, tinyTaskSets } from "../../generate/arbitrary/task-set.ts";

/** C, T, D alone: the ticks entry knows neither jitter nor blocking. */
export type Timing = Pick<TickTask, "wcet" | "period" | "deadline">;

export function asTicks(tasks: readonly Timing[]): TickTaskSet {
  return tickTaskSet(tasks.map(({ wcet, period, deadline }) => ({ C: wcet, T: period, D: deadline })));
}

export function asTickTasks(tasks: readonly Timing[]): TickTask[] {
  return tasks.map(({ wcet, period, deadline }) => ({ wcet, period, deadline, jitter: 0n, blocking: 0n }));
}

export function scaled(tasks: readonly Timing[], factor: bigint): Timing[] {
  return tasks.map(({ wcet, period, deadline }) => ({
    wcet: wcet * factor,
    period: period * factor,
    deadline: deadline * factor,
  }));
}

/** Whether all D ≤ T, or any D. */
export type Deadlines = "constrained" | "arbitrary";

/** Sets for brute force. */
export function tinySets(deadlines: Deadlines): fc.Arbitrary<Timing[]> {
  return tinyTaskSets({ deadlines, jitter: "none", blocking: false });
}

/** Corner-seeking sets of up to 8 tasks, and crowded ones of up to 24 as in sweeps, of a load near `load`. */
export function sweepSets(deadlines: Deadlines): fc.Arbitrary<Timing[]> {
  return fc.oneof(taskSets({ deadlines, jitter: "none", blocking: false }), crowdedSets(deadlines));
}

/** Factors that leave a set narrow, carry it across 2⁴⁹ or 2⁵³, or far beyond. */
export const magnitudes: fc.Arbitrary<bigint> = fc.constantFrom(
  1n,
  2n ** 30n + 3n,
  2n ** 40n - 87n,
  2n ** 44n,
  2n ** 60n + 33n,
  10n ** 40n + 7n,
);

/** Adds up to `most` ticks to every time, so that no power of two divides them all; keeps C ≤ D ≤ T where it held. */
export function blurred(tasks: readonly Timing[], most: bigint): fc.Arbitrary<Timing[]> {
  const tick = fc.bigInt({ min: 0n, max: most });
  return fc
    .array(fc.tuple(tick, tick, tick), { minLength: tasks.length, maxLength: tasks.length })
    .map((more) =>
      tasks.map(({ wcet, period, deadline }, i) => {
        const [least, middle, greatest] = [...more[i]!].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        return { wcet: wcet && wcet + least!, period: period + greatest!, deadline: deadline + middle! };
      }),
    );
}

function crowdedSets(deadlines: Deadlines): fc.Arbitrary<Timing[]> {
  const task = fc.record({
    period: fc.integer({ min: 100, max: 10_000 }),
    weight: fc.integer({ min: 1, max: 100 }),
    tightness: fc.integer({ min: 0, max: 100 }),
  });
  return fc
    .tuple(fc.array(task, { minLength: 6, maxLength: 24 }), fc.integer({ min: 60, max: 102 }))
    .map(([drawn, load]) => {
      const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
      const tasks = drawn.map(({ period, weight, tightness }) => {
        const wcet = Math.max(1, Math.floor((period * weight * load) / total / 100));
        const longest = deadlines === "constrained" ? period : 2 * period;
        const deadline = longest - Math.floor(((longest - wcet) * tightness) / 300);
        return { wcet: BigInt(wcet), period: BigInt(period), deadline: BigInt(Math.min(deadline, longest)) };
      });
      return tasks.sort((a, b) => Number(a.deadline - b.deadline));
    });
}
