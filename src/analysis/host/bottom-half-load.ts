import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";
import type { BoundedLoad } from "../../workload/event-bound.ts";
import { delayedEvents } from "../../workload/event-limits.ts";
import { noticedEvents } from "./interrupt-events.ts";
import { waitsFor } from "./interrupt-load.ts";
import { topHalfDelay } from "./top-half-delay.ts";

/**
 * Where the top halves of a VM's interrupts run: in the supply that its windows are counted on, or beside it, as with a
 * server or a contract, whose budgets exclude them.
 */
export type TopHalves = "in-supply" | "beside";

/**
 * The bottom halves that run in a VM before its tasks. With the top halves in the supply they arrive as the VMM learns of
 * their events: a busy window of the VM begins when none of their top halves is pending either. With the top halves
 * beside it, or on another core, they arrive up to the longest top-half delay later, and so closer to each other. Null
 * where there is no bound on that delay, or a mask hands events over together. Under a monitor each bottom half may have to wait for the VM.
 */
export function bottomHalfLoad(system: System, vm: Vm, topHalves: TopHalves): readonly BoundedLoad[] | null {
  const loads = system.interrupts
    .filter((source) => waitsFor(vm, source))
    .map((source) => loadOf(system, vm, source, topHalves));
  return loads.every((load) => load !== null) ? loads : null;
}

function loadOf(system: System, vm: Vm, source: InterruptSource, topHalves: TopHalves): BoundedLoad | null {
  const { name, bottomHalf: wcet } = source;
  const arrivals = noticedEvents(source).events;
  if (arrivals === null) return null;
  if (source.core === vm.core && topHalves === "in-supply") return { name, arrivals, wcet };
  const delay = topHalfDelay(system, source);
  return delay === null ? null : { name, arrivals: delayedEvents(arrivals, delay), wcet };
}
