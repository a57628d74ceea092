import fc from "fast-check";
import { dedicatedBound } from "../../../src/supply/dedicated.ts";
import { explicitDeadlineBound } from "../../../src/supply/explicit-deadline.ts";
import type { SupplyBound } from "../../../src/supply/supply-bound.ts";
import { tableBound } from "../../../src/supply/table.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";

/** A small supply as the analyses see it and, independently, as unit steps that are available or not. */
export interface Platform {
  readonly name: string;
  readonly bound: SupplyBound;
  /** The supplies to fear: one pattern for resources, every phase for tables. */
  readonly patterns: readonly ((step: number) => boolean)[];
  readonly cycle: number;
}

export const dedicatedPlatform: Platform = {
  name: "dedicated",
  bound: dedicatedBound,
  patterns: [() => true],
  cycle: 1,
};

/** `budget` within the first `deadline` of each period: first as early as possible, from then on as late as possible. */
export function resourcePlatform(period: number, budget: number, deadline: number): Platform {
  const blackout = period + deadline - 2 * budget;
  return {
    name: `edp(${period}, ${budget}, ${deadline})`,
    bound: explicitDeadlineBound({
      period: BigInt(period),
      budget: BigInt(budget),
      deadline: BigInt(deadline),
    }),
    patterns: [(step) => budget > 0 && step >= blackout && (step - blackout) % period < budget],
    cycle: period,
  };
}

/** One letter per unit of the frame; `x` is a unit of the window. */
export function tablePlatform(frame: string): Platform {
  const windows: { start: bigint; end: bigint }[] = [];
  for (const match of frame.matchAll(/x+/g)) {
    windows.push({ start: BigInt(match.index), end: BigInt(match.index + match[0].length) });
  }
  const length = frame.length;
  return {
    name: `table(${frame})`,
    bound: tableBound(BigInt(length), windows),
    patterns: [...frame].map(
      (_, phase) => (step) => frame[(((step + phase) % length) + length) % length] === "x",
    ),
    cycle: length,
  };
}

export const platforms: fc.Arbitrary<Platform> = fc.oneof(
  fc.constant(dedicatedPlatform),
  fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(), fc.nat()).map(([period, budget, deadline]) => {
    const theta = budget % (period + 1);
    return resourcePlatform(
      period,
      theta,
      Math.max(1, theta) + (deadline % (period - Math.max(1, theta) + 1)),
    );
  }),
  fc
    .array(fc.constantFrom("x", "-"), { minLength: 1, maxLength: 6 })
    .map((units) => tablePlatform(units.join(""))),
);

/** Sets whose utilization equals the rate of a resource exactly. */
export const balanced: fc.Arbitrary<{ platform: Platform; tasks: TickTask[] }> = fc
  .tuple(
    fc.integer({ min: 2, max: 5 }),
    fc.nat(),
    fc.array(
      fc.record({
        share: fc.nat(),
        times: fc.integer({ min: 1, max: 3 }),
        deadline: fc.integer({ min: 1, max: 25 }),
        jitter: fc.oneof(fc.constant(0), fc.nat({ max: 6 })),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([period, drawn, seeds]) => {
    const budget = 1 + (drawn % period);
    let left = budget;
    const tasks = seeds.map(({ share, times, deadline, jitter }, index) => {
      const part = index === seeds.length - 1 ? left : share % (left + 1);
      left -= part;
      return tick(part * times, period * times, deadline, jitter);
    });
    return { platform: resourcePlatform(period, budget, period), tasks };
  });

export function tick(wcet: number, period: number, deadline: number, jitter = 0): TickTask {
  const [c, t, d, j] = [wcet, period, deadline, jitter].map(BigInt) as [bigint, bigint, bigint, bigint];
  return { wcet: c, period: t, deadline: d, jitter: j, blocking: 0n };
}

/** Least supply of a window over all patterns, by adding up unit steps. */
export function leastSupply({ patterns }: Platform, until: number): number[] {
  const least: number[] = [0];
  for (let window = 1; window <= until; window++) least.push(Number.POSITIVE_INFINITY);
  for (const pattern of patterns) {
    let sum = 0;
    for (let step = 0; step < until; step++) {
      if (pattern(step)) sum += 1;
      least[step + 1] = Math.min(least[step + 1] as number, sum);
    }
  }
  return least;
}
