/**
 * What a trace record says. `subject` is a task unless stated otherwise, `value` as given; both are NONE where nothing
 * is to be said. Times are ticks. The numbers are part of the trace's format: append, never renumber. There is no 14: a bottom
 * half begins with the `start` of its job, or as the work of the VMM that `vmm` announces.
 */
export const KIND = {
  /** A job is released; value: its number, from 0. */
  release: 0,
  /** A job runs for the first time; value: its number. */
  start: 1,
  /** A job that had started runs again; value: its number. */
  resume: 2,
  /** A job stops running unfinished; value: the work that it has left. */
  preempt: 3,
  /** A job ends; value: its response time, from its arrival. */
  complete: 4,
  /** The job that has just ended was late; value: by how much. */
  miss: 5,
  /** The VM starts to run, after the switch to it. */
  "vm-in": 6,
  /** The VM stops running; value: for how long it ran. */
  "vm-out": 7,
  /** A server has no budget left; subject: the node. */
  "budget-exhausted": 8,
  /** A server gets budget; subject: the node; value: what it then has. */
  replenish: 9,
  /** A slot of a table or a supply window starts (value 1) or ends (value 0); subject: the node. */
  slot: 10,
  /** A device raises its interrupt; subject: the device. */
  "irq-raise": 11,
  /** The VMM begins the top half; subject: the device. */
  "irq-top-start": 12,
  "irq-top-end": 13,
  /** The target ends the bottom half; subject: the device; value: the latency, from the event. */
  "irq-bottom-end": 15,
  /** An event is lost: masked, or the ring is full; subject: the device. */
  "irq-drop": 16,
  /** A guest kernel handles a tick; subject: the VM; value: how many ticks it accounts for. */
  tick: 17,
  /** A job calls the VMM; value: the time that the call costs. */
  hypercall: 18,
  /** Nothing runs on the core. */
  idle: 19,
  /** The VMM itself runs on the core (a switch of VMs, an interrupt); vm: who caused it; value: for how long. */
  vmm: 20,
} as const;

export type TraceKind = keyof typeof KIND;

/** The kinds by their numbers. */
export const TRACE_KINDS: readonly (TraceKind | undefined)[] = byNumber();

function byNumber(): (TraceKind | undefined)[] {
  const kinds: (TraceKind | undefined)[] = [];
  for (const kind of Object.keys(KIND) as TraceKind[]) kinds[KIND[kind]] = kind;
  return kinds;
}
