import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";

/** Something that may have a priority, and where it is described. */
export interface Prioritized {
  readonly name: string;
  readonly priority: number | undefined;
  readonly path: Path;
}

/** Priorities are given to all or to none, and to no two the same: the order is then never a matter of opinion. */
export function checkPriorities(
  all: readonly Prioritized[],
  what: "task" | "VM",
  orNone: string,
  reading: Reading,
): void {
  const holders = new Map<number, string>();
  for (const { name, priority, path } of all) {
    if (priority === undefined) continue;
    const holder = holders.get(priority);
    if (holder === undefined) holders.set(priority, name);
    else {
      reading.problem(
        "conflict",
        [...path, "priority"],
        `${holder} and ${name} have the same priority ${priority}: give each ${what} its own`,
      );
    }
  }
  if (holders.size === 0) return;
  for (const { name, priority, path } of all) {
    if (priority !== undefined) continue;
    reading.problem(
      "missing-key",
      path,
      `${name} has no priority while others have one: give every ${what} a priority, ${orNone}`,
      "key",
    );
  }
}
