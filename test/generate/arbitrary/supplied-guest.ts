import fc from "fast-check";
import { GUEST_POLICIES, type Guest } from "../../../src/model/guest.ts";
import type { Supply } from "../../../src/model/supply.ts";
import type { System } from "../../../src/model/system.ts";
import type { Task } from "../../../src/model/task.ts";
import type { Work } from "../../../src/numeric/quantity.ts";
import { Rational } from "../../../src/numeric/rational.ts";
import { patternedSupplies, supplies } from "./supply.ts";
import { asTasks, scales, tinyTaskSets } from "./task-set.ts";

/** A guest on a promised supply, as a system without a VMM. */
export function aloneOn({ scheduling, preemptive, tasks }: Guest, supply: Supply): System {
  const vm = {
    name: "guest",
    core: 0,
    guest: { scheduling, preemptive, tasks },
    supply,
    priority: null,
    quantum: null,
    activationsPerPeriod: null,
  };
  return {
    name: "a guest on its own",
    timeUnit: "ms",
    processor: { cores: 1, clock: null },
    vmm: null,
    vms: [vm],
    interrupts: [],
  };
}

/** Small guests under every policy on every kind of supply, some with sections that block, in all magnitudes. */
export function suppliedGuests(): fc.Arbitrary<System> {
  const policies = fc.constantFrom(...GUEST_POLICIES);
  return fc
    .tuple(tasksOnSupplies(), policies, fc.integer({ min: 0, max: 3 }))
    .map(([{ tasks, supply }, scheduling, whole]) =>
      aloneOn({ scheduling, preemptive: whole > 0, tasks }, supply),
    );
}

/** Small task sets, some with sections that block, each on a supply of any kind, in all magnitudes. */
export function tasksOnSupplies(): fc.Arbitrary<{ readonly tasks: Task[]; readonly supply: Supply }> {
  return scales.chain((scale) =>
    fc
      .tuple(
        tinyTaskSets(),
        fc.oneof({ weight: 2, arbitrary: patternedSupplies({ scale }) }, supplies({ scale })),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 })), {
          minLength: 4,
          maxLength: 4,
        }),
        fc.boolean(),
      )
      .map(([ticks, supply, shares, declared]) => {
        const free = declared ? ticks : ticks.map((each) => ({ ...each, blocking: 0n }));
        const tasks = asTasks(free, scale).map((each, index) => withSections(each, shares[index] ?? [0, 0]));
        return { tasks, supply };
      }),
  );
}

/** Quarters of the job that nothing of the guest preempts, and a quarter in which it may hold one of two resources. */
function withSections(each: Task, [quarters, resource]: readonly [number, number]): Task {
  const part = (of: number): Work => each.wcet.times(Rational.of(BigInt(of), 4n));
  return {
    ...each,
    nonPreemptible: part(quarters === 4 ? 0 : quarters),
    criticalSections: resource === 0 ? [] : [{ resource: `resource${resource}`, length: part(1) }],
  };
}
