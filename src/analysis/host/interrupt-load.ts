import type { InterruptSource } from "../../model/interrupt.ts";
import type { Load } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { costsOf, switchPair } from "./costs.ts";
import { interruptsOn } from "./placement.ts";

/** What a source takes from everything on its core: entry, top half and, delivered at once, the bottom half too. */
export function stolenBy(source: InterruptSource, system: System): Load {
  const top = source.topHalf.plus(costsOf(system).interruptEntry);
  return {
    name: source.name,
    arrivals: source.arrivals,
    wcet: isAtOnce(source) ? top.plus(source.bottomHalf).plus(switchPair(system)) : top,
  };
}

/** The interrupt load above every VM of a core. Sources that cost nothing are left out. */
export function interruptLoad(system: System, core: number): readonly Load[] {
  return interruptsOn(system, core)
    .map((source) => stolenBy(source, system))
    .filter((load) => load.wcet.isPositive());
}

/** What a source surely takes from its core: the same without VM switches, which a lone VM does not need. */
export function surelyStolenBy(source: InterruptSource, system: System): Load {
  const load = stolenBy(source, system);
  return isAtOnce(source) ? { ...load, wcet: load.wcet.minus(switchPair(system)) } : load;
}

/** The interrupt load that a core has without doubt. */
export function sureInterruptLoad(system: System, core: number): readonly Load[] {
  return interruptsOn(system, core)
    .map((source) => surelyStolenBy(source, system))
    .filter((load) => load.wcet.isPositive());
}

/** Whether some interrupt of the core is charged VM switches that it may not need. */
export function interruptsSwitch(system: System, core: number): boolean {
  return interruptsOn(system, core).some(isAtOnce) && !costsOf(system).vmSwitch.isZero();
}

/** Whether the bottom half runs at once, whoever has the core. */
function isAtOnce({ delivery, device }: InterruptSource): boolean {
  return delivery !== "when-scheduled" || device === "running";
}

/**
 * Whether a bottom half of the source may wait until the given VM is scheduled, and then run before its tasks. A
 * dedicated device has one owner; the owner of an active or dynamic one may be any VM of its core, now or later.
 */
export function waitsFor(vm: Vm, source: InterruptSource): boolean {
  if (isAtOnce(source) || !source.bottomHalf.isPositive()) return false;
  return source.target === vm.name || (source.device !== "dedicated" && source.core === vm.core);
}

/** A source of the core that hands the rest of a quantum to its target, and so takes it from the given VM; or null. */
export function quantumTaker(system: System, vm: Vm): InterruptSource | null {
  const takes = (source: InterruptSource): boolean =>
    source.delivery === "rest-of-quantum" && source.target !== vm.name;
  return interruptsOn(system, vm.core).find(takes) ?? null;
}
