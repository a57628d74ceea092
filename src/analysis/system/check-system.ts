import { assumption } from "../../certificate/assumption.ts";
import type { Claim } from "../../certificate/claim.ts";
import type { Findings } from "../../certificate/findings.ts";
import { worstOf } from "../../certificate/verdict.ts";
import { unreachable } from "../../contract/assert.ts";
import type { Guest } from "../../model/guest.ts";
import { type Load, leftover, type Supply } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { requireValid } from "../../model/valid-system.ts";
import { Work } from "../../numeric/quantity.ts";
import { DEFAULT_EFFORT } from "../effort.ts";
import { costsOf, withHypercalls } from "../host/costs.ts";
import { bottomHalfLoad } from "../host/interrupt-load.ts";
import { coresInUse } from "../host/placement.ts";
import { type Provision, provisionOf } from "../host/provision.ts";
import { serverOf } from "../host/server-load.ts";
import { contractClaim } from "./contract-claim.ts";
import { edfHostClaims } from "./edf-host-claims.ts";
import { guestClaims, withoutBound } from "./guest-claims.ts";
import type { GuestProblem } from "./guest-problem.ts";
import { interruptClaims } from "./interrupt-claims.ts";
import { serverClaims } from "./server-claims.ts";

export interface CheckOptions {
  /** Elementary steps that each claim may take before it is given up as not proved. */
  readonly effort?: number;
  /** Called after each core and each VM. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Decides every claim of a system: at the VMM, that each server, table and contract is supplied; in each guest, that
 * each task meets its deadline on its supply; for each interrupt source with a deadline, that it is handled in time.
 * The system is proved only if all of them are. Throws `InputError` for a system that contradicts itself.
 */
export function checkSystem(system: System, options: CheckOptions = {}): Findings {
  requireValid(system);
  const { effort = DEFAULT_EFFORT, onProgress = () => {} } = options;
  const cores = coresInUse(system);
  const total = cores.length + system.vms.length;
  const claims: Claim[] = [];
  let done = 0;
  for (const core of cores) {
    claims.push(...hostClaims(system, core, effort), ...interruptClaims(system, core, effort));
    onProgress(++done, total);
  }
  for (const vm of system.vms) {
    claims.push(...vmClaims(system, vm, effort));
    onProgress(++done, total);
  }
  return {
    system: system.name,
    timeUnit: system.timeUnit,
    verdict: worstOf(claims.map((claim) => claim.verdict)),
    claims,
    assumptions: [...new Set(claims.flatMap((claim) => claim.assumptions))].sort().map(assumption),
    warnings: [],
  };
}

/** Do the servers of a core fit on it? Policies without servers have nothing to prove here. */
function hostClaims(system: System, core: number, effort: number): Claim[] {
  const policy = system.vmm?.policy;
  switch (policy?.kind) {
    case "fixed-priority":
      return serverClaims(system, core);
    case "edf":
    case "sedf":
      return edfHostClaims(system, core, effort);
    case undefined:
    case "static":
    case "table":
    case "round-robin":
    case "best-effort":
      return [];
    default:
      return unreachable(policy);
  }
}

function vmClaims(system: System, vm: Vm, effort: number): Claim[] {
  const provision = provisionOf(system, vm);
  const contract = contractOf(system, vm);
  const contractClaims = contract === null ? [] : [contractClaim(system, vm, contract, provision, effort)];
  const problem = problemOf(system, vm, provision, contract);
  if (problem !== null) return [...contractClaims, ...guestClaims(problem, system.timeUnit, effort)];
  if (provision.kind !== "nothing") return contractClaims;
  return [...contractClaims, ...withoutBound(vm.name, vm.guest, provision)];
}

/** The contract that the VMM's own supply has to be held against; null where there is none or a server enforces it. */
function contractOf({ vmm }: System, vm: Vm): Supply | null {
  if (vmm === null || vm.supply === null) return null;
  const byServer =
    ["fixed-priority", "edf", "sedf"].includes(vmm.policy.kind) && serverOf(vm.supply) !== null;
  return byServer ? null : vm.supply;
}

/** The guest on its contract, its server, or what the VMM gives it; null where it gets nothing to count on. */
function problemOf(
  system: System,
  vm: Vm,
  provision: Provision,
  contract: Supply | null,
): GuestProblem | null {
  const guest: Guest = {
    ...vm.guest,
    tasks: vm.guest.tasks.map((task) => withHypercalls(task, costsOf(system))),
  };
  const halves = bottomHalfLoad(system, vm);
  const common = { vm: vm.name, guest };
  const interrupted = halves.length === 0 ? [] : (["interrupts-keep-their-word"] as const);
  if (contract !== null) {
    const assumptions = [...interrupted];
    return { ...common, supply: below(contract, halves), loss: Work.zero, attained: false, assumptions };
  }
  switch (provision.kind) {
    case "nothing":
      return null;
    case "server": {
      const assumptions = [...provision.assumptions, ...interrupted];
      return {
        ...common,
        supply: below(provision.server, halves),
        loss: Work.zero,
        attained: false,
        assumptions,
      };
    }
    case "supply": {
      const { supply, loss, attained } = provision;
      const assumptions = [...new Set([...provision.assumptions, ...interrupted])];
      return { ...common, supply: below(supply, halves), loss, attained, assumptions };
    }
    default:
      return unreachable(provision);
  }
}

/** Load on top of what already runs above the guest. */
function below(supply: Supply, load: readonly Load[]): Supply {
  if (load.length === 0) return supply;
  return supply.kind === "leftover" ? leftover(supply.of, [...supply.load, ...load]) : leftover(supply, load);
}
