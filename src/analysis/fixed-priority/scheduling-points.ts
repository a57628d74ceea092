/**
 * The exact point test of preemptive fixed priorities for D ≤ T, on any supply.
 *
 * Claim: task i meets its deadlines if and only if at some point t ∈ S_i what is requested in [0, t) is supplied:
 *   B_i + C_i + Σ_{j above} ⌈(t + J_j)/T_j⌉ C_j ≤ sbf(t),
 *   S_i = {D_i − J_i} ∪ {k·T_j − J_j : 0 < k·T_j − J_j < D_i − J_i, j above}.
 * ("Only if" on a supply that one legal pattern attains.) Between neighbouring points the left side is constant and sbf
 * does not fall, so no other t can be better. The first job decides: if it is in time, w_0 ≤ D_i − J_i ≤ T_i − J_i and
 * the busy window is over before the second is released.
 * Source: Lehoczky, Sha and Ding 1989; Shin and Lee 2003 (on a supply).
 *
 * Bini and Buttazzo 2004 need far fewer points when J = 0 and the tasks above keep their own periods: an idle instant of
 * the level before k·T_j leaves one in (k·T_j − T_j, k·T_j], so of all multiples of T_j the last one is enough.
 */
import { InputError } from "../../contract/errors.ts";
import { floorDiv } from "../../numeric/integer.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";
import { type Level, levelDemand, levelOf } from "./level.ts";

/** What the points say about one task, in ticks. */
export type PointTest =
  /** `point` is the first at which what is requested is supplied. */
  | { readonly kind: "met"; readonly point: bigint; readonly demand: bigint; readonly supply: bigint }
  /** No point will do; `point` is the one that lacks least. */
  | { readonly kind: "missed"; readonly point: bigint; readonly demand: bigint; readonly supply: bigint }
  | { readonly kind: "undetermined"; readonly limit: number };

/**
 * Decides `tasks[index]`, the tasks being in priority order, highest first. A task without work always meets: its point
 * is 0. Throws `InputError` if its deadline exceeds its period, where later jobs may be worse than the first.
 */
export function pointTest(
  tasks: readonly TickTask[],
  index: number,
  supply: SupplyBound,
  effort: Effort,
): PointTest {
  const level = constrainedLevel(tasks, index);
  return decide(level, schedulingPoints(level, level.task.deadline - level.task.jitter), supply, effort);
}

/**
 * Decides a whole set by the reduced points: null if every task meets, otherwise the index of the first that does not
 * (or is undetermined) and what its points say. Exact for the set: the tasks above that one have all been found in
 * time. Throws `InputError` if some task with work has jitter or a deadline beyond its period.
 */
export function reducedPointTest(
  tasks: readonly TickTask[],
  supply: SupplyBound,
  effort: Effort,
): { readonly index: number; readonly test: PointTest } | null {
  if (tasks.some(({ jitter, wcet }) => jitter > 0n && wcet > 0n)) {
    throw new InputError("the reduced scheduling points are exact only without jitter");
  }
  for (const index of tasks.keys()) {
    const level = constrainedLevel(tasks, index);
    const points = reducedPoints(level, level.task.deadline, effort);
    const test: PointTest =
      points === null ? { kind: "undetermined", limit: effort.limit } : decide(level, points, supply, effort);
    if (test.kind !== "met") return { index, test };
  }
  return null;
}

/** S_i up to a last point, each point once for every task that gives it. None if the last point is not positive. */
export function* schedulingPoints(level: Level, last: bigint): Generator<bigint, void> {
  if (last <= 0n) return;
  for (const { period, jitter } of level.higher) {
    const first = (floorDiv(jitter, period) + 1n) * period - jitter;
    for (let point = first; point < last; point += period) yield point;
  }
  yield last;
}

/** P_{i−1}(D_i): P_0(t) = {t}, P_j(t) = P_{j−1}(⌊t/T_j⌋T_j) ∪ P_{j−1}(t), without 0. Null if the effort was spent. */
function reducedPoints(level: Level, last: bigint, effort: Effort): Iterable<bigint> | null {
  let points = new Set([last]);
  for (const { period } of level.higher.toReversed()) {
    if (!effort.spend(points.size)) return null;
    const aligned = [...points].map((point) => floorDiv(point, period) * period);
    points = new Set([...points, ...aligned]);
  }
  points.delete(0n);
  return points;
}

function constrainedLevel(tasks: readonly TickTask[], index: number): Level {
  const level = levelOf(tasks, index);
  if (level.task.deadline > level.task.period && level.task.wcet > 0n) {
    throw new InputError(
      `task ${index + 1}: the scheduling points decide a deadline up to the period only; use responseTime`,
    );
  }
  return level;
}

function decide(level: Level, points: Iterable<bigint>, supply: SupplyBound, effort: Effort): PointTest {
  const { wcet, blocking, deadline, jitter } = level.task;
  if (wcet === 0n) return { kind: "met", point: 0n, demand: 0n, supply: 0n };
  let nearest: { readonly point: bigint; readonly demand: bigint; readonly supply: bigint } | null = null;
  for (const point of points) {
    if (!effort.spend(level.higher.length + 1)) return { kind: "undetermined", limit: effort.limit };
    const demand = levelDemand(level, 0n, point);
    const supplied = supply.sbf(point);
    if (demand <= supplied) return { kind: "met", point, demand, supply: supplied };
    if (nearest === null || demand - supplied < nearest.demand - nearest.supply) {
      nearest = { point, demand, supply: supplied };
    }
  }
  // Jitter may use up the whole deadline: then there is no time at all for the job.
  return {
    kind: "missed",
    ...(nearest ?? { point: deadline - jitter, demand: blocking + wcet, supply: 0n }),
  };
}
