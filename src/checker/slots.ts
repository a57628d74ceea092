/** What a cyclic table gives a VM. */
import type { Model } from "./model.ts";
import type { Table, Window } from "./supply.ts";

type Placed = { readonly name: string; readonly core: bigint };
type Costs = Pick<Model["costs"], "vmSwitch" | "section" | "refill">;

/** The slots of a VM, those that touch as one. */
function windowsOf({ slots }: Model, { name, core }: Placed): Window[] {
  const merged: { start: bigint; end: bigint }[] = [];
  const own = slots.filter((slot) => slot.vm === name && slot.core === core);
  for (const { start, length } of own.sort((a, b) => (a.start < b.start ? -1 : 1))) {
    const last = merged.at(-1);
    if (last?.end === start) last.end = start + length;
    else merged.push({ start, end: start + length });
  }
  return merged;
}

/** Each window late by a switch and cold caches, unless the VM has the whole frame, and by a section of the VMM. */
export function slotsLeft(model: Model, vm: Placed, { vmSwitch, section, refill }: Costs): Table {
  const { frame } = model;
  const windows = windowsOf(model, vm);
  const late = windows.some(({ start, end }) => end - start === frame)
    ? section
    : vmSwitch + refill + section;
  const usable = windows.map(({ start, end }) => ({ start: start + late, end }));
  return { kind: "table", frame, windows: usable.filter(({ start, end }) => start < end) };
}

/** Whether a window on the core, which has several VMs, is shorter than a switch and so delays the next. */
export function tooShort(model: Model, core: bigint): boolean {
  const names = [...new Set(model.slots.filter((slot) => slot.core === core).map(({ vm }) => vm))];
  const short = names.some((name) =>
    windowsOf(model, { name, core }).some(({ start, end }) => end - start < model.costs.vmSwitch),
  );
  return names.length > 1 && short;
}
