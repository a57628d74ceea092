import { InputError } from "../../contract/errors.ts";
import type { EventModel, PeriodicEvents } from "../../model/event-model.ts";
import type { InterruptSource, Mask, Notice } from "../../model/interrupt.ts";
import type { System } from "../../model/system.ts";
import { type Duration, Work } from "../../numeric/quantity.ts";
import { NEVER } from "../engine/time.ts";
import type {
  ArrivalSpec,
  DeliverySpec,
  DeviceSpec,
  MaskSpec,
  NoticeSpec,
  RoutingSpec,
  ShaperSpec,
} from "./specification.ts";

/** How the sources of a described system are played, but for those with a trace, which is repeated. */
export interface Play {
  /** Events as densely as their model allows, or at random within it. */
  readonly arrivals: "densest" | "random";
  /** When the first event of a source comes, in ticks; 0 where left out. */
  readonly offsetOf?: (source: string) => number;
  /** The VMs that the user brings to the foreground, in turn, and for how long each; always the target where left out. */
  readonly foreground?: { readonly vms: readonly string[]; readonly stay: Duration };
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
  const { vmSwitch = Work.zero, cacheRefill = Work.zero } = system.vmm?.costs ?? {};
  return system.interrupts.map((source) => {
    const lone = system.vms.filter(({ core }) => core === source.core).length < 2;
    // To the target and back: both guests find their caches cold, and neither pays for that in its own time.
    const detour = lone ? 0 : 2 * (ticksOf(vmSwitch) + ticksOf(cacheRefill));
    return {
      name: source.name,
      core: source.core,
      arrivals: source.trace
        ? { kind: "trace", times: source.trace.map(ticksOf) }
        : arrivalsOf(source.arrivals, play.offsetOf?.(source.name) ?? 0, ticksOf, play),
      routing: routingOf(source, system, ticksOf, play),
      ...shaperOf(source, ticksOf),
      ...(source.notice === undefined
        ? {}
        : { notice: noticeOf(source.notice, entry === undefined ? 0 : ticksOf(entry), ticksOf) }),
      delivery: deliveryOf(source, detour),
      ...(source.ring === undefined ? {} : { ring: source.ring }),
      ...(source.mask === undefined ? {} : { mask: maskOf(source.mask, ticksOf) }),
      topHalf: ticksOf(source.topHalf) + (entry === undefined ? 0 : ticksOf(entry)),
      bottomHalf: ticksOf(source.bottomHalf),
    };
  });
}

/** An event of a `dynamic` device may be for any VM of its core: at random, if arrivals are; else it is for the target. */
function routingOf(
  source: InterruptSource,
  system: System,
  ticksOf: (time: Duration) => number,
  { arrivals, foreground }: Play,
): RoutingSpec {
  const { device, target } = source;
  if (target === null || device === "running") return { kind: "running" };
  const onCore = system.vms.filter(({ core }) => core === source.core).map(({ name }) => name);
  switch (device) {
    case "dedicated":
      return { kind: "dedicated", vm: target };
    case "active":
      return foreground === undefined
        ? { kind: "active", order: [target], stay: NEVER }
        : { kind: "active", order: foregroundOn(onCore, foreground, source), stay: ticksOf(foreground.stay) };
    case "dynamic": {
      const vms = arrivals === "random" && onCore.includes(target) ? onCore : [target];
      return { kind: "dynamic", shares: vms.map((vm) => ({ vm, weight: 1 })) };
    }
  }
}

function foregroundOn(
  onCore: readonly string[],
  { vms }: NonNullable<Play["foreground"]>,
  { name, core }: InterruptSource,
): readonly string[] {
  const away = vms.find((vm) => !onCore.includes(vm));
  if (away === undefined) return vms;
  throw new InputError(`the active device ${name} is on core ${core}, and ${away} is no VM there`);
}

/** With no bottom half there is nothing to wait for a VM with: the top half is all. */
function endsAtOnce({ device, delivery, bottomHalf }: InterruptSource): boolean {
  const waits = delivery === "when-scheduled" || delivery === "monitored";
  return waits && device !== "running" && bottomHalf.isZero();
}

function deliveryOf(source: InterruptSource, detour: number): DeliverySpec {
  const { device, delivery } = source;
  if (endsAtOnce(source)) return { kind: "immediate", detour: 0 };
  if (delivery === "rest-of-quantum") return { kind: "immediate-seizing", detour };
  if (delivery === "immediate" || device === "running") return { kind: "immediate", detour };
  return delivery === "monitored" ? { kind: "monitored", detour } : { kind: "when-scheduled" };
}

function shaperOf(
  source: InterruptSource,
  ticksOf: (time: Duration) => number,
): { readonly shaper?: ShaperSpec } {
  const { shaper, delivery } = source;
  const monitors = delivery === "monitored";
  if (shaper === undefined || (monitors && endsAtOnce(source))) return {};
  const { minDistance, bucket, excess } = shaper;
  return {
    shaper: {
      ...(minDistance === null ? {} : { minDistance: ticksOf(minDistance) }),
      ...(bucket === null
        ? {}
        : { bucket: { capacity: Number(bucket.capacity), refill: ticksOf(bucket.refill) } }),
      excess: monitors ? "defer" : excess,
    },
  };
}

/** The VMM enters by a timer of its own to look at a polled device, whether it finds something or not. */
function noticeOf(notice: Notice, entry: number, ticksOf: (time: Duration) => number): NoticeSpec {
  if (notice.kind === "polled") return { kind: "poll", period: ticksOf(notice.period), look: entry };
  const { delay, count } = notice;
  return { kind: "batch", delay: ticksOf(delay), ...(count === null ? {} : { count }) };
}

function maskOf(mask: Mask, ticksOf: (time: Duration) => number): MaskSpec {
  switch (mask.kind) {
    case "until-empty":
      return { kind: "poll" };
    case "watermark":
      return mask;
    case "block":
      return { ...mask, length: ticksOf(mask.length) };
    case "rate":
      return { ...mask, window: ticksOf(mask.window) };
  }
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
