/** The words of a certificate: what each theorem states and each hypothesis assumes. A certificate that says otherwise is refused. */

interface Hypothesis {
  readonly text: string;
  /** Who can vouch for it. */
  readonly owner: string;
}

interface Theorem {
  readonly statement: string;
  readonly source: string;
}

const INTEGRATOR = "integrator of the hypervisor";
const APPLICATION = "developer of the guest";

export const HYPOTHESES: Readonly<Record<string, Hypothesis>> = {
  "tasks-keep-their-word": {
    text: "No job needs more than its wcet, arrives earlier than its period allows or is released later than its jitter says, or out of order.",
    owner: APPLICATION,
  },
  "guest-work-conserving": {
    text: "Each guest runs the pending job of highest priority whenever it has the processor and none of its sections forbids it.",
    owner: APPLICATION,
  },
  "vmm-enforces-budgets": {
    text: "The VMM enforces every budget and window, also where a section of its own is under way at the end, and charges interrupts to neither.",
    owner: INTEGRATOR,
  },
  "vmm-costs": {
    text: "No VM switch, interrupt entry, hypercall or non-preemptible VMM section takes longer than described, and the VMM costs nothing else.",
    owner: INTEGRATOR,
  },
  "interrupts-keep-their-word": {
    text: "No interrupt source exceeds its event model or the cost of its halves.",
    owner: INTEGRATOR,
  },
  "contract-honoured": {
    text: "The platform honours the supply contract; no VMM is described that could be checked against it.",
    owner: INTEGRATOR,
  },
  "contract-is-periodic-server": {
    text: "A contract without a server kind is enforced by a periodic server, which carries no budget from one period to the next.",
    owner: INTEGRATOR,
  },
  "sporadic-server-correct": {
    text: "The sporadic server counts each replenishment from when it could have run, not from when it did, and keeps the sum of pending ones at its budget (Sprunt, Sha and Lehoczky 1989), without the defects of the POSIX text (Stanovich et al. 2010).",
    owner: INTEGRATOR,
  },
  "resource-protocol": {
    text: "Critical sections follow the priority ceiling protocol (fixed priority) or the stack resource policy (EDF).",
    owner: APPLICATION,
  },
};

export const THEOREMS: Readonly<Record<string, Theorem>> = {
  "fp-response-time": {
    statement:
      "In a level-i busy window the q-th job of task i ends by the least w with sbf(w) ≥ B_i + (q+1)·C_i + Σ_hp ⌈(w+J_j)/T_j⌉·C_j; the worst of w + J_i − q·T_i over the window bounds its response time, and is attained on a supply that attains sbf. Preemptive fixed priorities; independent jobs apart from the blocking B_i; any deadline.",
    source:
      "Joseph and Pandya 1986; Lehoczky 1990; Tindell, Burns and Wellings 1994; on a supply: Shin and Lee 2003",
  },
  "fp-table-phases": {
    statement:
      "The worst response over all alignments of a table with the critical instant occurs when the critical instant falls on the end of one of its windows. Preemptive fixed priorities; the table is known, its phase against the releases is not.",
    source: "enumeration of phases; the bound of Shin and Lee 2003 is safe but may exceed it",
  },
  "fp-non-preemptive": {
    statement:
      "The q-th job starts by the least fixed point of the work ahead of it, started by a blocking job of lower priority, and then runs to its end. Non-preemptive jobs on a dedicated processor; dense time, supremum.",
    source: "George, Rivierre and Spuri 1996; Davis, Burns, Bril and Lukkien 2007",
  },
  "fp-non-preemptive-on-supply": {
    statement:
      "The preemptive response time with blocking by the longest job of lower priority bounds the non-preemptive one: at its fixed point all work ahead of the job has been supplied. Sufficient only.",
    source: "work conservation, from Joseph and Pandya 1986 and Shin and Lee 2003",
  },
  "edf-demand": {
    statement:
      "All deadlines are met if dbf(t) + b(t) ≤ sbf(t) for every deadline t up to a finite horizon. Preemptive EDF; necessary as well on a supply that attains sbf(t), without blocking.",
    source:
      "Baruah, Rosier and Howell 1990; Baker 1991; Zhang and Burns 2009; on a supply: Shin and Lee 2003",
  },
  "edf-non-preemptive": {
    statement:
      "All deadlines are met if dbf(t) + max{C_k : D_k − J_k > t} ≤ sbf(t) for every deadline t up to a finite horizon. Non-preemptive EDF, work conserving.",
    source: "Jeffay, Stanat and Martel 1991; George, Rivierre and Spuri 1996",
  },
  "server-response-time": {
    statement:
      "A server supplies its budget by its deadline in every period if the response time of its budget, below interrupts, servers and VMs of higher priority, is at most the deadline; a server that keeps its budget while idle hits back to back, with jitter P − Q. Preemptive fixed priorities at the VMM; deadline at most the period.",
    source:
      "Joseph and Pandya 1986; Lehoczky, Sha and Strosnider 1987; Strosnider, Lehoczky and Sha 1995; Davis and Burns 2005",
  },
  "server-demand": {
    statement:
      "Every backlogged server gets its budget by its deadline if the servers' demand in every window of length t ≥ min D is at most what the processor supplies in it; a server that keeps its budget while idle demands ⌊t/P⌋·Q + min(t mod P, Q), one with the constant-bandwidth wake-up test t·Q/P. Preemptive EDF at the VMM; CBS-type servers with deadline = period.",
    source: "Baruah, Rosier and Howell 1990; Abeni and Buttazzo 1998; Ghazalie and Baker 1995",
  },
  "table-dominates-contract": {
    statement:
      "Every guest that is schedulable on the contract is schedulable in the table if sbf_table(t) ≥ sbf_contract(t) for all t. Window lengths net of VM switches, non-preemptible VMM sections and interrupts.",
    source: "Mok, Feng and Chen 2001; Shin and Lee 2003; Easwaran, Lee, Sokolsky and Vestal 2009",
  },
  "supply-dominates-contract": {
    statement:
      "Every guest that is schedulable on the contract is schedulable on the supply if sbf_supply(t) ≥ sbf_contract(t) for all t. Both bounds exact in every window.",
    source: "Shin and Lee 2003",
  },
  "interrupt-latency": {
    statement:
      "The n-th event of a busy window is handled by timeToSupply(n·C), so no event waits longer than max over n of timeToSupply(n·C) − minDistance(n). Events are handled in order, below the interrupts and halves that may precede them.",
    source: "Le Boudec and Thiran 2001 (horizontal deviation); Richter 2005",
  },
  "rest-of-quantum-starvation": {
    statement:
      "Let each interrupt of a source give another VM the rest r of a turn, and let the turns of all other VMs take S. If the source may raise one interrupt every r + S, each at the start of a turn of a VM, that VM never runs. Round robin; the other VMs always have work; r is a tick or the quantum of the VM.",
    source: "derived here, from the rule of MobiVMM: Yoo et al., CCNC 2009, section V",
  },
};
