/**
 * How long work of lower priority can hold up each task of a fixed-priority guest.
 *
 * Claim: B_i is the longest single section of a lower-priority task that can keep task i waiting: a non-preemptible
 * section, or a critical section on a resource whose ceiling (the highest priority among its users) is at least that of
 * task i. One section only: under the priority ceiling and the stack resource protocol a job is blocked at most once.
 * A non-preemptible section is one on a resource with the highest ceiling of all.
 * Assumes: priority ceiling or stack resource protocol; a section has begun before the job is released, so its whole
 * length is a supremum that is not attained.
 * Source: Sha, Rajkumar and Lehoczky 1990; Baker 1991.
 *
 * A task's declared `blocking` bounds what the described sections do not show, so it comes on top: the sum is safe
 * whether or not the two can coincide.
 */
import type { Task } from "../../model/task.ts";
import { Work } from "../../numeric/quantity.ts";

/** What a task may wait for below it. */
export interface Blocking {
  /** Declared and derived blocking together. */
  readonly blocking: Work;
  /** The lower-priority task with the longest section that counts; null where none does. */
  readonly by: string | null;
  /** The resource of that section; null where it is a non-preemptible section or there is none. */
  readonly resource: string | null;
}

/** The blocking of each task; `tasks` in priority order, highest first. A lower task without work blocks nobody. */
export function fixedPriorityBlocking(tasks: readonly Task[]): readonly Blocking[] {
  const ceilings = ceilingsOf(tasks);
  return tasks.map((task, index) => {
    let longest: Section = { length: Work.zero, by: null, resource: null };
    for (const section of tasks.slice(index + 1).flatMap(sectionsOf)) {
      const counts = section.resource === null || (ceilings.get(section.resource) ?? index + 1) <= index;
      if (counts && longest.length.lessThan(section.length)) longest = section;
    }
    return { blocking: task.blocking.plus(longest.length), by: longest.by, resource: longest.resource };
  });
}

/** The same tasks with their whole blocking as the declared one: the form that the analyses compute on. */
export function withBlocking(tasks: readonly Task[]): readonly Task[] {
  const blocking = fixedPriorityBlocking(tasks);
  return tasks.map((task, index) => ({ ...task, blocking: blocking[index]?.blocking ?? task.blocking }));
}

interface Section {
  readonly length: Work;
  readonly by: string | null;
  readonly resource: string | null;
}

function sectionsOf(task: Task): readonly Section[] {
  if (task.wcet.isZero()) return [];
  return [
    { length: task.nonPreemptible, by: task.name, resource: null },
    ...task.criticalSections.map(({ resource, length }) => ({ length, by: task.name, resource })),
  ];
}

/** The index of the highest-priority user of each resource. */
function ceilingsOf(tasks: readonly Task[]): ReadonlyMap<string, number> {
  const ceilings = new Map<string, number>();
  for (const [index, task] of tasks.entries()) {
    for (const { resource } of task.criticalSections) {
      if (!ceilings.has(resource)) ceilings.set(resource, index);
    }
  }
  return ceilings;
}
