import type { Machine } from "../simulator/guest/machine.ts";
import { sleeperId, sourceId, taskId } from "./dials.ts";

/** What one run has shown, by task, source and sleeper: the longest response in ticks, and whether any job was late. */
export interface Observed {
  readonly responses: ReadonlyMap<string, number>;
  readonly late: ReadonlySet<string>;
  readonly jobs: number;
}

/** Runs a machine and looks at it. A job that has not ended yet has taken at least the time since its arrival. */
export function observe({ engine, tasks, vms, devices, kernels }: Machine, horizon: number): Observed {
  engine.run(horizon);
  const responses = new Map<string, number>();
  const late = new Set<string>();
  let jobs = 0;
  const table = engine.tasks;
  for (const [index, { name }] of tasks.entries()) {
    const vm = vms[table.vm[index] as number];
    if (vm === undefined) continue;
    const id = taskId(vm, name);
    const pending =
      (table.pending[index] as number) > 0 ? horizon - (table.headArrival[index] as number) : -1;
    const longest = Math.max(pending, table.mostResponse[index] as number);
    if (longest >= 0) responses.set(id, longest);
    if ((table.missed[index] as number) + table.overdue(index, horizon) > 0) late.add(id);
    jobs += table.completed[index] as number;
  }
  for (const { name, latency } of devices) {
    if (latency.count > 0) responses.set(sourceId(name), latency.most);
    jobs += latency.count;
  }
  for (const { vm, sleepers } of kernels) {
    for (const { name, elapsed } of sleepers) {
      if (elapsed.count > 0) responses.set(sleeperId(vms[vm] as string, name), elapsed.most);
      jobs += elapsed.count;
    }
  }
  return { responses, late, jobs };
}
