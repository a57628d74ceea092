import type { Claim } from "../../certificate/claim.ts";
import type { Task } from "../../model/task.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import type { Compiled } from "../compile.ts";
import { assumptionsOf, type GuestProblem, prefixOf } from "./guest-problem.ts";

/** A guest's tasks in priority order, on ticks, and the one that is asked about. */
export interface TaskQuestion {
  readonly problem: GuestProblem;
  readonly tasks: readonly Task[];
  readonly task: Task;
  readonly index: number;
  readonly compiled: Compiled;
  readonly unit: TimeUnit;
  readonly effort: number;
}

/** What all claims about a task of a guest have in common. */
export function claimBase(
  problem: GuestProblem,
  task: Task,
): Omit<Claim, "verdict" | "witness"> & { readonly deadline: Duration } {
  return {
    id: `${prefixOf(problem)}/task/${task.name}`,
    subject: { ...(problem.vm === null ? {} : { vm: problem.vm }), task: task.name },
    statement: `every job of ${task.name} ends within its deadline`,
    method: "fp-response-time",
    assumptions: assumptionsOf(problem),
    deadline: task.deadline,
  };
}
