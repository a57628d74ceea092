import type { SourceLatency } from "../../certificate/findings.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System } from "../../model/system.ts";
import { DEFAULT_EFFORT } from "../effort.ts";
import { mayDrop } from "./interrupt-claims.ts";
import { latencyOf } from "./interrupt-latency.ts";

/**
 * How long the events of the sources without a deadline may wait, in the order of the description: numbers to know, by
 * the analysis that claims about deadlines rest on, but no claims. Sources with a deadline have a claim that says it.
 */
export function interruptLatencies(system: System, effort: number = DEFAULT_EFFORT): SourceLatency[] {
  return system.interrupts
    .filter(({ deadline }) => deadline === null)
    .map((source) => latencyIn(system, source, effort));
}

function latencyIn(system: System, source: InterruptSource, effort: number): SourceLatency {
  const found = latencyOf(system, source, effort);
  const place = { source: source.name, core: source.core, vm: source.target, admittedOnly: mayDrop(source) };
  return found.kind === "bounded"
    ? { ...place, start: found.start, end: found.end, reason: null }
    : { ...place, start: null, end: null, reason: found.reason };
}
