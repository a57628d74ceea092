import type { Synthesis } from "../analysis/system/synthesize.ts";
import { interfaceOf } from "../analysis/system/synthesize-vm.ts";
import type { Change } from "../description/rewrite.ts";
import type { Slot, System, Vm } from "../model/system.ts";

type Chosen = Pick<Extract<Synthesis, { kind: "chosen" }>, "system">;

/** What differs between a system as it is written and as it was chosen, as values of its description. */
export function changesOf(written: System, { system }: Chosen): Change[] {
  const supplies = system.vms.flatMap((vm, index) => supplyChanges(written.vms[index] as Vm, vm));
  return [...tableChanges(written, system), ...supplies];
}

function supplyChanges(before: Vm, after: Vm): Change[] {
  const [old, now] = [interfaceOf(before.supply), interfaceOf(after.supply)];
  if (old === null || now === null) return [];
  const at = ["vms", after.name, "supply"];
  const changes: Change[] = [];
  if (before.supply?.kind !== after.supply?.kind && after.supply !== null) {
    changes.push({ kind: "word", path: [...at, "kind"], word: after.supply.kind });
  }
  if (!old.period.equals(now.period)) {
    changes.push({ kind: "time", path: [...at, "period"], seconds: now.period.value });
  }
  if (!old.budget.equals(now.budget)) {
    changes.push({ kind: "time", path: [...at, "budget"], seconds: now.budget.value });
  }
  if (!old.deadline.equals(now.deadline)) {
    const absent = now.deadline.equals(now.period) ? "leave" : { insertBefore: "budget" };
    changes.push({ kind: "time", path: [...at, "deadline"], seconds: now.deadline.value, absent });
  }
  return changes;
}

function tableChanges(written: System, system: System): Change[] {
  const [old, now] = [written.vmm?.policy, system.vmm?.policy];
  if (old?.kind !== "table" || now?.kind !== "table") return [];
  const frame: Change[] = old.frame.equals(now.frame)
    ? []
    : [{ kind: "time", path: ["vmm", "frame"], seconds: now.frame.value }];
  if (sameSlots(old.slots, now.slots)) return frame;
  const windows = inOrder(now.slots).map(({ vm, start, length }) => ({
    vm,
    start: start.value,
    length: length.value,
  }));
  return [...frame, { kind: "windows", path: ["vmm", "windows"], windows }];
}

/** Whether a system read back from the text is the one that was chosen. */
export function isAsChosen(read: System, { system }: Chosen): boolean {
  return changesOf(read, { system }).length === 0 && theRestOf(read) === theRestOf(system);
}

/** All of a system besides supplies and windows, as text. */
function theRestOf(system: System): string {
  const vms = system.vms.map(({ supply: _, ...vm }) => vm);
  return JSON.stringify({ ...system, vmm: system.vmm?.costs, vms }, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}

function sameSlots(a: readonly Slot[], b: readonly Slot[]): boolean {
  return JSON.stringify(inOrder(a).map(slotKey)) === JSON.stringify(inOrder(b).map(slotKey));
}

function slotKey({ vm, core, start, length }: Slot): readonly unknown[] {
  return [vm, core, start, length];
}

function inOrder(slots: readonly Slot[]): Slot[] {
  return [...slots].sort((a, b) => a.start.compare(b.start) || a.core - b.core);
}
