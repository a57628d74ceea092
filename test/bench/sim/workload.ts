import { readFileSync } from "node:fs";
import type { FlatTasks } from "../../../src/simulator/flat/flat-tasks.ts";

/** One task set as {C,T,D} in integer ticks, all first released at 0, in priority order. */
export interface SimTask {
  readonly C: number;
  readonly T: number;
  readonly D: number;
}

/** @throws Error for a file that holds anything else. */
export function readSimTasks(file: string): SimTask[] {
  const tasks: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(tasks) || tasks.length === 0 || !tasks.every(isSimTask)) {
    throw new Error(`${file}: expected an array of {C,T,D} integers`);
  }
  return tasks;
}

function isSimTask(value: unknown): value is SimTask {
  if (typeof value !== "object" || value === null) return false;
  return ["C", "T", "D"].every((key) => Number.isSafeInteger(Reflect.get(value, key)));
}

export function asFlatTasks(tasks: readonly SimTask[]): FlatTasks {
  return {
    wcet: Float64Array.from(tasks, ({ C }) => C),
    period: Float64Array.from(tasks, ({ T }) => T),
    deadline: Float64Array.from(tasks, ({ D }) => D),
    offset: new Float64Array(tasks.length),
  };
}
