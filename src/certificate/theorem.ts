/** A result that a verdict rests on: what it states, under which conditions, and who proved it. */
export interface Theorem {
  readonly title: string;
  readonly statement: string;
  readonly conditions: string;
  readonly source: string;
}

export type TheoremId =
  | "fp-response-time"
  | "fp-table-phases"
  | "fp-non-preemptive"
  | "fp-non-preemptive-on-supply"
  | "edf-demand"
  | "edf-non-preemptive"
  | "edf-response-time"
  | "no-guarantee"
  | "server-response-time"
  | "server-demand"
  | "table-dominates-contract"
  | "supply-dominates-contract"
  | "interrupt-latency"
  | "rest-of-quantum-starvation"
  | "guest-sleep";

const THEOREMS: Readonly<Record<TheoremId, Theorem>> = {
  "fp-response-time": {
    title: "Response times under fixed priorities",
    statement:
      "In a level-i busy window the q-th job of task i ends by the least w with sbf(w) ≥ B_i + (q+1)·C_i + Σ_hp ⌈(w+J_j)/T_j⌉·C_j; the worst of w + J_i − q·T_i over the window bounds its response time, and is attained on a supply that attains sbf.",
    conditions: "Preemptive fixed priorities; independent jobs apart from the blocking B_i; any deadline.",
    source:
      "Joseph and Pandya 1986; Lehoczky 1990; Tindell, Burns and Wellings 1994; on a supply: Shin and Lee 2003",
  },
  "fp-table-phases": {
    title: "Exact response times in a cyclic table",
    statement:
      "The worst response over all alignments of a table with the critical instant occurs when the critical instant falls on the end of one of its windows.",
    conditions: "Preemptive fixed priorities; the table is known, its phase against the releases is not.",
    source: "enumeration of phases; the bound of Shin and Lee 2003 is safe but may exceed it",
  },
  "fp-non-preemptive": {
    title: "Response times under non-preemptive fixed priorities",
    statement:
      "The q-th job starts by the least fixed point of the work ahead of it, started by a blocking job of lower priority, and then runs to its end.",
    conditions: "Non-preemptive jobs on a dedicated processor; dense time, supremum.",
    source: "George, Rivierre and Spuri 1996; Davis, Burns, Bril and Lukkien 2007",
  },
  "fp-non-preemptive-on-supply": {
    title: "Non-preemptive fixed priorities on a partial supply",
    statement:
      "The preemptive response time with blocking by the longest job of lower priority bounds the non-preemptive one: at its fixed point all work ahead of the job has been supplied.",
    conditions: "Sufficient only.",
    source: "work conservation, from Joseph and Pandya 1986 and Shin and Lee 2003",
  },
  "edf-demand": {
    title: "Processor demand under EDF",
    statement: "All deadlines are met if dbf(t) + b(t) ≤ sbf(t) for every deadline t up to a finite horizon.",
    conditions: "Preemptive EDF; necessary as well on a supply that attains sbf(t), without blocking.",
    source:
      "Baruah, Rosier and Howell 1990; Baker 1991; Zhang and Burns 2009; on a supply: Shin and Lee 2003",
  },
  "edf-non-preemptive": {
    title: "Processor demand under non-preemptive EDF",
    statement:
      "All deadlines are met if dbf(t) + max{C_k : D_k − J_k > t} ≤ sbf(t) for every deadline t up to a finite horizon.",
    conditions: "Non-preemptive EDF, work conserving.",
    source: "Jeffay, Stanat and Martel 1991; George, Rivierre and Spuri 1996",
  },
  "edf-response-time": {
    title: "Response times under EDF",
    statement:
      "The worst response of task i is found in a deadline busy window in which all other tasks are released together at its start and task i at some offset a.",
    conditions:
      "Preemptive EDF, ties against the task; exact on a dedicated processor, an upper bound on other supplies.",
    source: "Spuri 1996",
  },
  "no-guarantee": {
    title: "Best-effort scheduling",
    statement:
      "No bound on the service of any window is known for this scheduler, so no deadline can rest on it.",
    conditions: "Any workload.",
    source: "the scheduler's own rules",
  },
  "server-response-time": {
    title: "Servers under fixed priorities",
    statement:
      "A server supplies its budget by its deadline in every period if the response time of its budget, below interrupts, servers and VMs of higher priority, is at most the deadline; a server that keeps its budget while idle hits back to back, with jitter P − Q.",
    conditions: "Preemptive fixed priorities at the VMM; deadline at most the period.",
    source:
      "Joseph and Pandya 1986; Lehoczky, Sha and Strosnider 1987; Strosnider, Lehoczky and Sha 1995; Davis and Burns 2005",
  },
  "server-demand": {
    title: "Servers under EDF",
    statement:
      "Every backlogged server gets its budget by its deadline if the servers' demand in every window of length t ≥ min D is at most what the processor supplies in it; a server that keeps its budget while idle demands ⌊t/P⌋·Q + min(t mod P, Q), one with the constant-bandwidth wake-up test t·Q/P.",
    conditions: "Preemptive EDF at the VMM; CBS-type servers with deadline = period.",
    source: "Baruah, Rosier and Howell 1990; Abeni and Buttazzo 1998; Ghazalie and Baker 1995",
  },
  "table-dominates-contract": {
    title: "A cyclic table honours a contract",
    statement:
      "Every guest that is schedulable on the contract is schedulable in the table if sbf_table(t) ≥ sbf_contract(t) for all t.",
    conditions: "Window lengths net of VM switches, non-preemptible VMM sections and interrupts.",
    source: "Mok, Feng and Chen 2001; Shin and Lee 2003; Easwaran, Lee, Sokolsky and Vestal 2009",
  },
  "supply-dominates-contract": {
    title: "A supply honours a contract",
    statement:
      "Every guest that is schedulable on the contract is schedulable on the supply if sbf_supply(t) ≥ sbf_contract(t) for all t.",
    conditions: "Both bounds exact in every window.",
    source: "Shin and Lee 2003",
  },
  "interrupt-latency": {
    title: "Latency of a stream of interrupts",
    statement:
      "The n-th event of a busy window is handled by timeToSupply(n·C), so no event waits longer than max over n of timeToSupply(n·C) − minDistance(n).",
    conditions: "Events are handled in order, below the interrupts and halves that may precede them.",
    source: "Le Boudec and Thiran 2001 (horizontal deviation); Richter 2005",
  },
  "rest-of-quantum-starvation": {
    title: "Starvation by the rest of the quantum",
    statement:
      "Let each interrupt of a source give another VM the rest r of a turn, and let the turns of all other VMs take S. If the source may raise one interrupt every r + S, each at the start of a turn of a VM, that VM never runs.",
    conditions: "Round robin; the other VMs always have work; r is a tick or the quantum of the VM.",
    source: "derived here, from the rule of MobiVMM: Yoo et al., CCNC 2009, section V",
  },
  "guest-sleep": {
    title: "Sleeps of a tick-driven guest",
    statement:
      "A sleep of n ticks of τ takes at most n·τ, or n·(τ + D) where ticks that wait for the guest, for up to D ≥ τ, make one, and the least w that supplies the wake below all that goes before it.",
    conditions:
      "Ticks are caught up with or coalesced; where they are lost, the guest spins in the windows of a table, whose longest sleep is enumerated, or on a core of its own.",
    source: "derived here; the busy window: Joseph and Pandya 1986; Shin and Lee 2003",
  },
};

export const THEOREM_IDS: readonly TheoremId[] = Object.keys(THEOREMS) as TheoremId[];

export function theorem(id: TheoremId): Theorem {
  return THEOREMS[id];
}
