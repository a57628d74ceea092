import { unreachable } from "../../contract/assert.ts";
import { dedicated, type Supply } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { Work } from "../../numeric/quantity.ts";
import { type DerivedSupply, leftOf } from "../../supply/derived-supply.ts";
import type { BoundedLoad } from "../../workload/event-bound.ts";
import { bottomHalfLoad } from "../host/bottom-half-load.ts";
import { costsOf, withHypercalls } from "../host/costs.ts";
import { isExact, unboundedHalves, waitsFor } from "../host/interrupt-load.ts";
import { kernelLoad } from "../host/kernel-load.ts";
import type { Provision } from "../host/provision.ts";
import { serverOf } from "../host/server-load.ts";
import type { GuestProblem } from "./guest-problem.ts";

/** The contract that the VMM's own supply has to be held against; null where there is none or a server enforces it. */
export function contractOf({ vmm }: System, vm: Vm): Supply | null {
  if (vmm === null || vm.supply === null) return null;
  const byServer =
    ["fixed-priority", "edf", "sedf"].includes(vmm.policy.kind) && serverOf(vm.supply) !== null;
  return byServer ? null : vm.supply;
}

/**
 * The question about the guest of a VM: its tasks on the contract, the server, or what the VMM gives it, below the
 * bottom halves that run in the VM, and the ticks and sleepers of its kernel. Where the VM gets nothing to count on, why, and what would help.
 */
export function problemOf(
  system: System,
  vm: Vm,
  contract: Supply | null,
  provision: Provision,
): GuestProblem | { readonly reason: string; readonly advice: string } {
  const given = suppliedBy(contract, provision);
  if ("reason" in given) return given;
  const hidden = contract !== null || provision.kind === "server";
  const halves = bottomHalfLoad(system, vm, hidden ? "beside" : "in-supply");
  if (halves === null) {
    const together = unboundedHalves(system, vm);
    if (together !== null) return together;
    return {
      reason: `nothing bounds when the bottom halves of its interrupts reach ${vm.name}`,
      advice: "limit the interrupt load of their core",
    };
  }
  const costs = costsOf(system);
  const guest = { ...vm.guest, tasks: vm.guest.tasks.map((task) => withHypercalls(task, costs)) };
  const real = system.interrupts
    .filter((source) => waitsFor(vm, source))
    .every((source) => source.core === vm.core && isExact(source));
  const above = [...halves, ...kernelLoad(vm.guest)];
  const assumptions =
    halves.length === 0 ? given.assumptions : [...given.assumptions, "interrupts-keep-their-word" as const];
  return {
    vm: vm.name,
    guest,
    supply: below(given.supply, above),
    free: given.free && below(given.free, above),
    loss: given.loss,
    attained: given.attained && real && vm.guest.kernel === undefined,
    assumptions: [...new Set(assumptions)],
  };
}

type Given = Pick<GuestProblem, "supply" | "free" | "loss" | "attained" | "assumptions">;

/** A contract hides the VMM: it may be kept in many ways, and exceeded, so that no miss on it is a real one. */
function suppliedBy(
  contract: Supply | null,
  provision: Provision,
): Given | { readonly reason: string; readonly advice: string } {
  if (contract !== null)
    return { supply: contract, free: null, loss: Work.zero, attained: false, assumptions: [] };
  switch (provision.kind) {
    case "nothing":
      return provision;
    case "server":
      return {
        ...provision,
        supply: provision.server,
        // With extratime the VM may have the core for itself.
        free: provision.server.extratime === true ? dedicated() : provision.server,
        loss: Work.zero,
        attained: false,
      };
    case "supply":
      return provision;
    default:
      return unreachable(provision);
  }
}

/** Load on top of what already runs above the guest. */
function below(supply: DerivedSupply, load: readonly BoundedLoad[]): DerivedSupply {
  return load.length > 0 && supply.kind === "leftover"
    ? leftOf(supply.of, [...supply.load, ...load])
    : leftOf(supply, load);
}
