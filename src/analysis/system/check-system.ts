import { assumption } from "../../certificate/assumption.ts";
import type { Claim } from "../../certificate/claim.ts";
import type { Findings } from "../../certificate/findings.ts";
import { worstOf } from "../../certificate/verdict.ts";
import type { System, Vm } from "../../model/system.ts";
import { requireValid } from "../../model/valid-system.ts";
import { DEFAULT_EFFORT } from "../effort.ts";
import { coresInUse } from "../host/placement.ts";
import { provisionOf } from "../host/provision.ts";
import { contractClaim } from "./contract-claim.ts";
import { guestClaims, withoutBound } from "./guest-claims.ts";
import { hostClaims } from "./host-claims.ts";
import { interruptClaims } from "./interrupt-claims.ts";
import { interruptLatencies } from "./interrupt-latencies.ts";
import { sleepClaims } from "./sleep-claims.ts";
import { starvationClaims } from "./starvation-claims.ts";
import { contractOf, problemOf } from "./vm-problem.ts";

export interface CheckOptions {
  /** Elementary steps that each claim may take before it is given up as not proved. */
  readonly effort?: number;
  /** Whether to say, too, how long the events of sources without a deadline may wait. */
  readonly latencies?: boolean;
  /** Called after each core and each VM. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Decides every claim of a system: at the VMM, that each server, table and contract is supplied; in each guest, that
 * each task meets its deadline on its supply, and that each sleep with a deadline ends by it; for each interrupt source
 * with a deadline, that it is handled in time.
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
    ...(options.latencies === true ? { latencies: interruptLatencies(system, effort) } : {}),
    assumptions: [...new Set(claims.flatMap((claim) => claim.assumptions))].sort().map(assumption),
    warnings: [],
  };
}

function vmClaims(system: System, vm: Vm, effort: number): Claim[] {
  const provision = provisionOf(system, vm);
  const contract = contractOf(system, vm);
  const contractClaims = contract === null ? [] : [contractClaim(system, vm, contract, provision, effort)];
  const problem = problemOf(system, vm, contract, provision);
  const sleeps = sleepClaims(system, vm, effort);
  if (!("reason" in problem))
    return [...contractClaims, ...guestClaims(problem, system.timeUnit, effort), ...sleeps];
  const starved = provision.kind === "nothing" ? starvationClaims(system, vm, provision) : null;
  return [...contractClaims, ...(starved ?? withoutBound(vm.name, vm.guest, problem)), ...sleeps];
}
