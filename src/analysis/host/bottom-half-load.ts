import type { InterruptSource } from "../../model/interrupt.ts";
import type { Load } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { waitsFor } from "./interrupt-load.ts";
import { delayedEvents, topHalfDelay } from "./top-half-delay.ts";

/**
 * The bottom halves that run in a VM before its tasks. On the core of their source they arrive with its events: a busy
 * window of the VM begins when none of their top halves is pending either. From another core they arrive up to the
 * longest top-half delay later. Null where some source of another core has no such bound.
 */
export function bottomHalfLoad(system: System, vm: Vm): readonly Load[] | null {
  const loads = system.interrupts
    .filter((source) => waitsFor(vm, source))
    .map((source) => loadOf(system, vm, source));
  return loads.every((load) => load !== null) ? loads : null;
}

function loadOf(system: System, vm: Vm, source: InterruptSource): Load | null {
  const { name, arrivals, bottomHalf: wcet } = source;
  if (source.core === vm.core) return { name, arrivals, wcet };
  const delay = topHalfDelay(system, source);
  return delay === null ? null : { name, arrivals: delayedEvents(arrivals, delay), wcet };
}
