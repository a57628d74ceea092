import type { Claim } from "../certificate/claim.ts";
import type { Findings } from "../certificate/findings.ts";
import type { System } from "../model/system.ts";
import type { Duration } from "../numeric/quantity.ts";
import { taskId } from "./dials.ts";

/** What a claim says that no run may exceed. */
export interface Limit {
  /** The task or source whose responses it is about, by the name of its claim. */
  readonly id: string;
  /** The bound that was derived; the deadline where it was proved without one. */
  readonly time: Duration;
  readonly kind: "bound" | "deadline";
  /** The claim that says so. */
  readonly claim: Claim;
}

/**
 * Every limit on what can be observed, one per task or source. A bound holds whatever the verdict on its deadline, but only
 * if the VMM gives the guest what it was computed on: bounds that rest on a budget, table or contract which is not proved
 * are left out.
 */
export function limitsOf({ vms }: System, { claims }: Findings): Limit[] {
  const found = claims.flatMap((claim): Limit[] => {
    const { id, subject, bound, deadline, verdict } = claim;
    if (isOfHost(claim) || !premisesHold(claim, claims)) return [];
    if (bound !== undefined) return [{ id, time: bound, kind: "bound", claim }];
    if (verdict !== "proved") return [];
    if (deadline !== undefined) return [{ id, time: deadline, kind: "deadline", claim }];
    // One claim about all tasks of a guest.
    const tasks = vms.find(({ name }) => name === subject.vm)?.guest.tasks ?? [];
    return tasks.map((task) => ({
      id: taskId(subject.vm ?? "", task.name),
      time: task.deadline,
      kind: "deadline",
      claim,
    }));
  });
  const least = new Map<string, Limit>();
  for (const limit of found) {
    const known = least.get(limit.id);
    if (known === undefined || limit.time.lessThan(known.time)) least.set(limit.id, limit);
  }
  return [...least.values()].filter(({ time }) => time.isPositive());
}

/** Claims about what the VMM gives, which those about guests rest on. */
function isOfHost({ id }: Claim): boolean {
  return id.endsWith("/server") || id.endsWith("/servers") || id.endsWith("/contract");
}

/** What the server of another VM gets matters, as it may take more than it should; its contract does not. */
function premisesHold(claim: Claim, claims: readonly Claim[]): boolean {
  return claims
    .filter(isOfHost)
    .filter(({ id, subject }) => !id.endsWith("/contract") || subject.vm === claim.subject.vm)
    .every(({ verdict }) => verdict === "proved");
}
