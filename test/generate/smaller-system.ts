import { InputError } from "../../src/contract/errors.ts";
import { smallerSystems } from "../../src/crosscheck/shrink.ts";
import type { Guest } from "../../src/model/guest.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { System } from "../../src/model/system.ts";
import { requireValid } from "../../src/model/valid-system.ts";
import { Duration, Work } from "../../src/numeric/quantity.ts";

/** Smaller systems that a description can say: what `crosscheck` tries, and plainer interrupts, supplies and costs. */
export function* smallerValidSystems(system: System): Generator<System> {
  for (const smaller of smallerSystems(system)) if (isSystem(smaller)) yield smaller;
  for (const plainer of plainerSystems(system)) if (isSystem(plainer)) yield plainer;
}

function* plainerSystems(system: System): Generator<System> {
  const { vms, interrupts, vmm } = system;
  for (const [index, source] of interrupts.entries()) {
    for (const plainer of plainerSources(source))
      yield { ...system, interrupts: interrupts.with(index, plainer) };
  }
  for (const [index, vm] of vms.entries()) {
    if (vm.activationsPerPeriod !== null)
      yield { ...system, vms: vms.with(index, { ...vm, activationsPerPeriod: null }) };
    for (const guest of plainerGuests(vm.guest)) yield { ...system, vms: vms.with(index, { ...vm, guest }) };
    if (vm.supply !== null && vmm !== null)
      yield { ...system, vms: vms.with(index, { ...vm, supply: null }) };
  }
  if (vmm === null) return;
  const { cacheRefill, ...costs } = vmm.costs;
  if (cacheRefill !== undefined) yield { ...system, vmm: { ...vmm, costs } };
  const { policy } = vmm;
  if (policy.kind === "round-robin" && policy.tick !== undefined)
    yield { ...system, vmm: { ...vmm, policy: { kind: policy.kind } } };
}

/** Without its kernel, or with one that has fewer sleepers and costs less. */
function* plainerGuests({ kernel, ...plain }: Guest): Generator<Guest> {
  if (kernel === undefined) return;
  yield plain;
  for (const index of kernel.sleepers.keys())
    yield { ...plain, kernel: { ...kernel, sleepers: kernel.sleepers.toSpliced(index, 1) } };
  if (kernel.tickCost.isPositive()) yield { ...plain, kernel: { ...kernel, tickCost: Work.zero } };
  if (kernel.phase.isPositive()) yield { ...plain, kernel: { ...kernel, phase: Duration.zero } };
}

function* plainerSources(source: InterruptSource): Generator<InterruptSource> {
  const { shaper, notice, ...plain } = source;
  if (notice !== undefined) yield { ...plain, ...(shaper && { shaper }) };
  if (shaper !== undefined && source.delivery !== "monitored") yield { ...plain, ...(notice && { notice }) };
  const { mask, ...unmasked } = source;
  if (mask !== undefined) yield unmasked;
  if (source.delivery === "monitored") yield { ...plain, delivery: "when-scheduled" };
  if (source.bottomHalf.isPositive()) yield { ...source, bottomHalf: Work.zero };
  if (source.topHalf.isPositive()) yield { ...source, topHalf: Work.zero };
}

function isSystem(system: System): boolean {
  const policy = system.vmm?.policy;
  // Valid in code, but nothing that a description says.
  if (system.vms.length === 0 || (policy?.kind === "table" && policy.slots.length === 0)) return false;
  try {
    requireValid(system);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
