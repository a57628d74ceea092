import type { NodeSpec, Specification, TaskSpec } from "../engine/specification.ts";
import { NEVER } from "../engine/time.ts";
import { runEdf } from "./edf.ts";
import { runFixedPriority } from "./fixed-priority.ts";
import { checkFlatTasks, type FlatResult, type FlatTasks, fitsFlat } from "./flat-tasks.ts";

export type FlatPolicy = "fixed-priority" | "edf";

/**
 * Simulates one task set alone on a core, from 0 to `horizon`, all jobs taking their wcet: the public integer-tick entry.
 * @throws InputError for values that are no exact integers in range, or too large to be packed.
 */
export function simulateTasks(tasks: FlatTasks, policy: FlatPolicy, horizon: number): FlatResult {
  checkFlatTasks(tasks, horizon);
  return policy === "edf" ? runEdf(tasks, horizon) : runFixedPriority(tasks, horizon);
}

/** A specification that the flat path can run. */
export interface FlatPlan {
  readonly policy: FlatPolicy;
  readonly tasks: FlatTasks;
}

/** One core, one scheduler of plain periodic tasks, no costs, nothing at random: else null. */
export function flatPlan({ cores, costs = {} }: Specification, horizon: number): FlatPlan | null {
  const [root] = cores;
  if (cores.length !== 1 || !root || Object.values(costs).some((cost) => cost > 0)) return null;
  const scheduler = root.kind === "vm" ? vmScheduler(root) : root;
  if (scheduler?.kind !== "fixed-priority" && scheduler?.kind !== "edf") return null;
  const specs = scheduler.children.filter(isPlain);
  if (specs.length < scheduler.children.length) return null;
  const column = (value: (spec: TaskSpec) => number): Float64Array => Float64Array.from(specs, value);
  const tasks = {
    wcet: column(({ wcet }) => wcet),
    period: column(({ period }) => period),
    deadline: column(({ deadline }) => deadline),
    offset: column(({ offset = 0 }) => offset),
  };
  return fitsFlat(tasks, horizon) ? { policy: scheduler.kind, tasks } : null;
}

function vmScheduler({ child, guestSwitch = 0 }: NodeSpec & { kind: "vm" }): NodeSpec | null {
  return guestSwitch > 0 ? null : child;
}

function isPlain(spec: NodeSpec): spec is TaskSpec {
  if (spec.kind !== "task") return false;
  const {
    wcet,
    bcet = wcet,
    period,
    offset = 0,
    jitter = 0,
    slack = 0,
    minDistance = 0,
    sections = [],
  } = spec;
  const steady =
    bcet === wcet && jitter === 0 && slack === 0 && minDistance <= period && sections.length === 0;
  return steady && wcet !== NEVER && period !== NEVER && spec.deadline !== NEVER && offset >= 0;
}
