import { unreachable } from "../../contract/assert.ts";
import type { Slot, Vmm, VmmCosts, VmmPolicy } from "../../model/system.ts";
import { type Duration, Work } from "../../numeric/quantity.ts";
import { grouped } from "../group.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { CostsText, SlotText, VmmPolicyText, VmmText } from "../schema/vmm.ts";
import type { Told } from "../told.ts";
import { isCore, isVm, type Placement } from "./names.ts";
import { buildSettings } from "./scheduler.ts";
import { type BuiltWindow, buildWindow, disjoint } from "./windows.ts";

/** The VMM; null where something in it is wrong. */
export function buildVmm(
  text: Told<VmmText> & object,
  path: Path,
  placement: Placement,
  reading: Reading,
): Vmm | null {
  const costs = buildCosts(text.costs, [...path, "costs"], reading);
  const policy = buildPolicy(text, path, placement, reading);
  return costs && policy && { policy, costs };
}

function buildCosts(text: Told<CostsText | undefined>, path: Path, reading: Reading): VmmCosts | null {
  if (text === null) return null;
  const cost = (key: keyof VmmCosts): Work | null => reading.work(text ?? {}, key, path, Work.zero);
  const vmSwitch = cost("vmSwitch");
  const interruptEntry = cost("interruptEntry");
  const hypercall = cost("hypercall");
  const longestNonPreemptible = cost("longestNonPreemptible");
  const cacheRefill = cost("cacheRefill");
  return (
    vmSwitch &&
    interruptEntry &&
    hypercall &&
    longestNonPreemptible &&
    cacheRefill && {
      ...{ vmSwitch, interruptEntry, hypercall, longestNonPreemptible },
      ...(cacheRefill.isZero() ? {} : { cacheRefill }),
    }
  );
}

function buildPolicy(
  text: Told<VmmText> & object,
  path: Path,
  placement: Placement,
  reading: Reading,
): VmmPolicy | null {
  const { policy } = text;
  if (policy === null) return null;
  const cyclic = policy === "tdma" || policy === "arinc653";
  if (!cyclic) refuseKey(text, "frame", path, "a tdma", policy, reading);
  if (!cyclic) refuseKey(text, "windows", path, "a tdma", policy, reading);
  if (policy !== "round-robin") refuseKey(text, "quantum", path, "a round-robin", policy, reading);
  if (policy !== "round-robin") refuseKey(text, "tick", path, "a round-robin", policy, reading);
  const tick = reading.duration(text, "tick", path, "positive", undefined);
  const settings = buildSettings(text, policy, path, reading);
  if (settings === null) return null;
  switch (policy) {
    case "tdma":
    case "arinc653":
      return buildTable(text, path, placement, reading);
    case "static":
    case "fixed-priority":
    case "edf":
      return { kind: policy };
    case "round-robin":
      return tick === null ? null : { kind: policy, ...(tick === undefined ? {} : { tick }) };
    case "sedf":
      return { kind: policy, ...(settings?.kind === "sedf" ? { settings } : {}) };
    case "credit":
    case "credit2":
    case "bvt":
    case "cfs":
      return {
        kind: "best-effort",
        scheduler: policy,
        ...(settings && settings.kind !== "sedf" ? { settings } : {}),
      };
    default:
      return unreachable(policy);
  }
}

function refuseKey(
  text: Told<VmmText> & object,
  key: "frame" | "windows" | "quantum" | "tick",
  path: Path,
  owner: string,
  policy: VmmPolicyText,
  reading: Reading,
): void {
  if (text[key] === undefined) return;
  reading.problem(
    "conflict",
    [...path, key],
    `\`${key}\` belongs to ${owner} VMM, and this one is ${policy}: delete it, or write \`policy: ${owner.slice(2)}\``,
    "key",
  );
}

type BuiltSlot = BuiltWindow & { readonly vm: string; readonly core: number };

function buildTable(
  text: Told<VmmText> & object,
  path: Path,
  placement: Placement,
  reading: Reading,
): VmmPolicy | null {
  const frame = reading.duration(text, "frame", path, "positive", undefined);
  if (frame === undefined) {
    reading.problem(
      "missing-key",
      path,
      "`frame` is missing: write how long the table is, such as `frame: 40 ms`",
      "key",
    );
  }
  const { windows } = text;
  if (windows === undefined || windows?.length === 0) {
    return reading.problem(
      "missing-key",
      path,
      "`windows` is missing: write who has the core when, such as `- { vm: rtos, start: 0 ms, length: 12 ms }`",
      "key",
    );
  }
  if (windows === null) return null;
  const limit = frame ? { length: frame, text: String(text.frame) } : null;
  const slots = windows.map((window, index) =>
    window === null ? null : buildSlot(window, [...path, "windows", index], limit, placement, reading),
  );
  const sound = slots.filter((slot): slot is BuiltSlot => slot !== null);
  checkOverlaps(sound, reading);
  if (!frame || sound.length < slots.length) return null;
  return {
    kind: "table",
    frame,
    slots: sound.map(({ vm, core, start, length }): Slot => ({ vm, core, start, length })),
  };
}

function buildSlot(
  text: Told<SlotText> & object,
  path: Path,
  frame: { readonly length: Duration; readonly text: string } | null,
  placement: Placement,
  reading: Reading,
): BuiltSlot | null {
  const window = buildWindow(text, path, frame, reading);
  const { vm } = text;
  const known = vm !== null && isVm(vm, placement, [...path, "vm"], reading);
  const core = text.core === undefined && vm !== null ? placement.coreOf.get(vm) : text.core;
  if (typeof text.core === "number" && !isCore(text.core, placement.cores, [...path, "core"], reading))
    return null;
  if (window === null || !known || vm === null || core === null || core === undefined) return null;
  const home = placement.coreOf.get(vm);
  if (typeof home === "number" && core !== home) {
    return reading.problem(
      "conflict",
      [...path, "core"],
      `the window is on core ${core}, and ${vm} runs on core ${home}: delete \`core\` here, or write \`core: ${core}\` at vms.${vm}`,
    );
  }
  return { ...window, vm, core };
}

/** A core serves one VM at a time. */
function checkOverlaps(slots: readonly BuiltSlot[], reading: Reading): void {
  for (const [core, there] of grouped(slots, (slot) => slot.core)) {
    disjoint(
      there,
      reading,
      (later, earlier) =>
        `the window of ${later.vm} at ${later.text} overlaps the window of ${earlier.vm} at ${earlier.text} on core ${core}: move or shorten one of them`,
    );
  }
}
