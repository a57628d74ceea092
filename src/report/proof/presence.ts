/** The supply of a replayed course, as the certificate picks it; time counts in parts of a tick. */
import type { Supply } from "../../checker/supply.ts";
import { AssertionFailure } from "../../contract/errors.ts";
import type { Presence } from "./course.ts";

export interface Course {
  readonly scale: bigint;
  readonly start: bigint;
  readonly cycle: bigint;
}

export const ALWAYS: Presence = () => ({ on: true, until: null });

/** A legal course of a supply. */
export function pickedSupply(supply: Supply, { scale, start, cycle }: Course): Presence {
  switch (supply.kind) {
    case "dedicated":
      return ALWAYS;
    case "table":
      return inWindows(
        supply.windows.map((window) => ({ start: window.start * scale, end: window.end * scale })),
        supply.frame * scale,
        start,
      );
    case "bounded-delay": {
      const { rate } = supply;
      return headOf(start, cycle, rate.n === 0n ? 0n : (cycle * rate.n) / rate.d);
    }
    case "interrupted":
      throw new AssertionFailure("a course on turns that are cut short is nothing that a certificate holds");
    default:
      return headOf(start, supply.period * scale, supply.budget * scale);
  }
}

/** A share at the head of each cycle, the first at `start`. */
function headOf(start: bigint, cycle: bigint, share: bigint): Presence {
  return (now) => {
    if (share === 0n) return { on: false, until: null };
    if (now < start) return { on: false, until: start };
    if (share === cycle) return { on: true, until: null };
    const phase = (now - start) % cycle;
    const head = now - phase;
    return phase < share ? { on: true, until: head + share } : { on: false, until: head + cycle };
  };
}

function inWindows(
  windows: readonly { readonly start: bigint; readonly end: bigint }[],
  frame: bigint,
  phase: bigint,
): Presence {
  return (now) => {
    const at = (now + phase) % frame;
    const inside = windows.find(({ start, end }) => start <= at && at < end);
    if (inside !== undefined) return { on: true, until: now + inside.end - at };
    const next = windows.find(({ start }) => start > at);
    return { on: false, until: now + (next === undefined ? frame : next.start) - at };
  };
}
