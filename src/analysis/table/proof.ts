/**
 * The proof that a table keeps what each VM was promised.
 *
 * Claim: "proved" holds exactly if (1) no two slots overlap, none leaves the frame, and no window is shorter than its switch; (2) net of switch costs, each VM has
 * its budget in each [kΠ, kΠ + Δ), counted from the table's start. It follows, and is checked again from the supply bounds
 * alone, that (3) sbf of the table ≥ sbf of the contract in every window, so a guest proved on its contract is proved on
 * the table. (2) is more than (3): a table may supply enough in every window and yet not in step with the period.
 * Source: I. Shin and I. Lee, RTSS 2003; A. Easwaran, M. Anand and I. Lee, RTSS 2007; static partitions: Mok, Feng and
 * Chen, RTAS 2001.
 */
import { assert } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import type { Slot } from "../../model/system.ts";
import { Duration, nonNegative, Work } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { work } from "../../numeric/unit.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { dominates } from "../../supply/dominance.ts";
import { tableBound } from "../../supply/table.ts";
import { Effort } from "../effort.ts";
import { alignedShortfall } from "./aligned.ts";
import { joined, serviceOf } from "./owned-window.ts";
import type { TableContract } from "./synthesis.ts";

export type TableProof =
  | { readonly kind: "proved"; readonly strength: "exact" }
  | { readonly kind: "overlap"; readonly first: Slot; readonly second: Slot }
  | { readonly kind: "outside"; readonly slot: Slot }
  /** A window that ends before the VMM has switched to its VM: the next one starts later than its own costs say. */
  | { readonly kind: "below-switch"; readonly vm: string; readonly start: Duration }
  /** In [from, from + length) of every frame the VM has less than its budget. */
  | {
      readonly kind: "short";
      readonly vm: string;
      readonly from: Duration;
      readonly length: Duration;
      readonly has: Work;
      readonly needs: Work;
    }
  | { readonly kind: "undetermined"; readonly vm: string; readonly reason: string };

/**
 * Decides whether the slots of one core, repeated in every frame, keep the contracts. `effort` is for each contract.
 * Throws `InputError` for slots of several cores or an empty frame.
 */
export function proveTable(given: {
  readonly frame: Duration;
  readonly slots: readonly Slot[];
  readonly contracts: readonly TableContract[];
  /** Taken from the start of each window. */
  readonly switchCost?: string | Work;
  /** The longest section of the VMM that may hold up the start of a window, switched or not. */
  readonly longestSection?: string | Work;
  readonly effort?: number;
}): TableProof {
  const { frame, contracts, effort } = given;
  const slots = [...given.slots].sort((a, b) => a.start.compare(b.start));
  if (!frame.isPositive()) throw new InputError(`the frame is ${frame}: it must be greater than zero`);
  if (new Set(slots.map(({ core }) => core)).size > 1) {
    throw new InputError("the slots are on several cores: prove the table of each core by itself");
  }
  const misplaced = layoutFault(frame, slots);
  if (misplaced !== null) return misplaced;

  const switchCost = nonNegative(work(given.switchCost ?? Work.zero), "the switch cost");
  const section = nonNegative(work(given.longestSection ?? Work.zero), "the longest section");
  const late = switchCost.plus(section);
  const timebase = commonTick([
    ...[frame.value, late.value, section.value],
    ...slots.flatMap(({ start, length }) => [start.value, length.value]),
    ...contracts.flatMap(({ supply }) => measuresOf(supply).seconds),
  ]);
  const ticks = ({ value }: Duration | Work): bigint => timebase.toTicks(value);
  const timing = { frame: ticks(frame), late: ticks(late), section: ticks(section) };
  const vms = slots.map(({ vm }) => vm);
  const windows = joined(
    slots.map(({ vm, start, length }) => ({
      vm: vms.indexOf(vm),
      start: ticks(start),
      end: ticks(start.plus(length)),
    })),
  );
  const unfit = windows.find(({ start, end }) => end - start < timing.late && end - start < timing.frame);
  if (unfit !== undefined) {
    const start = new Duration(timebase.toSeconds(unfit.start));
    return { kind: "below-switch", vm: vms[unfit.vm] as string, start };
  }

  for (const { vm, supply } of contracts) {
    const service = serviceOf(vms.indexOf(vm), windows, timing);
    const budget = ticks(supply.budget);
    const deadline = ticks(supply.kind === "edp" ? supply.deadline : supply.period);
    const short = alignedShortfall(service, { period: ticks(supply.period), budget, deadline });
    if (short !== null) {
      return {
        kind: "short",
        vm,
        from: new Duration(timebase.toSeconds(short.from)),
        length: new Duration(timebase.toSeconds(short.to - short.from)),
        has: new Work(timebase.toSeconds(short.has)),
        needs: supply.budget,
      };
    }
    const bound = tableBound(timing.frame, service.windows);
    const found = dominates(bound, boundOf(supply, timebase), new Effort(effort));
    if (found.kind === "undetermined") return { kind: "undetermined", vm, reason: found.reason };
    assert(found.kind === "dominates", "a table with every aligned budget dominates its contract");
  }
  return { kind: "proved", strength: "exact" };
}

/** Two slots that overlap, or one that leaves the frame or is empty. `slots` in order of their starts. */
function layoutFault(frame: Duration, slots: readonly Slot[]): TableProof | null {
  for (const [index, slot] of slots.entries()) {
    const inside = slot.start.value.sign() >= 0 && slot.start.plus(slot.length).atMost(frame);
    if (!inside || !slot.length.isPositive()) return { kind: "outside", slot };
    const previous = slots[index - 1];
    if (previous !== undefined && slot.start.lessThan(previous.start.plus(previous.length))) {
      return { kind: "overlap", first: previous, second: slot };
    }
  }
  return null;
}
