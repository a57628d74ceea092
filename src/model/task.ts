import { InputError } from "../contract/errors.ts";
import { Duration, nonNegative, positive, Work } from "../numeric/quantity.ts";
import { duration, work } from "../numeric/unit.ts";

/** A section in which a task holds a shared resource, under the priority ceiling or stack resource protocol. */
export interface CriticalSection {
  readonly resource: string;
  readonly length: Work;
}

/**
 * A recurring task: jobs arrive at least `period` apart, each is released at most `jitter` after its arrival, needs at
 * most `wcet` and must end within `deadline` of its *arrival*.
 */
export interface Task {
  readonly name: string;
  /** The period, or the minimum separation of a sporadic task. */
  readonly period: Duration;
  readonly sporadic: boolean;
  readonly wcet: Work;
  readonly deadline: Duration;
  readonly jitter: Duration;
  /** The first arrival, where it is fixed; null where every phase is legal. */
  readonly offset: Duration | null;
  /** 1 is the highest. Null where the guest's policy derives it. */
  readonly priority: number | null;
  /** A declared bound on what lower-priority tasks delay this one by, beyond the sections described. */
  readonly blocking: Work;
  /** The longest section in which this task cannot be preempted by its guest's other tasks. */
  readonly nonPreemptible: Work;
  readonly criticalSections: readonly CriticalSection[];
  /** Hypercalls per job, each charged the VMM's hypercall cost. */
  readonly hypercalls: number;
}

/** What a caller writes: times as text with a unit or as quantities; `deadline` defaults to the period. */
export interface TaskSpecification {
  readonly name?: string;
  readonly period?: string | Duration;
  readonly minSeparation?: string | Duration;
  readonly wcet: string | Work;
  readonly deadline?: string | Duration;
  readonly jitter?: string | Duration;
  readonly offset?: string | Duration;
  readonly priority?: number;
  readonly blocking?: string | Work;
  readonly nonPreemptible?: string | Work;
  readonly criticalSections?: readonly { readonly resource: string; readonly length: string | Work }[];
  readonly hypercalls?: number;
}

/** Builds a task. Throws `InputError` for a value that no task can have. */
export function task(specification: TaskSpecification): Task {
  const name = specification.name ?? "task";
  const { period, minSeparation, offset, priority, hypercalls = 0 } = specification;
  const separation = period ?? minSeparation;
  if (separation === undefined || (period !== undefined && minSeparation !== undefined)) {
    throw new InputError(`${name}: give either a period or a minSeparation`);
  }
  if (offset !== undefined && minSeparation !== undefined) {
    throw new InputError(`${name}: a sporadic task has no offset; give a period instead of minSeparation`);
  }
  if (priority !== undefined && !(Number.isSafeInteger(priority) && priority >= 1)) {
    throw new InputError(`${name}: priority is ${priority}: write an integer from 1 (the highest)`);
  }
  if (!(Number.isSafeInteger(hypercalls) && hypercalls >= 0)) {
    throw new InputError(`${name}: hypercalls is ${hypercalls}: write how many each job makes`);
  }
  const length = positive(duration(separation), `${name}: the period`);
  return {
    name,
    period: length,
    sporadic: minSeparation !== undefined,
    wcet: nonNegative(work(specification.wcet), `${name}: wcet`),
    deadline: positive(duration(specification.deadline ?? length), `${name}: the deadline`),
    jitter: nonNegative(duration(specification.jitter ?? Duration.zero), `${name}: jitter`),
    offset: offset === undefined ? null : nonNegative(duration(offset), `${name}: the offset`),
    priority: priority ?? null,
    blocking: nonNegative(work(specification.blocking ?? Work.zero), `${name}: blocking`),
    nonPreemptible: nonNegative(work(specification.nonPreemptible ?? Work.zero), `${name}: nonPreemptible`),
    criticalSections: (specification.criticalSections ?? []).map(({ resource, length: held }) => ({
      resource,
      length: nonNegative(work(held), `${name}: the critical section on ${resource}`),
    })),
    hypercalls,
  };
}
