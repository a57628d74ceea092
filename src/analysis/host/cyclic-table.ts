import { type TableSupply, type TableWindow, table } from "../../model/supply.ts";
import type { Slot, System, Vm } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { costsOf, entering } from "./costs.ts";

/**
 * The windows of a VM in the VMM's table as the guest can use them: each starts late by one VM switch, by what
 * the guest then spends on its caches, and by the longest section of the VMM that may be under way at that moment (ARINC 653: usable [a + σ + b, e)).
 * Slots of the same VM that touch are one window with one switch; a slot that goes on around the end of the frame is
 * charged again there, which is on the safe side. A VM that has the whole frame is never switched.
 */
export function usableTable(system: System, vm: Vm, frame: Duration, slots: readonly Slot[]): TableSupply {
  const { longestNonPreemptible } = costsOf(system);
  const own = slots.filter((slot) => slot.vm === vm.name && slot.core === vm.core);
  const merged = mergeTouching(windowsOf(own));
  const whole = merged.some(({ start, end }) => end.minus(start).equals(frame));
  const late = (whole ? longestNonPreemptible : entering(system).plus(longestNonPreemptible)).asDuration();
  const windows = merged.map(({ start, end }) => ({ start: start.plus(late), end }));
  return table({ frame, windows: windows.filter(({ start, end }) => start.lessThan(end)) });
}

/**
 * A VM with a window that ends before the VMM has switched to it: the switch runs over into the next window, which is
 * then later than one switch and one section. Null where the core has no such VM, or just one VM that is never switched.
 */
export function vmBelowSwitch(system: System, core: number, slots: readonly Slot[]): string | null {
  const switching = costsOf(system).vmSwitch.asDuration();
  const there = slots.filter((slot) => slot.core === core);
  const names = [...new Set(there.map(({ vm }) => vm))];
  const isShort = (name: string): boolean =>
    mergeTouching(windowsOf(there.filter(({ vm }) => vm === name))).some(({ start, end }) =>
      end.minus(start).lessThan(switching),
    );
  return names.length < 2 ? null : (names.find(isShort) ?? null);
}

function windowsOf(slots: readonly Slot[]): TableWindow[] {
  return slots.map(({ start, length }) => ({ start, end: start.plus(length) }));
}

function mergeTouching(windows: readonly TableWindow[]): TableWindow[] {
  const merged: TableWindow[] = [];
  for (const window of [...windows].sort((a, b) => a.start.compare(b.start))) {
    const previous = merged.at(-1);
    if (previous?.end.equals(window.start))
      merged[merged.length - 1] = { start: previous.start, end: window.end };
    else merged.push(window);
  }
  return merged;
}
