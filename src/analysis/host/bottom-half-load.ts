import type { InterruptSource } from "../../model/interrupt.ts";
import type { Load } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { waitsFor } from "./interrupt-load.ts";
import { delayedEvents, topHalfDelay } from "./top-half-delay.ts";

/**
 * Where the top halves of a VM's interrupts run: in the supply that its windows are counted on, or beside it, as with a
 * server or a contract, whose budgets exclude them.
 */
export type TopHalves = "in-supply" | "beside";

/**
 * The bottom halves that run in a VM before its tasks. With the top halves in the supply they arrive with the events of
 * their source: a busy window of the VM begins when none of their top halves is pending either. With the top halves
 * beside it, or on another core, they arrive up to the longest top-half delay later, and so closer to each other. Null
 * where there is no bound on that delay.
 */
export function bottomHalfLoad(system: System, vm: Vm, topHalves: TopHalves): readonly Load[] | null {
  const loads = system.interrupts
    .filter((source) => waitsFor(vm, source))
    .map((source) => loadOf(system, vm, source, topHalves));
  return loads.every((load) => load !== null) ? loads : null;
}

function loadOf(system: System, vm: Vm, source: InterruptSource, topHalves: TopHalves): Load | null {
  const { name, arrivals, bottomHalf: wcet } = source;
  if (source.core === vm.core && topHalves === "in-supply") return { name, arrivals, wcet };
  const delay = topHalfDelay(system, source);
  return delay === null ? null : { name, arrivals: delayedEvents(arrivals, delay), wcet };
}
