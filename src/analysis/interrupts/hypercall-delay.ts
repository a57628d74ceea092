/**
 * What a hypercall that takes long does to others, and to its caller.
 *
 * Claim: let the call be c > 0 of work in the VMM, made while the caller runs.
 *  - "inline": the VMM works it off at once and cannot be preempted. Others wait for it up to c, once per dispatch; the
 *    call is done after c, and if the caller's turn has ended by then it goes on after its longest blackout.
 *  - "chunked": after every `chunk` of work the VMM can be preempted, and pays `perChunk` for coming back. Others wait up to
 *    one chunk with its cost; the caller needs c + (⌈c/chunk⌉ − 1)·perChunk of its own supply.
 *  - "helper": a thread of the VMM works off the calls of all VMs in the order in which they come, on a supply of its own,
 *    while the callers wait. Others wait not at all, beyond what the helper's supply takes. Each other VM has at most one
 *    call ahead, so the call is done within timeToSupply(c + Σ of the others' longest), and the caller goes on after its
 *    longest blackout.
 * Assumes: one virtual processor per VM; supplies as the others' sections leave them. The wait of others is blocking in
 * the sense of Sha, Rajkumar and Lehoczky 1990 and Jeffay, Stanat and Martel 1991, and in a table it cuts a window's start.
 * Source: derived here.
 */
import type { Supply } from "../../model/supply.ts";
import { Duration, nonNegative, positive, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { blackout, timeToSupply } from "../../supply/bounds.ts";

/** Where the work of a hypercall is done. */
export type HypercallService =
  | { readonly kind: "inline" }
  | { readonly kind: "chunked"; readonly chunk: Work; readonly perChunk: Work }
  | {
      readonly kind: "helper";
      readonly helper: Supply;
      /** The longest call of each other VM that uses the helper. */
      readonly others: readonly Work[];
    };

export interface HypercallDelay {
  /** The longest that others wait for the VMM: a section that cannot be preempted. */
  readonly blocking: Work;
  /** From the call to its return, at most; null where there is no bound. */
  readonly caller: Duration | null;
}

/** Bounds for one call. Throws `InputError` for a negative amount of work or a chunk of none. */
export function hypercallDelay(length: Work, service: HypercallService, caller: Supply): HypercallDelay {
  if (nonNegative(length, "the length of a hypercall").isZero()) {
    return { blocking: Work.zero, caller: Duration.zero };
  }
  switch (service.kind) {
    case "inline":
      return { blocking: length, caller: resumed(length.asDuration(), caller) };
    case "chunked": {
      const chunks = length.per(positive(service.chunk, "a chunk of a hypercall")).ceil();
      const cost = nonNegative(service.perChunk, "the cost per chunk");
      if (chunks === 1n) return { blocking: length, caller: resumed(length.asDuration(), caller) };
      const work = length.plus(cost.times(Rational.of(chunks - 1n)));
      return { blocking: service.chunk.plus(cost), caller: timeToSupply(caller, work) };
    }
    case "helper": {
      const queued = service.others.reduce(
        (sum, other) => sum.plus(nonNegative(other, "a hypercall of another VM")),
        length,
      );
      return { blocking: Work.zero, caller: resumed(timeToSupply(service.helper, queued), caller) };
    }
  }
}

/** When the caller runs again after its call is done. */
function resumed(done: Duration | null, caller: Supply): Duration | null {
  const gap = blackout(caller);
  return done === null || gap === null ? null : done.plus(gap);
}
