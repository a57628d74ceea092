import type { System, VmmCosts } from "../../model/system.ts";
import type { Task } from "../../model/task.ts";
import { Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";

const FREE: VmmCosts = {
  vmSwitch: Work.zero,
  interruptEntry: Work.zero,
  hypercall: Work.zero,
  longestNonPreemptible: Work.zero,
};

/** The VMM's costs; all zero where no VMM is described. */
export function costsOf(system: System): VmmCosts {
  return system.vmm?.costs ?? FREE;
}

/** A switch away from a VM and the switch back, both charged to the one that caused them (Katcher et al. 1993). */
export function switchPair(system: System): Work {
  return costsOf(system).vmSwitch.times(Rational.of(2n));
}

/**
 * What the VMM itself may hold up the start of a VM by: its longest non-preemptible section, or a VM switch that has
 * just begun. It happens at most once per busy window, because it must have begun before the window.
 */
export function hold(system: System): Work {
  const { longestNonPreemptible, vmSwitch } = costsOf(system);
  return longer(longestNonPreemptible, vmSwitch);
}

/**
 * The task with its hypercalls charged to it. While the VMM is in a hypercall, its guest can as little preempt the task
 * as anybody else can: that is a non-preemptible section of the task.
 */
export function withHypercalls(task: Task, costs: VmmCosts): Task {
  if (task.hypercalls === 0) return task;
  const { hypercall, longestNonPreemptible } = costs;
  const section = shorter(hypercall, longestNonPreemptible);
  return {
    ...task,
    wcet: task.wcet.plus(hypercall.times(Rational.of(BigInt(task.hypercalls)))),
    nonPreemptible: longer(task.nonPreemptible, section),
  };
}

export function longer(a: Work, b: Work): Work {
  return a.lessThan(b) ? b : a;
}

function shorter(a: Work, b: Work): Work {
  return a.lessThan(b) ? a : b;
}
