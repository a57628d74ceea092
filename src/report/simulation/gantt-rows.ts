import { type Cast, NONE } from "./run-data.ts";
import type { Schedule } from "./schedule.ts";

/** A horizontal strip of the page. */
export interface Row {
  readonly y: number;
  readonly height: number;
}

export interface VmRows extends Row {
  /** The height of the line with its name. */
  readonly heading: number;
}

export interface Rows {
  readonly cores: readonly Row[];
  readonly sources: readonly Row[];
  readonly vms: readonly VmRows[];
  /** By task. */
  readonly tasks: readonly Row[];
  readonly bottom: number;
}

/** Within a task's row, jobs stand on the ground; releases point at it from below. */
export const TASK_ROW = { height: 25, ground: 19 } as const;

const CORE_HEIGHT = 26;
const SOURCE_HEIGHT = 22;
const VM_HEADING = 22;
const GAP = 6;

/** Stacks the rows: the VMM's cores and interrupts, each VM with its tasks, tasks outside every VM. */
export function rowsOf(cast: Cast, { bands, work }: Schedule, top: number): Rows {
  let y = top;
  const next = (height: number): Row => {
    const row = { y, height };
    y += height;
    return row;
  };
  const hosts = bands.length > 0 || work.length > 0;
  const cores = Array.from({ length: hosts ? cast.cores : 0 }, () => next(CORE_HEIGHT));
  const sources = cast.sources.map(() => next(SOURCE_HEIGHT));
  const tasks: Row[] = [];
  const place = (vm: number): void => {
    for (const [task, { vm: owner }] of cast.tasks.entries())
      if (owner === vm) tasks[task] = next(TASK_ROW.height);
  };
  const vms = cast.vms.map((_, vm) => {
    y += GAP;
    const { y: start } = next(VM_HEADING);
    place(vm);
    return { y: start, height: y - start, heading: VM_HEADING };
  });
  place(NONE);
  return { cores, sources, vms, tasks, bottom: y + GAP };
}
