import type { Claim } from "../../certificate/claim.ts";
import { unreachable } from "../../contract/assert.ts";
import type { Guest } from "../../model/guest.ts";
import type { TimeUnit } from "../../numeric/unit.ts";
import { edfClaims } from "./edf-claims.ts";
import { fixedPriorityClaims } from "./fixed-priority-claims.ts";
import type { GuestProblem } from "./guest-problem.ts";

/** Every claim about the deadlines of a guest on its supply. */
export function guestClaims(problem: GuestProblem, unit: TimeUnit, effort: number): Claim[] {
  const { scheduling, tasks } = problem.guest;
  if (tasks.length === 0) return [];
  switch (scheduling) {
    case "rate-monotonic":
    case "deadline-monotonic":
    case "fixed-priority":
      return fixedPriorityClaims(problem, unit, effort);
    case "edf":
      return edfClaims(problem, unit, effort);
    case "best-effort":
      return withoutBound(problem.vm, problem.guest, {
        reason: "the guest's scheduler is best-effort and promises none of its tasks anything",
        advice: "schedule the guest by rate-monotonic, deadline-monotonic, fixed-priority or edf",
      });
    default:
      return unreachable(scheduling);
  }
}

/** The claims of a guest whose tasks have deadlines that nothing can vouch for. */
export function withoutBound(
  vm: string | null,
  guest: Guest,
  { reason, advice }: { readonly reason: string; readonly advice: string },
): Claim[] {
  return guest.tasks.map((task) => ({
    id: `${vm === null ? "guest" : `vm/${vm}`}/task/${task.name}`,
    subject: { ...(vm === null ? {} : { vm }), task: task.name },
    statement: `every job of ${task.name} ends within its deadline`,
    verdict: "no-bound",
    method: "no-guarantee",
    assumptions: [],
    deadline: task.deadline,
    witness: { kind: "no-guarantee" },
    reason,
    advice,
  }));
}
