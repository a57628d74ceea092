import { InputError } from "../contract/errors.ts";
import type { GuestKernel } from "./kernel.ts";
import { dedicated, type Supply } from "./supply.ts";
import type { Task } from "./task.ts";

/** How a guest orders its tasks. `best-effort` promises nothing: no bound exists for its tasks. */
export type GuestPolicy = "rate-monotonic" | "deadline-monotonic" | "fixed-priority" | "edf" | "best-effort";

export const GUEST_POLICIES: readonly GuestPolicy[] = [
  "rate-monotonic",
  "deadline-monotonic",
  "fixed-priority",
  "edf",
  "best-effort",
];

/** A task set with its scheduler. */
export interface Guest {
  readonly scheduling: GuestPolicy;
  /** False: a job that has started runs to its end. */
  readonly preemptive: boolean;
  readonly tasks: readonly Task[];
  /** Where the guest tells the time by ticks, and what that costs it. */
  readonly kernel?: GuestKernel;
}

/** A guest together with the supply that it is promised: what `analyze` decides. */
export interface SuppliedGuest extends Guest {
  readonly supply: Supply;
}

/** Builds a guest on a supply, a dedicated processor by default. Names are made unique where none were given. */
export function guest(given: {
  scheduling: GuestPolicy;
  tasks: readonly Task[];
  supply?: Supply;
  preemptive?: boolean;
}): SuppliedGuest {
  const named = given.tasks.map((each, index) =>
    each.name === "task" ? { ...each, name: `task${index + 1}` } : each,
  );
  const names = new Set<string>();
  for (const { name } of named) {
    if (names.has(name)) throw new InputError(`two tasks are called ${name}`);
    names.add(name);
  }
  return {
    scheduling: given.scheduling,
    preemptive: given.preemptive ?? true,
    tasks: named,
    supply: given.supply ?? dedicated(),
  };
}

/**
 * The tasks from the highest priority to the lowest. Ties keep the order of the description, which is therefore part
 * of the model.
 */
export function byPriority(guest: Guest): readonly Task[] {
  const rank = (a: Task, b: Task): number => {
    switch (guest.scheduling) {
      case "rate-monotonic":
        return a.period.compare(b.period);
      case "deadline-monotonic":
        return a.deadline.compare(b.deadline);
      case "fixed-priority":
        return (a.priority ?? Number.POSITIVE_INFINITY) - (b.priority ?? Number.POSITIVE_INFINITY) || 0;
      default:
        return 0;
    }
  };
  return [...guest.tasks].sort(rank);
}
