import { type Claimed, type Fields, source } from "./hand-made.ts";

export const windows = (...all: readonly number[]): Fields => ({
  kind: "fp-windows",
  windows: all,
  bound: all[0] ?? 0,
  cycle: null,
});

export const proved = "accepted proved";

export const demand: Pick<Claimed, "theorem" | "hypotheses"> = {
  theorem: "server-demand",
  hypotheses: ["interrupts-keep-their-word", "vmm-costs", "vmm-enforces-budgets"],
};

export const waiting = (more: Fields = {}): Fields =>
  source("irq", 20, 1, { bottomHalf: 2, delivery: "when-scheduled", target: "g", deadline: 20, ...more });
