import type { EventModel, PeriodicEvents } from "../../model/event-model.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { System } from "../../model/system.ts";
import type { Duration, Work } from "../../numeric/quantity.ts";
import { NEVER } from "../engine/time.ts";
import type { ArrivalSpec, DeliverySpec, DeviceSpec, RoutingSpec } from "./specification.ts";

/** How the sources of a described system are played, but for those with a trace, which is repeated. */
export interface Play {
  /** Events as densely as their model allows, or at random within it. */
  readonly arrivals: "densest" | "random";
  /** When the first event of a source comes, in ticks; 0 where left out. */
  readonly offsetOf?: (source: string) => number;
}

/**
 * The devices of a described system, in its order. Every behaviour of theirs is a legal one of the description.
 * `ticksOf` gives a time as ticks of the simulator.
 */
export function devicesOf(
  system: System,
  ticksOf: (time: Duration | Work) => number,
  play: Play,
): DeviceSpec[] {
  const entry = system.vmm?.costs.interruptEntry;
  const vmSwitch = system.vmm?.costs.vmSwitch;
  return system.interrupts.map((source) => {
    const lone = system.vms.filter(({ core }) => core === source.core).length < 2;
    const detour = lone || vmSwitch === undefined ? 0 : 2 * ticksOf(vmSwitch);
    return {
      name: source.name,
      core: source.core,
      arrivals: source.trace
        ? { kind: "trace", times: source.trace.map(ticksOf) }
        : arrivalsOf(source.arrivals, play.offsetOf?.(source.name) ?? 0, ticksOf, play),
      routing: routingOf(source),
      delivery: deliveryOf(source, detour),
      topHalf: ticksOf(source.topHalf) + (entry === undefined ? 0 : ticksOf(entry)),
      bottomHalf: ticksOf(source.bottomHalf),
    };
  });
}

function routingOf({ device, target }: InterruptSource): RoutingSpec {
  if (target === null || device === "running") return { kind: "running" };
  switch (device) {
    case "dedicated":
      return { kind: "dedicated", vm: target };
    case "active":
      return { kind: "active", order: [target], stay: NEVER };
    case "dynamic":
      return { kind: "dynamic", shares: [{ vm: target, weight: 1 }] };
  }
}

function deliveryOf({ device, delivery }: InterruptSource, detour: number): DeliverySpec {
  if (delivery === "rest-of-quantum") return { kind: "immediate-seizing", detour };
  if (delivery === "immediate" || device === "running") return { kind: "immediate", detour };
  return { kind: "when-scheduled" };
}

function arrivalsOf(
  model: EventModel,
  offset: number,
  ticksOf: (time: Duration) => number,
  { arrivals: play }: Play,
): ArrivalSpec {
  if (model.kind === "token-bucket") {
    return {
      kind: "token-bucket",
      capacity: Number(model.capacity),
      refill: ticksOf(model.refill),
      offset,
      play,
    };
  }
  const period = ticksOf(model.period);
  if (play === "random" && isSporadic(model))
    return { kind: "sporadic", separation: period, slack: period, offset };
  const jitter = ticksOf(model.jitter);
  return { kind: "pjd", period, jitter, minDistance: ticksOf(model.minDistance), offset, play };
}

function isSporadic({ period, jitter, minDistance }: PeriodicEvents): boolean {
  return jitter.isZero() && minDistance.equals(period);
}
