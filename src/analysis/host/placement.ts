import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";

/** The VMs that share a core, in the order of the description. */
export function vmsOn(system: System, core: number): readonly Vm[] {
  return system.vms.filter((vm) => vm.core === core);
}

export function interruptsOn(system: System, core: number): readonly InterruptSource[] {
  return system.interrupts.filter((source) => source.core === core);
}

/** The cores that have anything to run, a VM or an interrupt, ascending. */
export function coresInUse(system: System): readonly number[] {
  const cores = [...system.vms, ...system.interrupts].map(({ core }) => core);
  return [...new Set(cores)].sort((a, b) => a - b);
}

/**
 * The VMs of a core from the highest priority to the lowest, under a fixed-priority VMM. Where no priority is written,
 * servers and contracts go by their period (rate monotonic) and VMs without one come last.
 */
export function vmsByPriority(system: System, core: number): readonly Vm[] {
  return [...vmsOn(system, core)].sort((a, b) => {
    if (a.priority !== null && b.priority !== null) return a.priority - b.priority;
    const [first, second] = [periodOf(a), periodOf(b)];
    if (first !== null && second !== null) return first.compare(second);
    return first === second ? 0 : first === null ? 1 : -1;
  });
}

function periodOf({ supply }: Vm) {
  return supply !== null && "period" in supply ? supply.period : null;
}
