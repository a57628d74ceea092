import type { System, Vm, VmmCosts } from "../../model/system.ts";
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

/** What a guest spends on its caches once its VM has been switched in; zero where no VMM is described. */
export function cacheRefill(system: System): Work {
  return costsOf(system).cacheRefill ?? Work.zero;
}

/** What a switch takes from the VM that it leads to: the switch, and the refill of its caches. */
export function entering(system: System): Work {
  return costsOf(system).vmSwitch.plus(cacheRefill(system));
}

/**
 * What a VM may still have to refill when a window begins, or when it is switched in first: once per window, since a refill
 * does not add up. Zero for a VM that has its core to itself.
 */
export function coldStart(system: System, vm: Vm): Work {
  const lone = !system.vms.some((other) => other !== vm && other.core === vm.core);
  return lone ? Work.zero : cacheRefill(system);
}

/**
 * A switch away from a VM and the switch back, both charged to the one that caused them (Katcher et al. 1993), as the
 * delay is by which the interrupted VM finds its caches cold (Busquets-Mataix et al. 1996).
 */
export function switchPair(system: System): Work {
  return entering(system).times(Rational.of(2n));
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
