import { readFileSync } from "node:fs";
import { type TickTimes, tickTaskSet } from "../../src/analysis/ticks/entry.ts";
import type { Workload } from "./kernels.ts";
import { UsageError } from "./options.ts";

/** Reads a JSON array of task sets, each an array of {C,T,D} integers in priority order. */
export function readWorkload(file: string): Workload[] {
  const sets: unknown = parsed(file);
  if (!Array.isArray(sets) || sets.length === 0)
    throw new UsageError(`${file}: expected an array of task sets`);
  return sets.map((tasks: unknown, i) => {
    if (!isTaskSet(tasks)) throw new UsageError(`${file}[${i}]: expected an array of {C,T,D} integers`);
    return asWorkload(tasks);
  });
}

export function asWorkload(tasks: readonly TickTimes[]): Workload {
  const column = (name: keyof TickTimes): Float64Array =>
    Float64Array.from(tasks, (task) => Number(task[name]));
  return {
    set: tickTaskSet(tasks),
    columns: { wcet: column("C"), period: column("T"), deadline: column("D") },
  };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function isTaskSet(value: unknown): value is TickTimes[] {
  return Array.isArray(value) && value.every(isTask);
}

function isTask(value: unknown): value is TickTimes {
  if (typeof value !== "object" || value === null) return false;
  return ["C", "T", "D"].every((key) => Number.isSafeInteger(Reflect.get(value, key)));
}
