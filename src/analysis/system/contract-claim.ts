import type { Claim } from "../../certificate/claim.ts";
import type { Supply } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { dominates } from "../../supply/dominance.ts";
import { reducedBound } from "../../supply/reduced.ts";
import { Effort } from "../effort.ts";
import type { Provision } from "../host/provision.ts";
import { demandExceeds } from "./words.ts";

/**
 * Does the VMM give a VM at least what its contract promises, in every window? Decided on the exact supply bounds of
 * both. A shortfall is never called refuted: it is one of the supply, and no job of anybody need be late by it.
 */
export function contractClaim(
  system: System,
  vm: Vm,
  contract: Supply,
  provision: Provision,
  effort: number,
): Claim {
  const base: Omit<Claim, "verdict" | "witness"> = {
    id: `vm/${vm.name}/contract`,
    subject: { core: vm.core, vm: vm.name },
    statement: `the VMM supplies what the contract of ${vm.name} promises`,
    method: system.vmm?.policy.kind === "table" ? "table-dominates-contract" : "supply-dominates-contract",
    assumptions: ["vmm-costs", "interrupts-keep-their-word"],
  };
  if (provision.kind === "nothing") {
    const { reason, advice } = provision;
    return {
      ...base,
      method: "no-guarantee",
      verdict: "no-bound",
      witness: { kind: "no-guarantee" },
      reason,
      advice,
    };
  }
  if (provision.kind === "server") {
    return { ...base, verdict: "proved", witness: { kind: "by-server", claim: `vm/${vm.name}/server` } };
  }
  const measures = [measuresOf(provision.supply), measuresOf(contract)];
  const timebase = commonTick(
    [...measures.flatMap(({ seconds }) => seconds), provision.loss.value],
    measures.flatMap(({ rates }) => rates),
  );
  const given = reducedBound(boundOf(provision.supply, timebase), timebase.toTicks(provision.loss.value));
  const found = dominates(given, boundOf(contract, timebase), new Effort(effort));
  switch (found.kind) {
    case "dominates":
      return { ...base, verdict: "proved", witness: { kind: "dominance" } };
    case "undetermined":
      return { ...base, verdict: "not-proved", witness: { kind: "undetermined" }, reason: found.reason };
    case "violated": {
      const at = new Duration(timebase.toSeconds(found.at));
      const promised = new Work(timebase.toSeconds(found.needs));
      const supply = new Work(timebase.toSeconds(found.has));
      const witness = { kind: "shortfall", at, promised, supply };
      return {
        ...base,
        verdict: "not-proved",
        witness,
        reason: demandExceeds(system.timeUnit, at, promised, supply),
      };
    }
  }
}
