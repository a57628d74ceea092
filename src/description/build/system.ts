import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";
import type { Reading } from "../reading.ts";
import type { SystemText } from "../schema/system.ts";
import type { Told } from "../told.ts";
import { buildInterrupt } from "./interrupt.ts";
import type { Placement } from "./names.ts";
import { shareCores } from "./placement.ts";
import { checkClock, readClock } from "./processor.ts";
import { checkTurns } from "./turns.ts";
import { buildVm, type Surroundings } from "./vm.ts";
import { buildVmm } from "./vmm.ts";

/** The system that a description means; null where something in it is wrong, and told to `reading`. */
export function buildSystem(text: Told<SystemText> & object, reading: Reading): System | null {
  checkClock(text.processor, ["processor"], reading);
  const vms = vmsOf(text, reading);
  const cores = coresOf(text);
  const placement: Placement = {
    coreOf: new Map(
      Object.entries(text.vms ?? {}).map(([name, vm]) => [name, vm && (vm.core === undefined ? 0 : vm.core)]),
    ),
    cores,
  };
  const vmm = text.vmm && buildVmm(text.vmm, ["vmm"], placement, reading);
  if (vmm?.policy.kind === "table") warnOfIdle(vms, vmm.policy.slots, reading);
  const interrupts = Object.entries(text.interrupts ?? {}).map(([name, source]) =>
    source === null ? null : buildInterrupt(name, source, ["interrupts", name], placement, reading),
  );
  const sound = vms.filter((vm) => vm !== null);
  checkTurns(text, vmm?.policy, sound, reading);
  const sources = interrupts.filter((source): source is InterruptSource => source !== null);
  if (text.system === null || text.timeUnit === null || cores === null || vmm === null) return null;
  if (sound.length < vms.length || sources.length < interrupts.length) return null;
  return {
    name: text.system,
    timeUnit: text.timeUnit ?? "us",
    processor: { cores, clock: readClock(text.processor) },
    vmm: vmm ?? null,
    vms: sound,
    interrupts: sources,
  };
}

/** Null where it is wrong. */
function coresOf({ processor }: Told<SystemText> & object): number | null {
  if (processor === null) return null;
  return processor?.cores === undefined ? 1 : processor.cores;
}

function vmsOf(text: Told<SystemText> & object, reading: Reading): readonly (Vm | null)[] {
  if (text.vms === null) return [];
  const entries = Object.entries(text.vms);
  if (entries.length === 0) {
    reading.problem("missing-key", ["vms"], "`vms` is empty: describe at least one VM");
  }
  const around: Surroundings = {
    policy: text.vmm === undefined ? undefined : (text.vmm?.policy ?? null),
    quantum: text.vmm ? reading.duration(text.vmm, "quantum", ["vmm"], "positive", undefined) : text.vmm,
    cores: coresOf(text),
  };
  const placed = entries.flatMap(([name, vm]) => {
    const path = ["vms", name];
    return vm === null ? [] : [{ name, text: vm, path, vm: buildVm(name, vm, path, around, reading) }];
  });
  return around.policy ? shareCores(placed, around.policy, reading) : placed.map(({ vm }) => vm);
}

function warnOfIdle(
  vms: readonly (Vm | null)[],
  slots: readonly { readonly vm: string }[],
  reading: Reading,
): void {
  const running = new Set(slots.map((slot) => slot.vm));
  for (const vm of vms) {
    if (vm === null || running.has(vm.name)) continue;
    reading.warn(["vms", vm.name], `${vm.name} has no window in the table, so it never runs`);
  }
}
