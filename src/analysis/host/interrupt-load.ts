import type { InterruptSource } from "../../model/interrupt.ts";
import type { Load } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { costsOf, switchPair } from "./costs.ts";
import { interruptsOn } from "./placement.ts";

/** What a source takes from everything on its core: entry, top half and, delivered at once, the bottom half too. */
export function stolenBy(source: InterruptSource, system: System): Load {
  const top = source.topHalf.plus(costsOf(system).interruptEntry);
  const atOnce = source.delivery !== "when-scheduled" || source.device === "running";
  return {
    name: source.name,
    arrivals: source.arrivals,
    wcet: atOnce ? top.plus(source.bottomHalf).plus(switchPair(system)) : top,
  };
}

/** The interrupt load above every VM of a core. Sources that cost nothing are left out. */
export function interruptLoad(system: System, core: number): readonly Load[] {
  return interruptsOn(system, core)
    .map((source) => stolenBy(source, system))
    .filter((load) => load.wcet.isPositive());
}

/** Whether a bottom half of the source waits until the given VM is scheduled, and then runs before its tasks. */
export function waitsFor(vm: Vm, source: InterruptSource): boolean {
  const scheduled = source.delivery === "when-scheduled" && source.device !== "running";
  return scheduled && source.target === vm.name && source.bottomHalf.isPositive();
}

/** A source of the core that hands the rest of a quantum to its target, and so takes it from the given VM; or null. */
export function quantumTaker(system: System, vm: Vm): InterruptSource | null {
  const takes = (source: InterruptSource): boolean =>
    source.delivery === "rest-of-quantum" && source.target !== vm.name;
  return interruptsOn(system, vm.core).find(takes) ?? null;
}
