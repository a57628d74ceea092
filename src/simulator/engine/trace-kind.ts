/**
 * What a trace record says. `subject` is a task unless stated otherwise, `value` as given; both are NONE where nothing
 * is to be said. Times are ticks. The numbers are part of the trace's format: append, never renumber.
 */
export const TRACE_KINDS = [
  /** A job is released; value: its number, from 0. */
  "release",
  /** A job runs for the first time; value: its number. */
  "start",
  /** A job that had started runs again; value: its number. */
  "resume",
  /** A job stops running unfinished; value: the work that it has left. */
  "preempt",
  /** A job ends; value: its response time, from its arrival. */
  "complete",
  /** The job that has just ended was late; value: by how much. */
  "miss",
  /** The VM starts to run, after the switch to it. */
  "vm-in",
  /** The VM stops running; value: for how long it ran. */
  "vm-out",
  /** A server has no budget left; subject: the node. */
  "budget-exhausted",
  /** A server gets budget; subject: the node; value: what it then has. */
  "replenish",
  /** A slot of a table or a supply window starts (value 1) or ends (value 0); subject: the node. */
  "slot",
  /** A device raises its interrupt; subject: the device. */
  "irq-raise",
  /** The VMM begins the top half; subject: the device. */
  "irq-top-start",
  "irq-top-end",
  /** The target begins the bottom half; subject: the device. */
  "irq-bottom-start",
  "irq-bottom-end",
  /** An event is lost: masked, or the ring is full; subject: the device. */
  "irq-drop",
  /** A guest kernel handles a tick; subject: the VM; value: how many ticks it accounts for. */
  "tick",
  /** A job calls the VMM; value: the time that the call costs. */
  "hypercall",
  /** Nothing runs on the core. */
  "idle",
  /** The VMM itself runs on the core (a switch of VMs, an interrupt); vm: who caused it; value: for how long. */
  "vmm",
] as const;

export type TraceKind = (typeof TRACE_KINDS)[number];

/** The number of each kind, for the places that write records. */
export const KIND: Readonly<Record<TraceKind, number>> = Object.fromEntries(
  TRACE_KINDS.map((kind, number) => [kind, number]),
) as Record<TraceKind, number>;
