import { unreachable } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import type { NodeSpec, Specification } from "../engine/specification.ts";
import { NEVER, ticks } from "../engine/time.ts";
import { childrenOf } from "../engine/tree.ts";
import type { ArrivalSpec, DeviceSpec, MaskSpec, NoticeSpec, RoutingSpec } from "./specification.ts";
import { DEFAULT_RING } from "./specification.ts";

/**
 * Refuses devices that cannot be run, naming the place and the value.
 * @throws InputError
 */
export function checkDevices(devices: readonly DeviceSpec[], { cores }: Specification): void {
  const vms = new Map<string, VmPlace>();
  for (const root of cores) if (root !== null) placeVms(root, false, vms);
  const names = new Set<string>();
  const senders = new Set<string>();
  devices.forEach((device, index) => {
    const at = `devices[${index}] (${device.name})`;
    if (names.has(device.name)) throw new InputError(`${at}: two devices have this name`);
    names.add(device.name);
    ticks(device.core, `${at}.core`);
    if (device.core >= cores.length) throw new InputError(`${at}.core: there is no core ${device.core}`);
    ticks(device.topHalf, `${at}.topHalf`);
    ticks(device.bottomHalf, `${at}.bottomHalf`);
    ticks(device.injection ?? 0, `${at}.injection`);
    ticks(device.controller?.exits ?? 0, `${at}.controller.exits`);
    ticks(device.controller?.exitCost ?? 0, `${at}.controller.exitCost`);
    const ring = ticks(device.ring ?? DEFAULT_RING, `${at}.ring`, 1);
    if (device.notice !== undefined) checkNotice(device.notice, `${at}.notice`);
    checkShaper(device, at);
    if (
      device.notice?.kind === "poll" &&
      device.notice.look &&
      (device.mask?.kind ?? "in-service") !== "in-service"
    ) {
      throw new InputError(`${at}.mask: a device that is looked at in any case raises no interrupts to mask`);
    }
    if ("detour" in device.delivery) ticks(device.delivery.detour, `${at}.delivery.detour`);
    checkArrivals(device.arrivals, `${at}.arrivals`);
    if (device.arrivals.kind === "sent") {
      const { vm, task } = device.arrivals;
      const sender = `${vm}/${task}`;
      const found = cores.reduce(
        (sum, root) => sum + (root === null ? 0 : tasksCalled(root, task, vm, false)),
        0,
      );
      if (found !== 1)
        throw new InputError(`${at}.arrivals: ${found} tasks are ${sender}, and one is to send`);
      if (senders.has(sender))
        throw new InputError(`${at}.arrivals: ${sender} sends for another device, too`);
      senders.add(sender);
    }
    checkRouting(device.routing, `${at}.routing`, vms);
    if (device.mask !== undefined) checkMask(device.mask, ring, `${at}.mask`);
    if (device.mask?.kind === "watermark" && (device.notice?.kind ?? "interrupt") !== "interrupt") {
      throw new InputError(
        `${at}.mask: a watermark needs an interrupt per event, or nothing would drain the ring`,
      );
    }
    if (device.delivery.kind === "seizing") checkSeizing(device.routing, `${at}.delivery`, vms);
  });
}

/** How many tasks of the VM have the name. */
function tasksCalled(spec: NodeSpec, name: string, vm: string, within: boolean): number {
  if (spec.kind === "task") return within && spec.name === name ? 1 : 0;
  if (spec.kind === "vm") return tasksCalled(spec.child, name, vm, spec.name === vm);
  return childrenOf(spec).reduce((sum, child) => sum + tasksCalled(child, name, vm, within), 0);
}

function checkNotice(notice: NoticeSpec, at: string): void {
  if (notice.kind === "batch") {
    ticks(notice.delay, `${at}.delay`, 1);
    ticks(notice.count ?? 1, `${at}.count`, 1);
  }
  if (notice.kind === "poll") {
    ticks(notice.period, `${at}.period`, 1);
    ticks(notice.look ?? 0, `${at}.look`);
  }
}

function checkShaper({ shaper, delivery, routing }: DeviceSpec, at: string): void {
  const monitored = delivery.kind === "monitored";
  if (monitored !== (shaper?.excess === "defer")) {
    throw new InputError(`${at}.shaper: a monitored delivery, and no other, has a shaper that defers`);
  }
  if (monitored && routing.kind === "running") {
    throw new InputError(`${at}.delivery: nothing waits for a VM where the one that runs is the target`);
  }
  if (shaper === undefined) return;
  const { minDistance, bucket } = shaper;
  if (minDistance === undefined && bucket === undefined) {
    throw new InputError(`${at}.shaper: it admits everything`);
  }
  ticks(minDistance ?? 1, `${at}.shaper.minDistance`, 1);
  if (bucket === undefined) return;
  ticks(bucket.capacity, `${at}.shaper.bucket.capacity`, 1);
  ticks(bucket.refill, `${at}.shaper.bucket.refill`, 1);
  ticks(bucket.capacity * bucket.refill, `${at}.shaper.bucket: the time that fills it`);
}

interface VmPlace {
  readonly seizable: boolean;
}

function placeVms(spec: NodeSpec, seizable: boolean, vms: Map<string, VmPlace>): void {
  if (spec.kind === "task") return;
  if (spec.kind === "vm") {
    vms.set(spec.name, { seizable });
    return;
  }
  const inTurn = spec.kind === "round-robin";
  for (const child of childrenOf(spec)) placeVms(child, inTurn, vms);
}

function checkRouting(routing: RoutingSpec, at: string, vms: ReadonlyMap<string, VmPlace>): void {
  const known = (vm: string): void => {
    if (!vms.has(vm)) throw new InputError(`${at}: there is no VM ${vm} for the bottom half to run in`);
  };
  switch (routing.kind) {
    case "dedicated":
      known(routing.vm);
      break;
    case "active":
      if (routing.order.length === 0) throw new InputError(`${at}.order: no VM is ever in the foreground`);
      if (routing.stay !== NEVER) ticks(routing.stay, `${at}.stay`, 1);
      for (const vm of routing.order) known(vm);
      break;
    case "dynamic":
      if (routing.shares.length === 0) throw new InputError(`${at}.shares: no VM has a share`);
      for (const { vm, weight } of routing.shares) {
        known(vm);
        ticks(weight, `${at}.shares.${vm}`, 1);
      }
      break;
    case "running":
      break;
    default:
      unreachable(routing);
  }
}

/** Only a VM right below a round robin can seize the core. */
function checkSeizing(routing: RoutingSpec, at: string, vms: ReadonlyMap<string, VmPlace>): void {
  const targets =
    routing.kind === "dedicated" ? [routing.vm] : routing.kind === "active" ? routing.order : [];
  if (targets.length === 0)
    throw new InputError(`${at}: only a dedicated or an active device seizes the core`);
  for (const vm of targets) {
    if (!vms.get(vm)?.seizable) throw new InputError(`${at}: ${vm} is not a VM of a round robin`);
  }
}

function checkMask(mask: MaskSpec, ring: number, at: string): void {
  if (mask.kind === "watermark" || mask.kind === "block") {
    ticks(mask.high, `${at}.high`, 2);
    if (mask.high > ring) throw new InputError(`${at}.high: ${mask.high} exceeds the ring of ${ring}`);
  }
  if (mask.kind === "watermark" && ticks(mask.low, `${at}.low`) >= mask.high) {
    throw new InputError(`${at}.low: ${mask.low} is not below ${mask.high}`);
  }
  if (mask.kind === "block") ticks(mask.length, `${at}.length`, 1);
  if (mask.kind === "rate") {
    ticks(mask.count, `${at}.count`, 1);
    ticks(mask.window, `${at}.window`, 1);
  }
}

function checkArrivals(spec: ArrivalSpec, at: string): void {
  const time = (name: string, value: number, least = 0): void => {
    ticks(value, `${at}.${name}`, least);
  };
  if ("offset" in spec) time("offset", spec.offset);
  if ("period" in spec) time("period", spec.period, 1);
  if ("separation" in spec) time("separation", spec.separation, 1);
  if ("capacity" in spec) time("capacity", spec.capacity, 1);
  switch (spec.kind) {
    case "periodic":
    case "drain":
    case "sent":
      break;
    case "sporadic":
      time("slack", spec.slack);
      break;
    case "pjd":
      time("jitter", spec.jitter);
      time("minDistance", spec.minDistance);
      atMost(spec.minDistance, spec.period, `${at}.minDistance`);
      break;
    case "burst":
      time("count", spec.count, 1);
      time("spacing", spec.spacing);
      atMost((spec.count - 1) * spec.spacing, spec.period, `${at}: the length of a burst`);
      break;
    case "token-bucket":
      time("refill", spec.refill, 1);
      break;
    case "random":
      time("least", spec.least, 1);
      time("most", spec.most, spec.least);
      break;
    case "trace":
      checkTimes(spec.times, `${at}.times`);
      break;
    case "aligned":
      time("cycle", spec.cycle, 1);
      checkTimes(spec.instants, `${at}.instants`);
      if (spec.instants.length === 0) throw new InputError(`${at}.instants: there are none`);
      atMost(spec.instants.at(-1)!, spec.cycle - 1, `${at}.instants`);
      break;
    default:
      unreachable(spec);
  }
}

function atMost(value: number, most: number, what: string): void {
  if (value > most) throw new InputError(`${what}: ${value} exceeds ${most}`);
}

function checkTimes(times: readonly number[], at: string): void {
  times.forEach((time, index) => {
    ticks(time, `${at}[${index}]`);
    const before = times[index - 1];
    if (before !== undefined && time < before) {
      throw new InputError(`${at}[${index}]: ${time} goes back in time, after ${before}`);
    }
  });
}
