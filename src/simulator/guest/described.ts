import type { System } from "../../model/system.ts";
import type { Duration, Work } from "../../numeric/quantity.ts";
import type { KernelSpec } from "./specification.ts";

/** The kernels of a described system, in the order of its VMs. `ticksOf` gives a time as ticks of the simulator. */
export function kernelsOf(system: System, ticksOf: (time: Duration | Work) => number): KernelSpec[] {
  return system.vms.flatMap(({ name, guest: { kernel } }): KernelSpec[] => {
    if (kernel === undefined) return [];
    const { tick, phase, missedTicks, tickCost, idle, sleepers } = kernel;
    return [
      {
        vm: name,
        tick: ticksOf(tick),
        phase: ticksOf(phase),
        ticks: missedTicks,
        tickCost: ticksOf(tickCost),
        idle,
        sleepers: sleepers.map(({ name: sleeper, sleep, extraTicks, wakeCost, work }) => ({
          name: sleeper,
          sleep: ticksOf(sleep),
          extraTicks,
          wakeCost: ticksOf(wakeCost),
          work: ticksOf(work),
        })),
      },
    ];
  });
}
