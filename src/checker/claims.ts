/** One claim of a certificate at a time: which rule shows it. */
import type { Json } from "./canonical.ts";
import { guestClaim } from "./guest-claim.ts";
import { contractClaim, serverClaim, serversClaim } from "./host-claims.ts";
import { interruptClaim } from "./interrupt-claim.ts";
import type { Ledger } from "./ledger.ts";
import { kindOf, type Shown } from "./proof.ts";
import { taskStarves } from "./starvation.ts";
import type { Derivation } from "./world.ts";

/** Checks the proof of the claim with this id. */
export function shownBy(
  ledger: Ledger,
  id: string,
  verdict: "proved" | "refuted",
  proof: Json,
  derived: Derivation,
  delays: ReadonlyMap<string, bigint>,
): Shown {
  const { vms, sources } = derived.model;
  const source = sources.find(({ name }) => id === `interrupt/${name}`);
  if (source !== undefined && verdict === "proved")
    return interruptClaim(ledger, derived, source, delays, proof);
  const core = /^core\/([0-9]+)\/servers$/.exec(id)?.[1];
  if (core !== undefined) return serversClaim(ledger, derived, BigInt(core), verdict, proof);
  for (const vm of vms) {
    if (id === `vm/${vm.name}/tasks`) return guestClaim(ledger, derived, vm, null, verdict, proof);
    if (id === `vm/${vm.name}/server`) return serverClaim(ledger, derived, vm, verdict, proof);
    if (id === `vm/${vm.name}/contract` && verdict === "proved")
      return contractClaim(ledger, derived, vm, proof);
    const task = vm.tasks.find(({ name }) => id === `vm/${vm.name}/task/${name}`);
    if (task === undefined) continue;
    return verdict === "refuted" && kindOf(proof) === "starvation"
      ? taskStarves(ledger, derived, vm, task, proof)
      : guestClaim(ledger, derived, vm, task.name, verdict, proof);
  }
  return ledger.refuse("there is no rule for such a claim with this verdict");
}
