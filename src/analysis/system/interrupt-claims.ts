import type { Claim } from "../../certificate/claim.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import { dedicated, type Load, leftover, type Supply } from "../../model/supply.ts";
import type { System } from "../../model/system.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { tickDeviation } from "../../supply/deviation.ts";
import { reducedBound } from "../../supply/reduced.ts";
import { eventsInTicks, measuresOfEvents } from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { hold } from "../host/costs.ts";
import { bottomHalfLoad, interruptLoad, stolenBy } from "../host/interrupt-load.ts";
import { interruptsOn } from "../host/placement.ts";
import { type Provision, provisionOf } from "../host/provision.ts";
import { boundExceeds } from "./words.ts";

/** One claim per interrupt source that has a deadline: the longest time from an arrival to the end of its handling. */
export function interruptClaims(system: System, core: number, effort: number): Claim[] {
  return interruptsOn(system, core).flatMap((source) =>
    source.deadline === null ? [] : [latencyClaim(system, source, source.deadline, effort)],
  );
}

/**
 * Handled at once, an interrupt waits for the other interrupts of its core; handled when its VM is scheduled, it also
 * waits for that VM's supply and for the other bottom halves of the VM, whose order is not known. Top halves are taken
 * from the supply again where a server's budget already excludes them: safe.
 */
function latencyClaim(system: System, source: InterruptSource, deadline: Duration, effort: number): Claim {
  const base: Omit<Claim, "verdict" | "witness"> = {
    id: `interrupt/${source.name}`,
    subject: {
      core: source.core,
      source: source.name,
      ...(source.target === null ? {} : { vm: source.target }),
    },
    statement: `every interrupt of ${source.name} is handled within its deadline`,
    method: "interrupt-latency",
    assumptions: ["interrupts-keep-their-word", "vmm-costs"],
    deadline,
  };
  const path = handlingPath(system, source);
  if (path.kind === "nothing") {
    const { reason, advice } = path;
    return {
      ...base,
      method: "no-guarantee",
      verdict: "no-bound",
      witness: { kind: "no-guarantee" },
      reason,
      advice,
    };
  }
  const { supply, loss, wcet } = path;
  const { seconds, rates } = measuresOf(supply);
  const timebase = commonTick(
    [...seconds, ...measuresOfEvents(source.arrivals), wcet.value, loss.value],
    rates,
  );
  const stream = { arrivals: eventsInTicks(source.arrivals, timebase), wcet: timebase.toTicks(wcet.value) };
  const bound = reducedBound(boundOf(supply, timebase), timebase.toTicks(loss.value));
  const found = tickDeviation(stream, bound, new Effort(effort));
  if (found.kind !== "bounded") {
    const reason = found.kind === "unbounded" ? "more work arrives than is supplied" : found.reason;
    return { ...base, verdict: "not-proved", witness: { kind: found.kind }, reason };
  }
  const latency = new Duration(timebase.toSeconds(found.delay));
  const proved = latency.atMost(deadline);
  return {
    ...base,
    verdict: proved ? "proved" : "not-proved",
    bound: latency,
    margin: deadline.minus(latency),
    witness: {
      kind: "horizontal-deviation",
      backlog: new Work(timebase.toSeconds(found.backlog)),
      handler: wcet,
    },
    ...(proved ? {} : { reason: boundExceeds(system.timeUnit, latency, deadline) }),
  };
}

type HandlingPath =
  | { readonly kind: "supply"; readonly supply: Supply; readonly loss: Work; readonly wcet: Work }
  | Extract<Provision, { kind: "nothing" }>;

/** What serves the events of a source, and how much of it each takes. */
function handlingPath(system: System, source: InterruptSource): HandlingPath {
  const loads = interruptLoad(system, source.core);
  const others = loads.filter((load) => load.name !== source.name);
  const vm = system.vms.find((each) => each.name === source.target);
  const waits = vm !== undefined && bottomHalfLoad(system, vm).some((load) => load.name === source.name);
  if (!waits) {
    return {
      kind: "supply",
      supply: below(dedicated(), others),
      loss: hold(system),
      wcet: stolenBy(source, system).wcet,
    };
  }
  const provision = provisionOf(system, vm);
  if (provision.kind === "nothing") return provision;
  const halves = bottomHalfLoad(system, vm).filter((load) => load.name !== source.name);
  const supply = provision.kind === "server" ? provision.server : provision.supply;
  const charged = provision.kind === "server" ? [...loads, ...halves] : halves;
  const loss = provision.kind === "server" ? hold(system) : provision.loss;
  return { kind: "supply", supply: below(supply, charged), loss, wcet: source.bottomHalf };
}

function below(supply: Supply, load: readonly Load[]): Supply {
  return load.length === 0 ? supply : leftover(supply, load);
}
