/**
 * The Pareto frontier of two sources: for the separation of one, the least separation of the other with which both are
 * admitted. The first is tried at equal steps of its rate, up to the largest with which it is admitted alone; the other
 * takes its least separation: exact where exact-separation.ts can tell for each point, otherwise on a grid. Points that
 * another one beats in both are left out. Each point is one that a full check admits.
 */
import type { InterruptSource } from "../model/interrupt.ts";
import { Duration } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { exactSeparation } from "./exact-separation.ts";
import { gridBelow, leastSeparation } from "./limits.ts";
import type { Trial } from "./trial.ts";
import { separationOf, withSeparation } from "./variants.ts";

/** In how many equal steps the rate of the first source is tried. */
export const FRONTIER_STEPS = 24n;

/** Null: no event of that source at all. */
export interface FrontierPoint {
  readonly first: Duration | null;
  readonly second: Duration | null;
}

export interface Frontier {
  readonly names: readonly [string, string];
  /** What the separations were searched in steps of; null where the frontier is exact. */
  readonly grids: readonly [Duration, Duration] | null;
  /** From the highest rate of the first source to none of it. */
  readonly points: readonly FrontierPoint[];
}

export function frontierOf(
  trial: Trial,
  first: InterruptSource,
  second: InterruptSource,
  grid: Duration | null = null,
): Frontier {
  const names = [first.name, second.name] as const;
  const exact = grid === null ? exactPoints(trial, first, second) : null;
  if (exact !== null) return { names, grids: null, points: exact.filter(isUndominated) };
  const gridOf = (source: InterruptSource): Duration =>
    grid ?? new Duration(gridBelow(separationOf(source).value));
  const grids = [gridOf(first), gridOf(second)] as const;
  const fastest = leastSeparation(trial, first, grids[0]);
  const points: FrontierPoint[] = [];
  for (let step = FRONTIER_STEPS; fastest !== null && step > 0n; step -= 1n) {
    // Rounded up to the grid: a lower rate is safe.
    const steps = fastest.times(Rational.of(FRONTIER_STEPS, step)).per(grids[0]).ceil();
    const at = grids[0].times(Rational.of(steps));
    const beside = [withSeparation(first, at)];
    points.push({ first: at, second: leastSeparation(trial, second, grids[1], beside) });
  }
  points.push({ first: null, second: leastSeparation(trial, second, grids[1]) });
  return { names, grids, points: points.filter(isUndominated) };
}

/** Null where the closed forms do not tell of every point. */
function exactPoints(trial: Trial, first: InterruptSource, second: InterruptSource): FrontierPoint[] | null {
  const fastest = exactSeparation(trial, first, []);
  if (fastest === null || fastest === "none") return null;
  const points: FrontierPoint[] = [];
  for (let step = FRONTIER_STEPS; step >= 0n; step -= 1n) {
    const at = step === 0n ? null : fastest.times(Rational.of(FRONTIER_STEPS, step));
    const beside = at === null ? [] : [withSeparation(first, at)];
    const found = exactSeparation(trial, second, beside);
    if (found === null) return null;
    points.push({ first: at, second: found === "none" ? null : found });
  }
  return points;
}

/** Points come with a falling rate of the first; each must let the second go faster than all before it. */
function isUndominated(point: FrontierPoint, index: number, points: readonly FrontierPoint[]): boolean {
  const earlier = points.slice(0, index);
  if (point.second === null) return point.first !== null && index === 0;
  const { second } = point;
  return earlier.every((other) => other.second === null || second.lessThan(other.second));
}
