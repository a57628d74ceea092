import type { System, Vm } from "../../src/model/system.ts";
import { work } from "../../src/numeric/unit.ts";
import type { Random } from "./random.ts";

/** The system with caches that are cold after each switch, and with extratime for servers that may have it. */
export function withRefills(random: Random, system: System): System {
  const cold = withColdCaches(random, system);
  if (cold.vmm?.policy.kind !== "edf") return cold;
  return { ...cold, vms: cold.vms.map((vm) => (random.oneIn(2) ? withExtratime(vm) : vm)) };
}

export function withColdCaches(random: Random, system: System): System {
  const { vmm } = system;
  if (vmm === null) return system;
  const cacheRefill = work(`${random.between(1, 2)} ms`);
  return { ...system, vmm: { ...vmm, costs: { ...vmm.costs, cacheRefill } } };
}

function withExtratime(vm: Vm): Vm {
  const { supply } = vm;
  if (supply?.kind !== "server") return vm;
  return { ...vm, supply: { ...supply, server: "xen-rtds", extratime: true } };
}
