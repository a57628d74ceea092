import type { DeviceSpec } from "../../../src/simulator/device/specification.ts";
import type { NodeSpec, Specification } from "../../../src/simulator/engine/specification.ts";
import { buildMachine, type Equipment, type Machine } from "../../../src/simulator/guest/machine.ts";

/** A VM that never idles. */
export const busyVm = (name: string): NodeSpec => ({
  kind: "vm",
  name,
  child: {
    kind: "task",
    name: "work",
    period: Number.POSITIVE_INFINITY,
    deadline: 1,
    wcet: Number.POSITIVE_INFINITY,
  },
});

/** Two busy VMs, `a` and `b`, in turns of 20 that a device may seize. */
export const twoInTurns: Specification = {
  cores: [
    {
      kind: "round-robin",
      quanta: [20, 20],
      ticked: { tick: 10, seizedUntil: "tick", afterwards: "round-robin" },
      children: [busyVm("a"), busyVm("b")],
    },
  ],
};

/** A device of `b` with a top half of 1 and a bottom half of 3. */
export function deviceOf(times: readonly number[], more: Partial<DeviceSpec> = {}): DeviceSpec {
  return {
    name: "device",
    core: 0,
    arrivals: { kind: "trace", times },
    routing: { kind: "dedicated", vm: "b" },
    delivery: { kind: "when-scheduled" },
    topHalf: 1,
    bottomHalf: 3,
    ...more,
  };
}

/** The machine after its run, with some figures of the first device. */
export function play(specification: Specification, equipment: Equipment, until: number, seed = 0): Machine {
  const machine = buildMachine(specification, equipment, { seed });
  machine.engine.run(until);
  return machine;
}

/** What a workload makes of the first device and the VMs. */
export function outcome({ devices, engine, vms }: Machine): object {
  const { arrived, dropped, unrouted, interrupts, latency } = devices[0]!;
  return {
    arrived,
    dropped,
    unrouted,
    interrupts,
    total: latency.total,
    count: latency.count,
    supplied: vms.map((_, vm) => engine.vms.suppliedBy(vm, engine.now)),
  };
}
