import type { AssumptionId } from "../../certificate/assumption.ts";
import type { Guest, SuppliedGuest } from "../../model/guest.ts";
import { Work } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";
import { measuresOf } from "../../supply/bound-of.ts";
import { type DerivedSupply, leftOf } from "../../supply/derived-supply.ts";
import type { BoundedLoad } from "../../workload/event-bound.ts";
import { kernelLoad } from "../host/kernel-load.ts";

/** One guest and what it may count on: the question that the guest-level analyses answer. */
export interface GuestProblem {
  /** The VM's name; null for a guest on its own. */
  readonly vm: string | null;
  /** The guest, hypercalls charged to its tasks. */
  readonly guest: Guest;
  readonly supply: DerivedSupply;
  /**
   * The supply at no cost of the VMM, on which a miss is a real one; null where what is really supplied may exceed all
   * that is known of it, as with a contract.
   */
  readonly free: DerivedSupply | null;
  /** Taken once from every window of the supply. */
  readonly loss: Work;
  /** Whether the supply's worst case is legal in this system, so that a miss on it is a real one. */
  readonly attained: boolean;
  readonly assumptions: readonly AssumptionId[];
}

/** The question for a guest on a supply that is simply promised, below the ticks and sleepers of its kernel. */
export function promised({ supply, ...guest }: SuppliedGuest): GuestProblem {
  const left = leftOf(supply, kernelLoad(guest));
  const attained = guest.kernel === undefined;
  return { vm: null, guest, supply: left, free: left, loss: Work.zero, attained, assumptions: [] };
}

/** The supply below all load, and the load above the guest, outermost last. */
export function unwrapped(supply: DerivedSupply): {
  readonly base: DerivedSupply;
  readonly load: readonly BoundedLoad[];
} {
  if (supply.kind !== "leftover") return { base: supply, load: [] };
  const inner = unwrapped(supply.of);
  return { base: inner.base, load: [...inner.load, ...supply.load] };
}

/** Whether the guest has a processor to itself, with nothing above. */
export function hasProcessor({ supply, loss }: GuestProblem): boolean {
  return supply.kind === "dedicated" && loss.isZero();
}

/** What a timebase has to resolve besides the tasks and the supply. */
export function furtherMeasures({ loss, free }: GuestProblem): readonly Rational[] {
  return [loss.value, ...(free === null ? [] : measuresOf(free).seconds)];
}

/** `vm/rtos` or, for a guest on its own, `guest`. */
export function prefixOf({ vm }: GuestProblem): string {
  return vm === null ? "guest" : `vm/${vm}`;
}

/** What every guest-level proof assumes, besides what the supply rests on. */
export function assumptionsOf({ guest, assumptions }: GuestProblem): readonly AssumptionId[] {
  const shared = guest.tasks.some((task) => task.criticalSections.length > 0);
  return [
    "tasks-keep-their-word",
    "guest-work-conserving",
    ...(shared ? (["resource-protocol"] as const) : []),
    ...assumptions,
  ];
}
