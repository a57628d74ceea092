import { present } from "../../contract/assert.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { Load } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { type BoundedLoad, isDescribed } from "../../workload/event-bound.ts";
import { costsOf, entering, switchPair } from "./costs.ts";
import { admittedByMonitor, alwaysConforms, noticedEvents } from "./interrupt-events.ts";
import { handedOverTogether, masksNoHandler, type Unbounded } from "./masked.ts";
import { interruptsOn } from "./placement.ts";

/** What a source takes from everything on its core. */
export interface StolenWork {
  /** Entry and top half of each interrupt; and, where each event is handled at once and by itself, its bottom half too. */
  readonly interrupts: BoundedLoad;
  /** Bottom halves that run at once, not one per interrupt: with a switch to their VM and back. */
  readonly handlers: BoundedLoad | null;
}

/** Null where a mask leaves the handlers that run at once without a bound. */
export function stolenBy(source: InterruptSource, system: System): StolenWork | null {
  if (handsOverAtOnce(source)) return null;
  const { name, bottomHalf, shaper } = source;
  const top = source.topHalf.plus(costsOf(system).interruptEntry);
  const { raised, events } = noticedEvents(source);
  const detour = bottomHalf.plus(switchPair(system));
  if (isAtOnce(source)) {
    const each = present(events, "a bound on the events, since the mask keeps none back");
    return raised === each || !detour.isPositive()
      ? { interrupts: { name, arrivals: raised, wcet: top.plus(detour) }, handlers: null }
      : stealing({ name, arrivals: raised, wcet: top }, { name, arrivals: each, wcet: detour });
  }
  const interrupts = { name, arrivals: raised, wcet: top };
  return shaper === undefined || !isAtOnceIfAdmitted(source)
    ? { interrupts, handlers: null }
    : stealing(interrupts, { name, arrivals: admittedByMonitor(source, shaper), wcet: detour });
}

/** Whether bottom halves that a mask kept back run at once, together. Looks at no event. */
function handsOverAtOnce(source: InterruptSource): boolean {
  return !masksNoHandler(source) && (isAtOnce(source) || isAtOnceIfAdmitted(source));
}

/** Whether the bottom halves that a monitor admits run at once. */
function isAtOnceIfAdmitted({ delivery, shaper, bottomHalf }: InterruptSource): boolean {
  return delivery === "monitored" && shaper !== undefined && bottomHalf.isPositive();
}

function stealing(interrupts: BoundedLoad, handlers: BoundedLoad): StolenWork {
  return { interrupts, handlers: { ...handlers, name: `${handlers.name}, bottom halves at once` } };
}

/** Everything that interrupts of a core take from it, those of `except` left out; null where nothing bounds that. */
export function stolenOn(system: System, core: number, except: InterruptSource | null): BoundedLoad[] | null {
  const works = interruptsOn(system, core)
    .filter((source) => source !== except)
    .map((source) => stolenBy(source, system));
  if (!works.every((work) => work !== null)) return null;
  return works
    .flatMap(({ interrupts, handlers }) => [interrupts, ...(handlers === null ? [] : [handlers])])
    .filter(({ wcet }) => wcet.isPositive());
}

/** The interrupt load above every VM of a core, null without a bound. Sources that cost nothing are left out. */
export function interruptLoad(system: System, core: number): readonly BoundedLoad[] | null {
  return stolenOn(system, core, null);
}

/** Why nothing bounds the interrupt load of a core, where that is so. */
export function unboundedInterrupts(system: System, core: number): Unbounded | null {
  const source = interruptsOn(system, core).find(handsOverAtOnce);
  return source === undefined ? null : handedOverTogether(source);
}

/** Why nothing bounds the bottom halves that wait for a VM, where a mask hands them over together. */
export function unboundedHalves(system: System, vm: Vm): Unbounded | null {
  const source = system.interrupts.find((each) => waitsFor(vm, each) && !masksNoHandler(each));
  return source === undefined ? null : handedOverTogether(source);
}

/**
 * The interrupt load that a core may have without doubt, in some legal course of events: no VM switches, which a lone VM
 * does not need, and no source whose bound nothing need attain.
 */
export function sureInterruptLoad(system: System, core: number): readonly Load[] {
  return interruptsOn(system, core)
    .filter(isExact)
    .flatMap((source) => {
      const stolen = stolenBy(source, system);
      if (stolen === null) return [];
      const { interrupts } = stolen;
      return isAtOnce(source)
        ? { ...interrupts, wcet: interrupts.wcet.minus(switchPair(system)) }
        : interrupts;
    })
    .filter(({ wcet }) => wcet.isPositive())
    .filter(isDescribed);
}

/** Whether some interrupt of the core is charged VM switches that it may not need. */
export function interruptsSwitch(system: System, core: number): boolean {
  return interruptsOn(system, core).some(isAtOnce) && !entering(system).isZero();
}

/** Whether a source may really do all that it is charged for, as densely as its bounds allow. */
export function isExact(source: InterruptSource): boolean {
  return noticedEvents(source).exact && (source.delivery !== "monitored" || isAtOnce(source));
}

/** Whether every bottom half runs at once, whoever has the core. */
export function isAtOnce({ delivery, device, arrivals, shaper }: InterruptSource): boolean {
  if (device === "running") return true;
  if (delivery === "monitored") return shaper !== undefined && alwaysConforms(arrivals, shaper);
  return delivery !== "when-scheduled";
}

/**
 * Whether a bottom half of the source may wait until the given VM is scheduled, and then run before its tasks. A
 * dedicated device has one owner; the owner of an active or dynamic one may be any VM of its core, now or later.
 */
export function waitsFor(vm: Vm, source: InterruptSource): boolean {
  if (isAtOnce(source) || !source.bottomHalf.isPositive()) return false;
  return source.target === vm.name || (source.device !== "dedicated" && source.core === vm.core);
}

/**
 * The sources of the core that may hand the rest of a quantum to another VM, and so take it from the given one. A device that
 * is not dedicated may come to belong to any VM.
 */
export function quantumTakers(system: System, vm: Vm): readonly InterruptSource[] {
  return interruptsOn(system, vm.core).filter(
    ({ delivery, device, target }) =>
      delivery === "rest-of-quantum" && (target !== vm.name || device !== "dedicated"),
  );
}
