import type { Claim } from "../../certificate/claim.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import { alwaysConforms } from "../host/interrupt-events.ts";
import { interruptsOn } from "../host/placement.ts";
import { latencyOf } from "./interrupt-latency.ts";
import { boundExceeds } from "./words.ts";

/** One claim per interrupt source that has a deadline: the longest time from an arrival to the end of its handling. */
export function interruptClaims(system: System, core: number, effort: number): Claim[] {
  return interruptsOn(system, core).flatMap((source) =>
    source.deadline === null ? [] : [latencyClaim(system, source, source.deadline, effort)],
  );
}

function latencyClaim(system: System, source: InterruptSource, deadline: Duration, effort: number): Claim {
  const base: Omit<Claim, "verdict" | "witness"> = {
    id: `interrupt/${source.name}`,
    subject: {
      core: source.core,
      source: source.name,
      ...(source.target === null ? {} : { vm: source.target }),
    },
    statement: `every interrupt of ${source.name}${told(source)} is handled within its deadline`,
    method: "interrupt-latency",
    assumptions: ["interrupts-keep-their-word", "vmm-costs"],
    deadline,
  };
  const found = latencyOf(system, source, effort);
  if (found.kind === "nothing") {
    const { reason, advice } = found;
    return {
      ...base,
      method: "no-guarantee",
      verdict: "no-bound",
      witness: { kind: "no-guarantee" },
      reason,
      advice,
    };
  }
  if (found.kind === "unknown") {
    return { ...base, verdict: "not-proved", witness: { kind: "unknown" }, reason: found.reason };
  }
  const { start, end, handler } = found;
  const proved = end.atMost(deadline);
  return {
    ...base,
    verdict: proved ? "proved" : "not-proved",
    bound: end,
    margin: deadline.minus(end),
    witness: { kind: "horizontal-deviation", start, end, handler },
    ...(proved ? {} : { reason: boundExceeds(system.timeUnit, end, deadline) }),
  };
}

/** Which events the claim speaks of, where not of all. */
function told(source: InterruptSource): string {
  const { ring } = source;
  const room = `finds a place in its ring of ${ring}`;
  if (!mayDrop(source)) return ring === undefined ? "" : ` that ${room}`;
  return ` that its shaper admits${ring === undefined ? "" : ` and that ${room}`}`;
}

/** A dropped event is never handled; what is said is said of the others. */
export function mayDrop({ arrivals, shaper, delivery }: InterruptSource): boolean {
  return shaper?.excess === "drop" && delivery !== "monitored" && !alwaysConforms(arrivals, shaper);
}
