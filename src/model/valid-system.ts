import { InputError } from "../contract/errors.ts";
import type { Duration } from "../numeric/quantity.ts";
import { type InterruptSource, LARGEST_RING } from "./interrupt.ts";
import { problemsOfKernel } from "./kernel.ts";
import type { Supply } from "./supply.ts";
import type { Slot, System, Vm } from "./system.ts";
import { problemsOfMask } from "./valid-mask.ts";

/**
 * Refuses a system that contradicts itself: two VMs in one place, a slot outside its frame, a name that nobody bears.
 * A description has been checked before, with line and column; this guards systems that are built in code.
 * Throws one `InputError` that names every contradiction.
 */
export function requireValid(system: System): void {
  const problems = [
    ...repeated(system.vms.map((vm) => vm.name)).map((name) => `two VMs are called ${name}`),
    ...repeated(system.interrupts.map((source) => source.name)).map(
      (name) => `two interrupts are called ${name}`,
    ),
    ...system.vms.flatMap((vm) => problemsOfVm(system, vm)),
    ...system.interrupts
      .filter(({ target }) => target !== null && !system.vms.some((vm) => vm.name === target))
      .map(({ name, target }) => `interrupt ${name} goes to ${target}, which is no VM`),
    ...system.interrupts
      .filter(({ delivery, target, core }) => {
        const home = system.vms.find((vm) => vm.name === target)?.core ?? core;
        return delivery !== "when-scheduled" && home !== core;
      })
      .map(({ name }) => `interrupt ${name} is delivered at once to a VM of another core`),
    ...system.interrupts.flatMap(problemsOfShaping),
    ...system.interrupts
      .filter(({ ring = 1 }) => !Number.isSafeInteger(ring) || ring < 1 || ring > LARGEST_RING)
      .map(({ name, ring }) => `interrupt ${name} has a ring of ${ring} places`),
    ...system.interrupts.flatMap(problemsOfMask),
    ...[...system.vms, ...system.interrupts]
      .filter(({ core }) => !Number.isSafeInteger(core) || core < 0 || core >= system.processor.cores)
      .map(({ name, core }) => `${name} is on core ${core} of ${system.processor.cores}`),
    ...problemsOfPolicy(system),
  ];
  if (problems.length > 0) throw new InputError(`no such system can be built: ${problems.join("; ")}`);
}

function problemsOfVm(system: System, vm: Vm): string[] {
  const names = repeated(vm.guest.tasks.map((task) => task.name));
  const extra =
    hasExtratime(vm.supply) && (vm.supply?.kind !== "server" || system.vmm?.policy.kind !== "edf");
  const unsupplied = system.vmm === null && vm.supply === null;
  return [
    ...problemsOfKernel(vm.guest).map((problem) => `the kernel of ${vm.name} ${problem}`),
    ...names.map((name) => `${vm.name} has two tasks called ${name}`),
    ...(extra ? [`${vm.name} has extratime, and no EDF VMM schedules its server`] : []),
    ...(unsupplied ? [`${vm.name} has no supply, and no VMM is described`] : []),
  ];
}

function hasExtratime(supply: Supply | null): boolean {
  return supply?.kind === "leftover"
    ? hasExtratime(supply.of)
    : supply?.kind === "server" && supply.extratime === true;
}

function problemsOfPolicy({ vmm, vms }: System): string[] {
  switch (vmm?.policy.kind) {
    case "static":
      return repeated(vms.map((vm) => String(vm.core))).map(
        (core) => `two VMs share core ${core} without a scheduler`,
      );
    case "round-robin":
      return problemsOfTurns(vmm.policy.tick, vms);
    case "table":
      return problemsOfTable(vmm.policy.slots, vmm.policy.frame, vms);
    case "fixed-priority":
      return problemsOfPriorities(vms);
    default:
      return [];
  }
}

/** A shaper refuses something, a monitor has a shaper, and the VMM learns of the events without end. */
function problemsOfShaping({ name, device, delivery, shaper, notice }: InterruptSource): string[] {
  const positive = (what: string, time: { isPositive(): boolean } | null | undefined): string[] =>
    time === null || time === undefined || time.isPositive()
      ? []
      : [`the ${what} of interrupt ${name} is not positive`];
  const refusing = shaper === undefined || shaper.minDistance !== null || shaper.bucket !== null;
  const monitored = delivery === "monitored";
  return [
    ...(refusing ? [] : [`the shaper of interrupt ${name} admits everything`]),
    ...(monitored && shaper === undefined ? [`interrupt ${name} is monitored without a shaper`] : []),
    ...(monitored && device === "running" ? [`interrupt ${name} of a running device is monitored`] : []),
    ...positive("distance in the shaper", shaper?.minDistance),
    ...positive("refill in the shaper", shaper?.bucket?.refill),
    ...(shaper?.bucket && shaper.bucket.capacity < 1n
      ? [`the bucket of interrupt ${name} holds no token`]
      : []),
    ...(notice?.kind === "polled" ? positive("polling period", notice.period) : []),
    ...(notice?.kind === "coalesced" ? positive("coalescing delay", notice.delay) : []),
    ...(notice?.kind === "coalesced" &&
    notice.count !== null &&
    !(Number.isSafeInteger(notice.count) && notice.count >= 1)
      ? [`interrupt ${name} coalesces ${notice.count} events`]
      : []),
  ];
}

function problemsOfTurns(tick: Duration | undefined, vms: readonly Vm[]): string[] {
  if (tick !== undefined && !tick.isPositive()) return ["the tick of the round robin is not positive"];
  return vms.flatMap(({ name, quantum }) => {
    if (quantum === null || !quantum.isPositive()) return [`${name} has no quantum in a round robin`];
    return tick === undefined || quantum.per(tick).isInteger()
      ? []
      : [`the quantum of ${name}, ${quantum}, is no multiple of the tick of ${tick}`];
  });
}

/** On each core all VMs have priorities of their own, or none has one. */
function problemsOfPriorities(vms: readonly Vm[]): string[] {
  const cores = [...new Set(vms.map(({ core }) => core))];
  return cores.flatMap((core) => {
    const priorities = vms.filter((vm) => vm.core === core).map(({ priority }) => priority);
    const written = priorities.filter((priority) => priority !== null);
    return [
      ...(written.length > 0 && written.length < priorities.length
        ? [`some VMs of core ${core} have no priority`]
        : []),
      ...repeated(written.map(String)).map((priority) => `two VMs of core ${core} have priority ${priority}`),
    ];
  });
}

function problemsOfTable(slots: readonly Slot[], frame: Slot["length"], vms: readonly Vm[]): string[] {
  const inOrder = [...slots].sort((a, b) => a.core - b.core || a.start.compare(b.start));
  return inOrder.flatMap((slot, index) => {
    const next = inOrder[index + 1];
    const end = slot.start.plus(slot.length);
    return [
      ...(vms.some((vm) => vm.name === slot.vm && vm.core === slot.core)
        ? []
        : [`a slot on core ${slot.core} belongs to ${slot.vm}, which is no VM of that core`]),
      ...(slot.start.value.sign() < 0 || !slot.length.isPositive() || frame.lessThan(end)
        ? [`the slot of ${slot.vm} at ${slot.start} does not lie in the frame`]
        : []),
      ...(next !== undefined && next.core === slot.core && next.start.lessThan(end)
        ? [`the slots of ${slot.vm} and ${next.vm} overlap at ${next.start}`]
        : []),
    ];
  });
}

/** The names that occur more than once, each once. */
function repeated(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}
