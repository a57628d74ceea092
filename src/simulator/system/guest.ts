import { byPriority, type Guest } from "../../model/guest.ts";
import type { Task } from "../../model/task.ts";
import { drawBetween, streamOf } from "../engine/random.ts";
import type { NodeSpec, SectionSpec, TaskSpec } from "../engine/specification.ts";
import { NEVER } from "../engine/time.ts";
import type { Play } from "./play.ts";
import type { InTicks } from "./tick.ts";

/** The purpose for which the compiler draws phases, apart from those of the engine. */
const PHASE = 64;

/** A guest's scheduler over its tasks. `first` counts the tasks of the guests before it, for what is drawn. */
export function guestNode(guest: Guest, first: number, ticks: InTicks, play: Play): NodeSpec {
  const tasks = inOrder(guest);
  const children = tasks.map((task, slot): TaskSpec => {
    const sections = sectionsOf(task, guest, tasks, ticks);
    const timing = timingOf(task, first + slot, ticks, play);
    return { kind: "task", name: task.name, ...timing, sections, hypercalls: task.hypercalls };
  });
  if (guest.scheduling === "edf") return { kind: "edf", children };
  return { kind: "fixed-priority", children: children.length > 0 ? children : busyLoop(guest, play) };
}

/** Best-effort tasks run in the order of the description. Where EDF tasks share resources, slots are preemption levels. */
function inOrder(guest: Guest): readonly Task[] {
  if (guest.scheduling !== "edf") return byPriority(guest);
  const share = guest.tasks.some(({ criticalSections }) => criticalSections.length > 0);
  return share ? [...guest.tasks].sort((a, b) => a.deadline.compare(b.deadline)) : guest.tasks;
}

/** Of a guest with a kernel it is known what it does when it has nothing to do. */
function busyLoop({ scheduling, kernel }: Guest, { bestEffort = "busy" }: Play): TaskSpec[] {
  if (scheduling !== "best-effort" || bestEffort === "idle" || kernel !== undefined) return [];
  return [{ kind: "task", name: "load", period: NEVER, deadline: NEVER, wcet: NEVER }];
}

type Timing = Omit<TaskSpec, "kind" | "name" | "sections" | "hypercalls">;

function timingOf(task: Task, number: number, ticks: InTicks, play: Play): Timing {
  const period = ticks(task.period);
  const jitter = ticks(task.jitter);
  const wcet = ticks(task.wcet);
  const phase = phaseOf(task, number, period, ticks, play);
  const lasting = { period, deadline: ticks(task.deadline), wcet, ...leastOf(wcet, play) };
  if (play.arrivals === "random") {
    return { ...lasting, jitter, slack: task.sporadic ? period : 0, offset: phase };
  }
  return { ...lasting, offset: task.offset === null ? phase - jitter : phase };
}

function phaseOf({ offset }: Task, number: number, period: number, ticks: InTicks, play: Play): number {
  if (offset !== null) return ticks(offset);
  return play.phases === "random"
    ? drawBetween(play.seed ?? 0, streamOf(number, PHASE), 0, 0, period - 1)
    : 0;
}

function leastOf(wcet: number, { execution = "worst", leastExecution }: Play): { bcet?: number } {
  if (execution === "worst") return {};
  if (leastExecution === undefined) return { bcet: 0 };
  return { bcet: Number((leastExecution.numerator * BigInt(wcet)) / leastExecution.denominator) };
}

/** Each job begins with its non-preemptible part, and goes on with its critical sections, each up to its ceiling. */
function sectionsOf(task: Task, guest: Guest, order: readonly Task[], ticks: InTicks): SectionSpec[] {
  if (!guest.preemptive) return [{ length: NEVER, ceiling: 0 }];
  const closed = { length: ticks(task.nonPreemptible), ceiling: 0 };
  const critical = task.criticalSections.map(({ resource, length }) => ({
    length: ticks(length),
    ceiling: order.findIndex((other) =>
      other.criticalSections.some((section) => section.resource === resource),
    ),
  }));
  return [closed, ...critical].filter(({ length }) => length > 0);
}
