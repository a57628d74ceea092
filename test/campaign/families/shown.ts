import { renderYaml } from "../../../src/description/render-yaml.ts";
import type { Guest } from "../../../src/model/guest.ts";
import type { System } from "../../../src/model/system.ts";
import { task } from "../../../src/model/task.ts";
import type { TickTask } from "../../../src/workload/tick-task.ts";
import type { DrawnGuest, DrawnTask } from "../../generate/guest.ts";

/** A drawn guest as a system of whole milliseconds. */
export function systemOf({ policy, preemptive, tasks, supply }: DrawnGuest): System {
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

export function showGuest(guest: DrawnGuest): string {
  return renderYaml(systemOf(guest));
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
