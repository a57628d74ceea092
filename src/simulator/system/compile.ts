import { InputError } from "../../contract/errors.ts";
import type { System, Vm, VmmCosts } from "../../model/system.ts";
import { requireValid } from "../../model/valid-system.ts";
import type { Rational } from "../../numeric/rational.ts";
import { devicesOf } from "../device/described.ts";
import { requireCores } from "../engine/check.ts";
import type { CostSpec, NodeSpec, Specification, VmSpec } from "../engine/specification.ts";
import { kernelsOf } from "../guest/described.ts";
import type { Equipment } from "../guest/machine.ts";
import { guestNode } from "./guest.ts";
import type { Play } from "./play.ts";
import { onPattern, onPromise } from "./promised.ts";
import { type InTicks, inTicks, type Time, tickOf } from "./tick.ts";
import { policyTimes, vmmNode } from "./vmm.ts";

/** A described system as an engine runs it (guest/machine.ts). */
export interface CompiledSystem {
  readonly specification: Specification;
  readonly equipment: Equipment;
  /** The length of a tick, in seconds. */
  readonly tick: Rational;
  /** How many ticks make a time of the system, or one that was named beforehand. */
  readonly ticks: InTicks;
}

/** Where chance is to choose, it needs more room than the described times alone leave. */
const REFINEMENT = 1000n;

/**
 * Makes ready to run what is described, in one of the ways that it may go. `also` are times that must be whole ticks, too.
 * @throws InputError for a system that cannot be simulated, naming what and why.
 */
export function compileSystem(system: System, play: Play = {}, also: readonly Time[] = []): CompiledSystem {
  requireValid(system);
  requireCores(system.processor.cores);
  const chance = play.execution === "random" || play.arrivals === "random" || play.supply === "random";
  const assumed = system.vmm === null ? [] : policyTimes(system.vmm.policy, system.vms);
  const patterns = [...(play.patterns ?? new Map()).values()].flatMap(({ start, cycle, windows }) => [
    ...[start, cycle],
    ...windows.flatMap(({ from, to }: { from: Time; to: Time }) => [from, to]),
  ]);
  const refined = chance || play.phases === "random" ? REFINEMENT : 1n;
  const stays = play.foreground === undefined ? [] : [play.foreground.stay];
  const timebase = tickOf(system, [...also, ...assumed, ...patterns, ...stays], refined);
  const ticks = inTicks(timebase);
  return {
    specification: { cores: coresOf(system, ticks, play), costs: costsOf(system, ticks, play) },
    equipment: {
      devices: devicesOf(system, ticks, { ...play, arrivals: play.arrivals ?? "densest" }),
      kernels: kernelsOf(system, ticks),
    },
    tick: timebase.tick,
    ticks,
  };
}

function costsOf({ vmm }: System, ticks: InTicks, { vmmSections = "always" }: Play): CostSpec {
  if (vmm === null) return {};
  const { vmSwitch, hypercall, longestNonPreemptible, cacheRefill } = vmm.costs;
  return {
    vmSwitch: ticks(vmSwitch),
    hypercall: ticks(hypercall),
    vmmSection: vmmSections === "always" ? ticks(longestNonPreemptible) : 0,
    cacheRefill: cacheRefill === undefined ? 0 : ticks(cacheRefill),
  };
}

function switchesCost({ vmSwitch, cacheRefill }: VmmCosts): boolean {
  return !vmSwitch.isZero() || cacheRefill !== undefined;
}

function coresOf(system: System, ticks: InTicks, play: Play): (NodeSpec | null)[] {
  const nodes = vmNodes(system.vms, ticks, play);
  const { vmm } = system;
  if (vmm === null) return promisedCores(system, nodes, ticks, play);
  return Array.from({ length: system.processor.cores }, (_, core) => {
    const placed = nodes.filter(({ vm }) => vm.core === core);
    return placed.length === 0 ? null : vmmNode(vmm.policy, core, placed, ticks, switchesCost(vmm.costs));
  });
}

interface VmNode {
  readonly vm: Vm;
  readonly node: VmSpec;
}

function vmNodes(vms: readonly Vm[], ticks: InTicks, play: Play): VmNode[] {
  let first = 0;
  return vms.map((vm) => {
    const child = guestNode(vm.guest, first, ticks, play);
    first += vm.guest.tasks.length;
    return { vm, node: { kind: "vm", name: vm.name, child } };
  });
}

/**
 * Without a VMM each VM lives on its own promise, and VMs of one core do not meet: each then has a core for itself. Only
 * interrupts would have to know which of them they disturb.
 */
function promisedCores(
  { vms, interrupts, processor }: System,
  nodes: readonly VmNode[],
  ticks: InTicks,
  play: Play,
) {
  const promised = nodes.map(({ vm, node }, number) => {
    const pattern = play.patterns?.get(vm.name);
    if (pattern !== undefined) return onPattern(node, pattern, ticks);
    return vm.supply === null ? node : onPromise(node, vm.supply, number, ticks, play);
  });
  const alone = new Set(vms.map(({ core }) => core)).size === vms.length;
  if (!alone && interrupts.length > 0) {
    throw new InputError(
      "several VMs share a core with interrupts: describe the VMM, so that they can be simulated together",
    );
  }
  if (!alone) return promised;
  return Array.from({ length: processor.cores }, (_, core) => {
    const index = vms.findIndex((vm) => vm.core === core);
    return promised[index] ?? null;
  });
}
