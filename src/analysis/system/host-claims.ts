import type { Claim } from "../../certificate/claim.ts";
import { unreachable } from "../../contract/assert.ts";
import type { System } from "../../model/system.ts";
import { edfHostClaims } from "./edf-host-claims.ts";
import { serverClaims } from "./server-claims.ts";

/** Do the servers of a core fit on it? Policies without servers have nothing to prove here. */
export function hostClaims(system: System, core: number, effort: number): Claim[] {
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
