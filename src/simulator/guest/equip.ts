import { possibleTargets } from "../device/routing.ts";
import type { DeviceSpec } from "../device/specification.ts";
import type { NodeSpec, Specification, TaskSpec } from "../engine/specification.ts";
import { NEVER } from "../engine/time.ts";
import { asNode, childrenOf } from "../engine/tree.ts";
import type { KernelSpec } from "./specification.ts";

/** The names of the tasks that play the parts of devices and kernels. */
export const tickTask = "tick";
export const bottomHalfTask = (device: string): string => `${device} (bottom half)`;
export const sleeperTask = (name: string): string => name;
const idleTask = "idle";

/**
 * Gives each VM what its kernel and the devices need, below whatever limits the VM: from the most urgent, the handler of
 * ticks, the bottom halves of devices, the applications that sleep, what the VM had, and the loop of a guest that spins.
 */
export function equipVms(
  { cores, ...rest }: Specification,
  devices: readonly DeviceSpec[],
  kernels: readonly KernelSpec[],
): Specification {
  const visit = (spec: NodeSpec, core: number): NodeSpec => {
    if (spec.kind === "task") return spec;
    if (spec.kind === "vm") return { ...spec, child: below(spec.child, equipmentOf(spec.name, core)) };
    if ("child" in spec) return { ...spec, child: visit(spec.child, core) };
    return { ...spec, children: spec.children.map((child) => visit(child, core)) };
  };
  /** A core without a VM may still take interrupts. */
  const idleCore = (core: number): NodeSpec | null =>
    devices.some((device) => device.core === core) ? { kind: "fixed-priority", children: [] } : null;
  const equipmentOf = (vm: string, core: number): Parts => {
    const kernel = kernels.find((each) => each.vm === vm);
    const halves = devices.filter(
      ({ delivery, routing, core: at }) =>
        ["when-scheduled", "monitored", "seizing"].includes(delivery.kind) &&
        possibleTargets(routing, core === at ? [vm] : []).includes(vm),
    );
    return {
      above: [
        ...(kernel === undefined ? [] : [onDemand(tickTask, kernel.tickCost ?? 0)]),
        ...halves.map(({ name, bottomHalf }) => onDemand(bottomHalfTask(name), bottomHalf)),
        ...(kernel?.sleepers ?? []).map(({ name, work }) => onDemand(sleeperTask(name), work)),
      ],
      beneath: kernel?.idle === "spins" ? [{ ...onDemand(idleTask, 0), wcet: NEVER }] : [],
    };
  };
  return {
    ...rest,
    cores: cores.map((root, core) => (root === null ? idleCore(core) : visit(asNode(root), core))),
  };
}

interface Parts {
  readonly above: readonly TaskSpec[];
  readonly beneath: readonly TaskSpec[];
}

function below(spec: NodeSpec, parts: Parts): NodeSpec {
  if (parts.above.length + parts.beneath.length === 0) return spec;
  if (spec.kind === "server" || spec.kind === "supply") return { ...spec, child: below(spec.child, parts) };
  return { kind: "fixed-priority", children: [...parts.above, spec, ...parts.beneath] };
}

/** A task whose jobs a device or a kernel releases; how long each takes is said then. */
function onDemand(name: string, wcet: number): TaskSpec {
  return { kind: "task", name, period: NEVER, deadline: NEVER, wcet };
}

/** The VMs of a core, in the order of the specification; of all cores without one. */
export function vmsOf({ cores }: Specification, core?: number): string[] {
  const found: string[] = [];
  const visit = (spec: NodeSpec): void => {
    if (spec.kind === "task") return;
    if (spec.kind === "vm") {
      found.push(spec.name);
      return;
    }
    for (const child of childrenOf(spec)) visit(child);
  };
  cores.forEach((root, index) => {
    if (root !== null && (core === undefined || core === index)) visit(root);
  });
  return found;
}
