import { present } from "../../contract/assert.ts";
import { dedicated, type Supply } from "../../model/supply.ts";
import type { Task } from "../../model/task.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { compile } from "../compile.ts";
import { Effort } from "../effort.ts";
import { withBlocking } from "./blocking.ts";
import { nonPreemptiveResponses } from "./non-preemptive-responses.ts";
import { type Assignment, assignPriorities, type LevelVerdict } from "./priority-assignment.ts";
import { firstMiss } from "./response-time.ts";

/** What the tasks run under: preemptively on a supply, or non-preemptively on a dedicated processor. */
export type AssignmentSetting =
  | { readonly kind: "preemptive"; readonly supply?: Supply }
  | { readonly kind: "non-preemptive"; readonly quantum?: Duration };

/**
 * A priority order in which every task meets its deadline, or the statement that there is none (priority-assignment.ts).
 * The blocking by critical and non-preemptible sections follows the order: it is derived anew for every level.
 * `effort` limits each single test, in elementary steps.
 */
export function optimalPriorities(given: {
  readonly tasks: readonly Task[];
  readonly setting?: AssignmentSetting;
  readonly effort?: number;
}): Assignment<Task> {
  const setting = given.setting ?? { kind: "preemptive" };
  return assignPriorities(given.tasks, (task, above, below) => {
    const order = [...above, task, ...below];
    return setting.kind === "preemptive"
      ? preemptively(order, above.length, setting.supply ?? dedicated(), given.effort)
      : nonPreemptively(order, above.length, setting.quantum, given.effort);
  });
}

function preemptively(order: readonly Task[], index: number, on: Supply, effort?: number): LevelVerdict {
  const { tasks, supply } = compile(withBlocking(order), on);
  const { kind } = firstMiss(tasks, index, supply, new Effort(effort));
  return kind === "none" ? "passes" : kind === "miss" ? "fails" : "undetermined";
}

function nonPreemptively(
  order: readonly Task[],
  index: number,
  quantum: Duration | undefined,
  effort?: number,
): LevelVerdict {
  const responses = nonPreemptiveResponses({
    tasks: order,
    ...(quantum && { quantum }),
    ...(effort !== undefined && { effort }),
  });
  const found = present(responses[index], "a response for every task");
  const { deadline } = present(order[index], "the task at the level");
  switch (found.kind) {
    case "bounded":
      return found.response.atMost(deadline) ? "passes" : "fails";
    case "unbounded":
      return "fails";
    case "undetermined":
      return deadline.lessThan(found.atLeast) ? "fails" : "undetermined";
  }
}
