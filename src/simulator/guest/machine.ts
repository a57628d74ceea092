import { checkDevices } from "../device/check.ts";
import { Device, TIMERS_PER_DEVICE } from "../device/device.ts";
import { Ring } from "../device/ring.ts";
import { possibleTargets } from "../device/routing.ts";
import { DEFAULT_RING, type DeviceSpec } from "../device/specification.ts";
import type { Target } from "../device/target.ts";
import { type BuiltEngine, buildEngine, type EngineOptions } from "../engine/build.ts";
import type { Node } from "../engine/node.ts";
import type { Specification } from "../engine/specification.ts";
import { NONE } from "../engine/time.ts";
import { checkKernels } from "./check.ts";
import { bottomHalfTask, equipVms, sleeperTask, tickTask, vmsOf } from "./equip.ts";
import type { KernelSpec } from "./specification.ts";
import { TIMERS_PER_KERNEL, TickKernel } from "./tick-kernel.ts";

/** What stands around the schedulers: devices in the order of their priority, and tick-driven guest kernels. */
export interface Equipment {
  readonly devices?: readonly DeviceSpec[];
  readonly kernels?: readonly KernelSpec[];
}

/** An engine with its devices and kernels, in the order of the equipment. */
export interface Machine extends BuiltEngine {
  readonly devices: readonly Device[];
  readonly kernels: readonly TickKernel[];
}

/**
 * Makes an engine with devices and guest kernels around it: their handlers become tasks of the VMs, above what is there.
 * @throws InputError naming what cannot be run.
 */
export function buildMachine(
  specification: Specification,
  { devices = [], kernels = [] }: Equipment,
  options: Omit<EngineOptions, "timers"> = {},
): Machine {
  checkDevices(devices, specification);
  checkKernels(kernels, specification);
  const built = buildEngine(equipVms(specification, devices, kernels), {
    ...options,
    timers: {
      interrupt: devices.length * TIMERS_PER_DEVICE,
      tick: kernels.length * TIMERS_PER_KERNEL,
    },
  });
  const seed = options.seed ?? 0;
  return {
    ...built,
    devices: devices.map(
      (spec, number) =>
        new Device(spec, {
          ...{ built, number, seed, targets: targetsOf(spec, built, specification) },
          sender: senderOf(spec, built),
        }),
    ),
    kernels: kernels.map((spec, index) => kernelOf(spec, index, built)),
  };
}

/** With a monitor, each VM a second time: for the events that are handled at once. */
function targetsOf(spec: DeviceSpec, built: BuiltEngine, specification: Specification): Target[] {
  const names = possibleTargets(spec.routing, vmsOf(specification, spec.core));
  const own = names.map((name) => targetOf(spec, built.vms.indexOf(name), built));
  const monitored = spec.delivery.kind === "monitored";
  return monitored ? [...own, ...own.map(({ vm }) => ({ ...targetOf(spec, vm, built), task: NONE }))] : own;
}

function targetOf(spec: DeviceSpec, vm: number, built: BuiltEngine): Target {
  const seizes = spec.delivery.kind === "seizing" || spec.delivery.kind === "immediate-seizing";
  return {
    vm,
    task: taskOf(bottomHalfTask(spec.name), vm, built),
    queue: new Ring(spec.ring ?? DEFAULT_RING),
    seize: seizes ? seizing(vm, built) : null,
    busy: false,
    current: 0,
    owed: 0,
  };
}

/** The task whose jobs send the events of a device; NONE where none does. */
function senderOf({ arrivals }: DeviceSpec, built: BuiltEngine): number {
  return arrivals.kind === "sent" ? taskOf(arrivals.task, built.vms.indexOf(arrivals.vm), built) : NONE;
}

/** The number of a task of a VM; NONE where there is none. */
function taskOf(name: string, vm: number, { tasks, engine }: BuiltEngine): number {
  return tasks.findIndex((task, number) => task.name === name && engine.tasks.vm[number] === vm);
}

/** The checked specification has the VM directly below a round robin. */
function seizing(vm: number, built: BuiltEngine): () => void {
  const { state } = headOf(vm, built);
  return () => state.seize();
}

/** The topmost scheduler of a VM. */
function headOf(vm: number, { engine, nodes }: BuiltEngine): Node {
  const heads = nodes.map((_, id) => engine.node(id)).filter((node) => node.headsVm && node.vm === vm);
  return heads[0]!;
}

function kernelOf(spec: KernelSpec, index: number, built: BuiltEngine): TickKernel {
  const vm = built.vms.indexOf(spec.vm);
  return new TickKernel(spec, {
    engine: built.engine,
    vm,
    core: built.coreOfVm[vm] ?? NONE,
    timer: built.timers.tick + index * TIMERS_PER_KERNEL,
    head: headOf(vm, built),
    tickTask: taskOf(tickTask, vm, built),
    sleeperTasks: (spec.sleepers ?? []).map(({ name }) => taskOf(sleeperTask(name), vm, built)),
  });
}
