import type { InterruptSource } from "../../model/interrupt.ts";
import type { System, Vm } from "../../model/system.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { commonTick } from "../../numeric/timebase.ts";
import { boundOf, measuresOf } from "../../supply/bound-of.ts";
import { leftOf } from "../../supply/derived-supply.ts";
import { tickDeviation } from "../../supply/deviation.ts";
import { reducedBound } from "../../supply/reduced.ts";
import { eventsInTicks, measuresOfEvents } from "../../workload/tick-events.ts";
import { Effort } from "../effort.ts";
import { bottomHalfLoad } from "../host/bottom-half-load.ts";
import { coldStart, costsOf, hold, longer } from "../host/costs.ts";
import { noticedEvents } from "../host/interrupt-events.ts";
import {
  interruptLoad,
  stolenBy,
  unboundedHalves,
  unboundedInterrupts,
  waitsFor,
} from "../host/interrupt-load.ts";
import { tickLoad } from "../host/kernel-load.ts";
import { handedOverTogether } from "../host/masked.ts";
import { type Provision, provisionOf } from "../host/provision.ts";
import { atOnceDelay, topHalfDelay } from "../host/top-half-delay.ts";

/** The longest times from an arrival of a source to the start and to the end of its handler, or why none is known. */
export type Latency =
  | {
      readonly kind: "bounded";
      readonly start: Duration;
      readonly end: Duration;
      /** What is run for one event, at most. */
      readonly handler: Work;
    }
  | { readonly kind: "unknown"; readonly reason: string }
  | Extract<Provision, { kind: "nothing" }>;

/**
 * An event waits in its shaper, then until the VMM is told of it, and then to be handled. The handler is the bottom half;
 * the top half where there is no other.
 *
 * Handled at once, it waits for the other interrupts of its core. Handled when its VM is scheduled, it also waits for that
 * VM's supply and for the other bottom halves of the VM, whose order is not known: on the core of its source in one busy
 * window, from another core in a second stage after its top half (Tindell and Clark 1994). Top halves are taken from the
 * supply again where a server's budget already excludes them: safe. Under a monitor that need not admit it, an event may
 * fare either way.
 */
export function latencyOf(system: System, source: InterruptSource, effort: number): Latency {
  const { wait, events } = noticedEvents(source);
  if (events === null) return { kind: "nothing", ...handedOverTogether(source) };
  const unbounded = unboundedInterrupts(system, source.core);
  if (unbounded !== null) return { kind: "nothing", ...unbounded };
  if (wait === null) {
    return {
      kind: "nothing",
      reason: `the shaper of ${source.name} admits fewer events than may come, and holds the others for longer and longer`,
      advice: `let the shaper of ${source.name} drop the others, or admit events as often as they may come`,
    };
  }
  const owners = system.vms.filter((each) => waitsFor(each, source));
  const ways = owners.map((vm) => whenScheduled(system, source, vm, effort));
  if (owners.length === 0 || source.delivery === "monitored") ways.push(atOnce(system, source));
  const worst = ways.reduce(worse);
  if (worst.kind !== "bounded") return worst;
  return { ...worst, start: wait.plus(worst.start), end: wait.plus(worst.end) };
}

/** The worse of what two ways of handling promise. */
function worse(a: Latency, b: Latency): Latency {
  if (a.kind !== "bounded") return a;
  if (b.kind !== "bounded") return b;
  const later = a.end.lessThan(b.end) ? b : a;
  return { ...later, start: a.start.lessThan(b.start) ? b.start : a.start };
}

const OVERLOAD = { kind: "unknown", reason: "more interrupt work arrives than can be served" } as const;

/** From when the handler has the core it needs no more than its length, and that is counted: so it starts so much earlier. */
function atOnce(system: System, source: InterruptSource): Latency {
  const end = atOnceDelay(system, source);
  const stolen = stolenBy(source, system);
  if (end === null || stolen === null) return OVERLOAD;
  const { interrupts, handlers } = stolen;
  const { bottomHalf, topHalf } = source;
  const last = bottomHalf.isPositive() ? bottomHalf : topHalf;
  return {
    kind: "bounded",
    start: end.minus(last.asDuration()),
    end,
    handler: interrupts.wcet.plus(handlers?.wcet ?? Work.zero),
  };
}

function whenScheduled(system: System, source: InterruptSource, vm: Vm, effort: number): Latency {
  const provision = provisionOf(system, vm);
  if (provision.kind === "nothing") return provision;
  const together = unboundedHalves(system, vm);
  if (together !== null) return { kind: "nothing", ...together };
  const halves = bottomHalfLoad(system, vm, "in-supply");
  const own = halves?.find((load) => load.name === source.name);
  const before = source.core === vm.core ? Duration.zero : topHalfDelay(system, source);
  const interrupts = interruptLoad(system, vm.core);
  if (halves === null || interrupts === null || own === undefined || before === null) return OVERLOAD;
  // The ticks of the guest's kernel go before every bottom half.
  const others = [...tickLoad(vm.guest), ...halves.filter((load) => load !== own)];
  const served = provision.kind === "server";
  const supply = served
    ? leftOf(provision.server, [...interrupts, ...others])
    : leftOf(provision.supply, others);
  // A section of the VMM on behalf of the VM itself holds its bottom half up, too, beside caches that are cold.
  const ownSection = costsOf(system).longestNonPreemptible.plus(coldStart(system, vm));
  const loss = served ? hold(system) : longer(provision.loss, ownSection);
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
  const after = (ticks: bigint): Duration => before.plus(new Duration(timebase.toSeconds(ticks)));
  return { kind: "bounded", start: after(found.start), end: after(found.delay), handler: own.wcet };
}
