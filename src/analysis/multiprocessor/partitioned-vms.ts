/**
 * Partitioned VMs: every VM with its server on one core for good, placed by decreasing bandwidth.
 *
 * Claim: where a placement is found, every server of every core supplies its budget by its deadline under the VMM's
 * policy, with all switch costs and the interrupts of that core; so whatever each guest was proved on its server stays
 * proved. The tests are those that `checkSystem` makes of a core; where the heuristic stops, another placement may exist.
 * Assumes: a fixed-priority or EDF VMM; every VM has a server or a periodic contract.
 */
import { InputError } from "../../contract/errors.ts";
import type { System, Vm } from "../../model/system.ts";
import { DEFAULT_EFFORT } from "../effort.ts";
import { serverOf } from "../host/server-load.ts";
import { edfHostClaims } from "../system/edf-host-claims.ts";
import { serverClaims } from "../system/server-claims.ts";
import { type Fit, type Heuristic, pack } from "./packing.ts";
import type { PartitionOutcome } from "./partitioned.ts";

/**
 * Places the VMs of a system on its cores; where they are described to be does not matter. Throws `InputError` unless
 * the VMM is fixed-priority or EDF and every VM has a budget per period.
 */
export function partitionVms(given: {
  readonly system: System;
  readonly heuristic: Heuristic;
  readonly effort?: number;
}): PartitionOutcome {
  const { system, heuristic, effort = DEFAULT_EFFORT } = given;
  const kind = system.vmm?.policy.kind;
  if (kind !== "fixed-priority" && kind !== "edf") {
    throw new InputError(
      `VMs are placed under a fixed-priority or edf VMM; the policy is ${kind ?? "not described"}`,
    );
  }
  const bandwidths = system.vms.map((vm) => {
    const server = serverOf(vm.supply);
    if (server === null) throw new InputError(`${vm.name} has no server: give it a budget per period`);
    return server.budget.over(server.period);
  });
  const packing = pack(bandwidths, system.processor.cores, heuristic, (items, core) =>
    coreFits(system, items, core, effort),
  );
  return { ...packing, strength: "sufficient" };
}

function coreFits(system: System, items: readonly number[], core: number, effort: number): Fit {
  const vms = items.map((item) => ({ ...(system.vms[item] as Vm), core }));
  const placed: System = { ...system, vms };
  const claims =
    system.vmm?.policy.kind === "edf" ? edfHostClaims(placed, core, effort) : serverClaims(placed, core);
  if (claims.every(({ verdict }) => verdict === "proved")) return "fits";
  return claims.some(({ verdict }) => verdict === "refuted") ? "misses" : "undetermined";
}
