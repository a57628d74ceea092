/**
 * Optimal priority assignment.
 *
 * Claim: Audsley's algorithm finds an order in which every task passes a test whenever there is one. From the lowest
 * level up it gives the level to any task that passes there with all unassigned tasks above it.
 * Assumes a compatible test: whether a task passes depends on the sets above and below it, not on their order; and a
 * task that passes still does when one above it moves below (Davis and Burns 2011). Response times, preemptive or not,
 * are compatible; tests that use the response times of the tasks above are not.
 * Source: Audsley 1991 and 2001.
 *
 * Deadline-monotonic order is optimal for preemptive tasks with D ≤ T and no jitter (Leung and Whitehead 1982); by D − J
 * with jitter (Zuhily and Burns 2007). With D > T or without preemption neither is.
 */
import type { Duration } from "../../numeric/quantity.ts";
import type { SupplyBound } from "../../supply/supply-bound.ts";
import type { TickTask } from "../../workload/tick-task.ts";
import type { Effort } from "../effort.ts";
import { type ArrivalTime, nonPreemptiveResponse } from "./non-preemptive.ts";
import { firstMiss } from "./response-time.ts";

/** What a test says of a task at a level. */
export type LevelVerdict = "passes" | "fails" | "undetermined";

/** Decides a task with the given tasks above and below it. Must be compatible in the sense of this file. */
export type LevelTest<T> = (task: T, above: readonly T[], below: readonly T[]) => LevelVerdict;

export type Assignment<T> =
  /** All tasks, highest priority first; each passes the test. */
  | { readonly kind: "assigned"; readonly tasks: readonly T[] }
  /** No order passes: none of `unassigned` passes below the others of them, with `below` under it. */
  | { readonly kind: "impossible"; readonly unassigned: readonly T[]; readonly below: readonly T[] }
  /** No task is known to pass at that level, and some test did not come to an end. */
  | { readonly kind: "undetermined"; readonly unassigned: readonly T[]; readonly below: readonly T[] };

/** Audsley's assignment. Of several tasks that pass at a level the last in the given order takes it. */
export function assignPriorities<T>(tasks: readonly T[], test: LevelTest<T>): Assignment<T> {
  let unassigned = tasks;
  let below: readonly T[] = [];
  while (unassigned.length > 0) {
    let chosen: T | null = null;
    let undecided = false;
    for (const task of unassigned.toReversed()) {
      const verdict = test(task, without(unassigned, task), below);
      if (verdict === "passes") {
        chosen = task;
        break;
      }
      if (verdict === "undetermined") undecided = true;
    }
    if (chosen === null) return { kind: undecided ? "undetermined" : "impossible", unassigned, below };
    unassigned = without(unassigned, chosen);
    below = [chosen, ...below];
  }
  return { kind: "assigned", tasks: below };
}

/** The exact preemptive test of response times on a supply (response-time.ts). */
export function preemptiveLevelTest(supply: SupplyBound, effort: () => Effort): LevelTest<TickTask> {
  return (task, above) => {
    const { kind } = firstMiss([...above, task], above.length, supply, effort());
    return kind === "none" ? "passes" : kind === "miss" ? "fails" : "undetermined";
  };
}

/** The exact non-preemptive test on a dedicated processor (non-preemptive.ts). */
export function nonPreemptiveLevelTest(time: ArrivalTime, effort: () => Effort): LevelTest<TickTask> {
  return (task, above, below) => {
    const found = nonPreemptiveResponse([...above, task, ...below], above.length, time, effort());
    switch (found.kind) {
      case "bounded":
        return found.response <= task.deadline ? "passes" : "fails";
      case "unbounded":
        return "fails";
      case "undetermined":
        return found.atLeast > task.deadline ? "fails" : "undetermined";
    }
  };
}

/** Shortest relative deadline first; ties keep their order. */
export function deadlineMonotonic<T extends { readonly deadline: Duration }>(
  tasks: readonly T[],
): readonly T[] {
  return [...tasks].sort((a, b) => a.deadline.compare(b.deadline));
}

/** Shortest deadline less jitter first; ties keep their order. */
export function deadlineMinusJitterMonotonic<
  T extends { readonly deadline: Duration; readonly jitter: Duration },
>(tasks: readonly T[]): readonly T[] {
  return [...tasks].sort((a, b) => a.deadline.minus(a.jitter).compare(b.deadline.minus(b.jitter)));
}

const without = <T>(tasks: readonly T[], task: T): readonly T[] => tasks.toSpliced(tasks.indexOf(task), 1);
