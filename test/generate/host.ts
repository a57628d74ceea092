import type { Slot, VmmCosts, VmmPolicy } from "../../src/model/system.ts";
import type { Duration, Work } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import type { Random } from "./random.ts";

/** Who gives the VMs their time: a policy of the VMM that bounds something, or nobody but a promise. */
export type Host = "table" | "fixed-priority" | "edf" | "sedf" | "round-robin" | "static" | "promised";

export const HOSTS: readonly Host[] = [
  "table",
  "fixed-priority",
  "edf",
  "sedf",
  "round-robin",
  "static",
  "promised",
];

/** A window of a cyclic table in whole milliseconds, of the VM with that number. */
export interface DrawnSlot {
  readonly vm: number;
  readonly start: number;
  readonly length: number;
}

/** Slots one after another, at times with a gap: one for each VM at least. */
export function drawSlots(random: Random, vms: number): DrawnSlot[] {
  let at = 0;
  return Array.from({ length: random.between(vms, 5) }, (_, index) => {
    const start = at + (random.oneIn(4) ? random.below(4) : 0);
    const length = random.between(1, 8);
    at = start + length;
    return { vm: index < vms ? index : random.below(vms), start, length };
  });
}

/** The policy of that host; the VMs go by the names of their numbers. */
export function policyOf(
  host: Exclude<Host, "promised">,
  {
    frame,
    slots,
    tick,
  }: { readonly frame: number; readonly slots: readonly DrawnSlot[]; readonly tick: number | null },
  names: readonly string[],
): VmmPolicy {
  if (host === "round-robin") return { kind: host, ...(tick === null ? {} : { tick: ms(tick) }) };
  if (host !== "table") return { kind: host };
  return {
    kind: host,
    frame: ms(frame),
    slots: slots.map(
      ({ vm, start, length }): Slot => ({
        vm: names[vm] as string,
        core: 0,
        start: ms(start),
        length: ms(length),
      }),
    ),
  };
}

/** Each of the costs in about half of the systems that have any. */
export function drawCosts(random: Random, any: boolean): VmmCosts {
  const cost = (most: number): Work => work(`${any && random.oneIn(2) ? random.between(1, most) : 0} ms`);
  return {
    vmSwitch: cost(1),
    interruptEntry: cost(1),
    hypercall: cost(2),
    longestNonPreemptible: cost(2),
  };
}

const ms = (length: number): Duration => duration(`${length} ms`);
