import type { Claim } from "../../src/certificate/claim.ts";
import { sporadicEvents } from "../../src/model/event-model.ts";
import type { Guest, GuestPolicy } from "../../src/model/guest.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import type { Slot } from "../../src/model/system.ts";
import { type Task, task } from "../../src/model/task.ts";
import type { Duration, Instant, Work } from "../../src/numeric/quantity.ts";
import { duration, work } from "../../src/numeric/unit.ts";
import { exactIn } from "../../src/numeric/unit-text.ts";

/** The claim of the given name; there must be one. */
export function claimOf({ claims }: { readonly claims: readonly Claim[] }, id: string): Claim {
  const found = claims.find((claim) => claim.id === id);
  if (found === undefined)
    throw new Error(`no claim ${id} among ${claims.map((claim) => claim.id).join(", ")}`);
  return found;
}

/** `verdict` and `bound` of a claim as one line, in milliseconds. */
export function told({ verdict, bound }: Claim): string {
  return bound === undefined ? verdict : `${verdict} ${exactIn("ms", bound)}`;
}

/** A quantity as its exact number of milliseconds. */
export function inMs(quantity: unknown): string {
  return exactIn("ms", quantity as Duration | Work | Instant);
}

/** A task from its times in milliseconds. */
export function timed(name: string, wcet: string, period: string, deadline: string = period): Task {
  return task({ name, wcet: `${wcet} ms`, period: `${period} ms`, deadline: `${deadline} ms` });
}

export function guestOf(scheduling: GuestPolicy, ...tasks: readonly Task[]): Guest {
  return { scheduling, preemptive: true, tasks };
}

/** A slot on core 0 from its start and length in milliseconds. */
export function slotOf(vm: string, start: number, length: number): Slot {
  return { vm, core: 0, start: duration(`${start} ms`), length: duration(`${length} ms`) };
}

/** A sporadic source on core 0 that is handled by `a` when it is scheduled. */
export function sourceOf(name: string, given: Partial<InterruptSource> = {}): InterruptSource {
  return {
    name,
    device: "dedicated",
    delivery: "when-scheduled",
    target: "a",
    core: 0,
    arrivals: sporadicEvents("40 ms"),
    topHalf: work("1 ms"),
    bottomHalf: work("2 ms"),
    deadline: duration("20 ms"),
    ...given,
  };
}
