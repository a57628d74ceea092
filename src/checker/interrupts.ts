/** What an interrupt source takes from its core, at once and whoever has it, and from whom it takes the rest. */
import type { Load } from "./events.ts";
import type { Model, Source, Vm } from "./model.ts";
import { admitted, alwaysAdmits, noticed } from "./notice.ts";

/** Whether every bottom half runs at once, whoever has the core. */
export function atOnce(source: Source): boolean {
  if (source.device === "running") return true;
  return source.delivery === "monitored" ? alwaysAdmits(source) : source.delivery !== "when-scheduled";
}

/** Whether a bottom half may wait until the VM is scheduled; the owner of a device that is not dedicated may be any VM. */
export const waitsIn = (vm: Vm, source: Source): boolean =>
  !atOnce(source) &&
  source.bottom > 0n &&
  (source.target === vm.name || (source.device !== "dedicated" && source.core === vm.core));

/** What the VMM does for the events of a source at once. */
export interface Stolen {
  /** Entry and top half of each interrupt; its bottom half, too, where each comes by itself and is handled at once. */
  readonly interrupts: Load;
  /** Bottom halves that run at once but not one per interrupt. */
  readonly handlers: Load | null;
}

export function stolenBy(source: Source, { entry, vmSwitch, refill }: Model["costs"]): Stolen {
  const { name, bottom } = source;
  const { raised, each } = noticed(source);
  const top = source.top + entry;
  const detour = bottom + 2n * (vmSwitch + refill);
  const now = atOnce(source);
  if (now && (raised === each || detour === 0n))
    return { interrupts: { name, events: raised, cost: top + detour }, handlers: null };
  const interrupts = { name, events: raised, cost: top };
  if (now) return { interrupts, handlers: { name, events: each, cost: detour } };
  if (source.delivery !== "monitored" || bottom === 0n) return { interrupts, handlers: null };
  return { interrupts, handlers: { name, events: admitted(source), cost: detour } };
}

/** Whether a source may really do all that it is charged for, as densely as it is counted. */
export const isExact = (source: Source): boolean =>
  noticed(source).exact && (source.delivery !== "monitored" || atOnce(source));
