import { renderYaml } from "../../../src/description/render-yaml.ts";
import type { Guest } from "../../../src/model/guest.ts";
import type { System } from "../../../src/model/system.ts";
import { task } from "../../../src/model/task.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import type { DrawnGuest, DrawnTask } from "../../generate/guest.ts";

/** A stretch of a job, in ticks, for which it holds a resource. */
export interface DrawnLock {
  readonly resource: string;
  readonly length: number;
}

/** A drawn guest as a system of whole milliseconds; `locks` are the critical sections of each task. */
export function systemOf(
  { policy, preemptive, tasks, supply }: DrawnGuest,
  locks: readonly (readonly DrawnLock[])[] = [],
): System {
  const ms = (ticks: number): string => `${ticks} ms`;
  const guest: Guest = {
    scheduling: policy,
    preemptive,
    tasks: tasks.map((each, index) =>
      task({
        name: `t${index + 1}`,
        minSeparation: ms(each.period),
        wcet: ms(each.wcet),
        deadline: ms(each.deadline),
        jitter: ms(each.jitter),
        nonPreemptible: ms(each.section),
        criticalSections: (locks[index] ?? []).map(({ resource, length }) => ({
          resource,
          length: ms(length),
        })),
        ...(policy === "fixed-priority" ? { priority: index + 1 } : {}),
      }),
    ),
  };
  return {
    name: "found by the campaign",
    timeUnit: "ms",
    processor: { cores: 1, clock: null },
    vmm: null,
    vms: [
      {
        name: "guest",
        core: 0,
        guest,
        supply: supply.described(),
        priority: null,
        quantum: null,
        activationsPerPeriod: null,
      },
    ],
    interrupts: [],
  };
}

export function showGuest(guest: DrawnGuest, locks: readonly (readonly DrawnLock[])[] = []): string {
  return renderYaml(systemOf(guest, locks));
}

/** The tasks as the analyses take them. */
export function ticksOf(tasks: readonly DrawnTask[]): TickTask[] {
  return tasks.map(({ wcet, period, deadline, jitter }) => ({
    wcet: BigInt(wcet),
    period: BigInt(period),
    deadline: BigInt(deadline),
    jitter: BigInt(jitter),
    blocking: 0n,
  }));
}
