import type { Claim } from "../../certificate/claim.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import { type Load, leftover, type Supply } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { Duration, type Work } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { tickDeviation } from "../../supply/deviation.ts";
import { reducedBound } from "../../supply/reduced.ts";
import { eventsInTicks, measuresOfEvents } from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { bottomHalfLoad } from "../host/bottom-half-load.ts";
import { costsOf, hold, longer } from "../host/costs.ts";
import { interruptLoad, stolenBy, waitsFor } from "../host/interrupt-load.ts";
import { interruptsOn } from "../host/placement.ts";
import { type Provision, provisionOf } from "../host/provision.ts";
import { topHalfDelay } from "../host/top-half-delay.ts";
import { boundExceeds } from "./words.ts";

/** One claim per interrupt source that has a deadline: the longest time from an arrival to the end of its handling. */
export function interruptClaims(system: System, core: number, effort: number): Claim[] {
  return interruptsOn(system, core).flatMap((source) =>
    source.deadline === null ? [] : [latencyClaim(system, source, source.deadline, effort)],
  );
}

/**
 * Handled at once, an interrupt waits for the other interrupts of its core. Handled when its VM is scheduled, it also
 * waits for that VM's supply and for the other bottom halves of the VM, whose order is not known: on the core of its
 * source in one busy window, from another core in a second stage after its top half (Tindell and Clark 1994). Top halves
 * are taken from the supply again where a server's budget already excludes them: safe.
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
  const owners = system.vms.filter((each) => waitsFor(each, source));
  const found =
    owners.length === 0
      ? atOnce(system, source)
      : owners.map((vm) => whenScheduled(system, source, vm, effort)).reduce(worse);
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
  const { latency, handler } = found;
  const proved = latency.atMost(deadline);
  return {
    ...base,
    verdict: proved ? "proved" : "not-proved",
    bound: latency,
    margin: deadline.minus(latency),
    witness: { kind: "horizontal-deviation", latency, handler },
    ...(proved ? {} : { reason: boundExceeds(system.timeUnit, latency, deadline) }),
  };
}

type Latency =
  | { readonly kind: "bounded"; readonly latency: Duration; readonly handler: Work }
  | { readonly kind: "unknown"; readonly reason: string }
  | Extract<Provision, { kind: "nothing" }>;

/** The worse of what two possible owners of a device can promise. */
function worse(a: Latency, b: Latency): Latency {
  if (a.kind !== "bounded") return a;
  return b.kind !== "bounded" || a.latency.lessThan(b.latency) ? b : a;
}

const OVERLOAD = { kind: "unknown", reason: "more interrupt work arrives than can be served" } as const;

function atOnce(system: System, source: InterruptSource): Latency {
  const latency = topHalfDelay(system, source);
  return latency === null ? OVERLOAD : { kind: "bounded", latency, handler: stolenBy(source, system).wcet };
}

function whenScheduled(system: System, source: InterruptSource, vm: Vm, effort: number): Latency {
  const provision = provisionOf(system, vm);
  if (provision.kind === "nothing") return provision;
  const halves = bottomHalfLoad(system, vm, "in-supply");
  const own = halves?.find((load) => load.name === source.name);
  const before = source.core === vm.core ? Duration.zero : topHalfDelay(system, source);
  if (halves === null || own === undefined || before === null) return OVERLOAD;
  const others = halves.filter((load) => load !== own);
  const served = provision.kind === "server";
  const supply = served
    ? below(provision.server, [...interruptLoad(system, vm.core), ...others])
    : below(provision.supply, others);
  // A section of the VMM on behalf of the VM itself holds its bottom half up, too.
  const loss = served ? hold(system) : longer(provision.loss, costsOf(system).longestNonPreemptible);
  const { seconds, rates } = measuresOf(supply);
  const timebase = commonTick(
    [...seconds, ...measuresOfEvents(own.arrivals), own.wcet.value, loss.value],
    rates,
  );
  const stream = { arrivals: eventsInTicks(own.arrivals, timebase), wcet: timebase.toTicks(own.wcet.value) };
  const bound = reducedBound(boundOf(supply, timebase), timebase.toTicks(loss.value));
  const found = tickDeviation(stream, bound, new Effort(effort));
  if (found.kind === "unbounded") return OVERLOAD;
  if (found.kind === "undetermined") return { kind: "unknown", reason: found.reason };
  const latency = before.plus(new Duration(timebase.toSeconds(found.delay)));
  return { kind: "bounded", latency, handler: own.wcet };
}

function below(supply: Supply, load: readonly Load[]): Supply {
  return load.length === 0 ? supply : leftover(supply, load);
}
