import { vmsOn } from "../../analysis/host/placement.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";
import { Rational } from "../../numeric/rational.ts";
import type { Trial } from "../trial.ts";
import type { Remedy } from "./remedy.ts";

/**
 * For each of the VMs under a fixed-priority VMM, the highest other priority of its core with which the source is
 * admitted; the VM that has it takes over the old one.
 */
export function otherPriorities(trial: Trial, source: InterruptSource, vms: readonly Vm[]): Remedy[] {
  const { system } = trial;
  if (system.vmm?.policy.kind !== "fixed-priority") return [];
  return vms.flatMap((vm) => {
    const others = vmsOn(system, vm.core)
      .filter((other) => other.name !== vm.name)
      .sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
    const found = others.find((other) => trial.admits([source], exchanged(system, vm, other)));
    if (found === undefined || found.priority === null) return [];
    const remedy: Remedy = {
      kind: "priority",
      path: ["vms", vm.name, "priority"],
      value: { word: `${found.priority}` },
      cost: Rational.zero,
    };
    return [remedy];
  });
}

function exchanged(system: System, a: Vm, b: Vm): System {
  const priority = (vm: Vm): number | null =>
    vm.name === a.name ? b.priority : vm.name === b.name ? a.priority : vm.priority;
  return { ...system, vms: system.vms.map((vm) => ({ ...vm, priority: priority(vm) })) };
}
