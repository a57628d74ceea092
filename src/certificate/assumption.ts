/** What every proof rests on beyond the description: facts that only the people who build the system can vouch for. */
const ASSUMPTIONS = {
  "tasks-keep-their-word":
    "No job needs more than its wcet, arrives earlier than its period allows or is released later than its jitter says, or out of order.",
  "guest-work-conserving":
    "Each guest runs the pending job of highest priority whenever it has the processor and none of its sections forbids it.",
  "vmm-enforces-budgets":
    "The VMM enforces every budget and window, also where a section of its own is under way at the end, and charges interrupts to neither.",
  "vmm-costs":
    "No VM switch, interrupt entry, hypercall or non-preemptible VMM section takes longer than described, and the VMM costs nothing else.",
  "interrupts-keep-their-word": "No interrupt source exceeds its event model or the cost of its halves.",
  "idle-guest-yields": "A guest without pending work gives the processor back to the VMM at once.",
  "contract-honoured":
    "The platform honours the supply contract; no VMM is described that could be checked against it.",
  "contract-is-periodic-server":
    "A contract without a server kind is enforced by a periodic server, which carries no budget from one period to the next.",
  "sporadic-server-correct":
    "The sporadic server counts each replenishment from when it could have run, not from when it did, and keeps the sum of pending ones at its budget (Sprunt, Sha and Lehoczky 1989), without the defects of the POSIX text (Stanovich et al. 2010).",
  "resource-protocol":
    "Critical sections follow the priority ceiling protocol (fixed priority) or the stack resource policy (EDF).",
} as const;

export type AssumptionId = keyof typeof ASSUMPTIONS;

export interface Assumption {
  readonly id: AssumptionId;
  readonly text: string;
}

export function assumption(id: AssumptionId): Assumption {
  return { id, text: ASSUMPTIONS[id] };
}
