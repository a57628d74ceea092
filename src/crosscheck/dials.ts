import type { DeviceSpec } from "../simulator/device/specification.ts";
import type { NodeSpec, Specification } from "../simulator/engine/specification.ts";
import { NEVER } from "../simulator/engine/time.ts";

/** Something whose beginning the description leaves open: it may come up to `span` − 1 ticks later than the simulator's default. */
export interface Dial {
  readonly name: string;
  readonly span: number;
}

/** What recurs no sooner does not recur in any run: a phase of it would be an eternity. */
const ENDLESS = 2 ** 50;

/** The claim about a task, by which its dial and what is observed of it are called, too. */
export function taskId(vm: string, task: string): string {
  return `vm/${vm}/task/${task}`;
}

export function sleeperId(vm: string, sleeper: string): string {
  return `vm/${vm}/sleeper/${sleeper}`;
}

export function sourceId(source: string): string {
  return `interrupt/${source}`;
}

type Delays = Readonly<Record<string, number>>;

/**
 * All dials of a system: the first arrival of each task that `isOpen`, the first replenishment of each server and the first
 * event of each source, each anywhere in its first period, and no phase differs by more.
 */
export function dialsOf(
  { cores }: Specification,
  devices: readonly DeviceSpec[],
  isOpen: (id: string) => boolean,
): Dial[] {
  const dials: Dial[] = [];
  const visit = (spec: NodeSpec, vm: string): void => {
    const name = dialOf(spec, vm);
    if (name !== null && "period" in spec && (spec.kind !== "task" || isOpen(name))) {
      dials.push({ name, span: spec.period });
    }
    if (spec.kind === "vm") visit(spec.child, spec.name);
    else if ("child" in spec) visit(spec.child, spec.kind === "server" ? vmOf(spec.child) : vm);
    else if ("children" in spec) for (const child of spec.children) visit(child, vm);
  };
  for (const root of cores) if (root !== null) visit(root, "");
  for (const { name, arrivals } of devices) {
    const span = gapOf(arrivals);
    if (span !== null) dials.push({ name: sourceId(name), span });
  }
  return dials.filter(({ span }) => span > 1 && span < ENDLESS);
}

/**
 * By how much tasks and interrupts have to wait for the last server to begin: before its first replenishment a server gives
 * nothing, which no server does that has been running for long.
 */
function startOf(delays: Delays): number {
  return Object.entries(delays).reduce(
    (most, [name, delay]) => (name.endsWith("/server") && delay > most ? delay : most),
    0,
  );
}

/** The same with every beginning as late as the delays say. */
export function delayed({ cores, ...rest }: Specification, delays: Delays): Specification {
  const start = startOf(delays);
  const visit = (spec: NodeSpec, vm: string): NodeSpec => {
    const delay = delays[dialOf(spec, vm) ?? ""] ?? 0;
    if (spec.kind === "task") {
      return start + delay === 0 ? spec : { ...spec, offset: (spec.offset ?? 0) + start + delay };
    }
    if (spec.kind === "vm") return { ...spec, child: visit(spec.child, spec.name) };
    if (spec.kind === "server") return { ...spec, offset: delay, child: visit(spec.child, vm) };
    if ("child" in spec) return { ...spec, child: visit(spec.child, vm) };
    return { ...spec, children: spec.children.map((child) => visit(child, vm)) };
  };
  return { ...rest, cores: cores.map((root) => root && visit(root, "")) };
}

/** Devices whose events begin as late as the delays say. */
export function delayedDevices(devices: readonly DeviceSpec[], delays: Delays): DeviceSpec[] {
  return devices.map((device) => {
    const delay = startOf(delays) + (delays[sourceId(device.name)] ?? 0);
    const { arrivals } = device;
    return delay === 0 || !("offset" in arrivals)
      ? device
      : { ...device, arrivals: { ...arrivals, offset: arrivals.offset + delay } };
  });
}

/**
 * Devices whose events come at the given instants of each cycle, as soon after each other as the period (or refill) of
 * their model allows. Fewer events than a model allows are legal, so this is. Recorded arrivals stay as they are.
 */
export function alignedDevices(
  devices: readonly DeviceSpec[],
  cycle: number,
  instants: readonly number[],
): DeviceSpec[] {
  return devices.map((device) => {
    const separation = gapOf(device.arrivals);
    return separation === null
      ? device
      : { ...device, arrivals: { kind: "aligned", cycle, instants, separation } };
  });
}

/** A task of period NEVER comes once, when something sends it. */
function dialOf(spec: NodeSpec, vm: string): string | null {
  if (spec.kind === "task" && spec.period !== NEVER) return taskId(vm, spec.name);
  return spec.kind === "server" ? `vm/${vmOf(spec.child)}/server` : null;
}

/** The VM in a server. */
function vmOf(spec: NodeSpec): string {
  if (spec.kind === "vm") return spec.name;
  return "child" in spec ? vmOf(spec.child) : "";
}

function gapOf(arrivals: DeviceSpec["arrivals"]): number | null {
  switch (arrivals.kind) {
    case "periodic":
    case "pjd":
      return arrivals.period;
    case "sporadic":
      return arrivals.separation;
    case "token-bucket":
      return arrivals.refill;
    default:
      return null;
  }
}
