import type { DeviceSpec } from "../../../src/simulator/device/specification.ts";
import type { TickedTurnsSpec } from "../../../src/simulator/engine/specification.ts";

/** Two or more VMs in ticked turns on one core, and their dedicated devices, which replay recorded arrivals. */
export interface SmallMachine {
  readonly vms: readonly { readonly name: string; readonly spins: boolean; readonly quantum: number }[];
  readonly turns: TickedTurnsSpec;
  readonly devices: readonly DeviceSpec[];
}

export interface Seen {
  readonly arrived: number;
  readonly dropped: number;
  readonly interrupts: number;
  readonly latencies: readonly number[];
}

interface Line {
  state: "quiet" | "expected" | "raised";
  at: number;
  covers: number;
  /** The top half has just ended. */
  topDone: boolean;
}

interface Naive {
  readonly spec: DeviceSpec;
  readonly vm: number;
  readonly arrivals: number[];
  readonly waiting: number[];
  readonly queue: number[];
  readonly latencies: number[];
  readonly line: Line;
  arrived: number;
  dropped: number;
  interrupts: number;
  /** Arrival of the event whose bottom half is under way, and the work left. */
  current: number | null;
  left: number;
  /** What interrupts have cost that the next bottom half pays. */
  owed: number;
  stolenDone: boolean;
  masked: boolean;
  maskedUntil: number;
  windowEnd: number;
  inWindow: number;
}

/**
 * The rules of devices and ticked turns, once more and one step per tick of time: nothing is computed ahead, everything
 * is looked at in every step, in the default order of simultaneous events.
 */
export function naiveDevices(
  { vms, turns, devices }: SmallMachine,
  horizon: number,
): { readonly devices: readonly Seen[]; readonly supplied: readonly number[] } {
  const lines: Naive[] = devices.map((spec) => ({
    spec,
    vm: vms.findIndex(({ name }) => spec.routing.kind === "dedicated" && spec.routing.vm === name),
    arrivals: spec.arrivals.kind === "trace" ? [...spec.arrivals.times] : [],
    waiting: [],
    queue: [],
    latencies: [],
    line: { state: "quiet", at: -1, covers: 0, topDone: false },
    arrived: 0,
    dropped: 0,
    interrupts: 0,
    current: null,
    left: 0,
    owed: 0,
    stolenDone: false,
    masked: false,
    maskedUntil: -1,
    windowEnd: 0,
    inWindow: 0,
  }));
  const supplied = vms.map(() => 0);
  const vmm: { left: number; readonly done: () => void }[] = [];
  const queue: number[] = [];
  let turnLeft = 0;
  let seizer = -1;
  let running = -1;
  let now = 0;

  const atOnce = ({ spec }: Naive): boolean => "detour" in spec.delivery;
  const held = ({ waiting, queue: handed, current }: Naive): number =>
    waiting.length + handed.length + (current === null ? 0 : 1);
  const wants = (vm: number): boolean =>
    vms[vm]!.spins || lines.some((each) => each.vm === vm && !atOnce(each) && each.current !== null);
  const beginTurn = (): void => {
    turnLeft = vms[queue[0]!]!.quantum / turns.tick;
  };
  const picked = (): number => (queue.length === 0 ? -1 : seizer === -1 ? queue[0]! : seizer);
  const rotate = (): void => {
    queue.push(queue.shift()!);
    beginTurn();
  };
  const joinOrLeave = (): void => {
    for (const vm of vms.keys()) {
      const at = queue.indexOf(vm);
      if (wants(vm) && at < 0) {
        queue.push(vm);
        if (queue.length === 1) beginTurn();
      } else if (!wants(vm) && at >= 0) {
        queue.splice(at, 1);
        if (seizer === vm || queue[0] === seizer) seizer = -1;
        if (at === 0 && queue.length > 0) beginTurn();
      }
    }
  };

  const begin = (device: Naive, extra: number): void => {
    device.owed += extra;
    if (device.current !== null || device.queue.length === 0) return;
    const { spec } = device;
    device.current = device.queue.shift()!;
    device.left = spec.bottomHalf + device.owed;
    device.owed = 0;
    if (!("detour" in spec.delivery)) {
      joinOrLeave();
      return;
    }
    const left = device.left + spec.delivery.detour;
    vmm.push({
      left,
      done: () => {
        device.stolenDone = true;
      },
    });
  };
  const handOver = (device: Naive, count: number, interrupted: boolean): void => {
    const { spec } = device;
    const cost = (spec.injection ?? 0) + (spec.controller?.exits ?? 0) * (spec.controller?.exitCost ?? 0);
    const handed = device.waiting.splice(0, count);
    handed.forEach((arrival, index) => {
      device.queue.push(arrival);
      begin(device, interrupted && index === 0 ? cost : 0);
      const seizes = spec.delivery.kind === "seizing" || spec.delivery.kind === "immediate-seizing";
      if (!interrupted || !seizes || !queue.includes(device.vm) || picked() === device.vm) return;
      seizer = queue[0] === device.vm ? -1 : device.vm;
    });
  };
  const raise = (device: Naive, covers: number): void => {
    const { spec, line } = device;
    device.interrupts++;
    line.state = "raised";
    line.covers = covers;
    const mask = spec.mask ?? { kind: "in-service" };
    if (mask.kind === "poll") device.masked = true;
    if (mask.kind === "rate") {
      if (now >= device.windowEnd) {
        device.windowEnd = now + mask.window;
        device.inWindow = 0;
      }
      if (++device.inWindow === mask.count) {
        device.masked = true;
        device.maskedUntil = device.windowEnd;
      }
    }
    vmm.push({
      left: spec.topHalf,
      done: () => {
        line.topDone = true;
      },
    });
  };
  const notice = (device: Naive): void => {
    const { spec, line, waiting, masked } = device;
    if (waiting.length === 0 || line.state !== "quiet" || masked) return;
    if (spec.notice === undefined || spec.notice.kind === "interrupt") {
      raise(device, 1);
      return;
    }
    line.state = "expected";
    line.at = now;
    if (spec.notice.kind === "batch") line.at += spec.notice.delay;
    else while (line.at % spec.notice.period !== 0) line.at++;
  };
  const arrive = (device: Naive): void => {
    const { spec, waiting } = device;
    const mask = spec.mask ?? { kind: "in-service" };
    waiting.push(device.arrivals.shift()!);
    device.arrived++;
    if (held(device) > (spec.ring ?? 256)) {
      waiting.pop();
      device.dropped++;
      return;
    }
    if ((mask.kind === "watermark" || mask.kind === "block") && !device.masked && held(device) >= mask.high) {
      device.masked = true;
      if (mask.kind === "block") device.maskedUntil = now + mask.length;
    }
    notice(device);
  };
  const bottomEnded = (device: Naive): void => {
    const mask = device.spec.mask ?? { kind: "in-service" };
    device.latencies.push(now - device.current!);
    device.current = null;
    if (device.masked && device.queue.length === 0 && device.line.state === "quiet") {
      handOver(device, Number.POSITIVE_INFINITY, false);
    }
    if (mask.kind === "poll" && held(device) === 0) device.masked = false;
    if (mask.kind === "watermark" && held(device) <= mask.low) device.masked = false;
    begin(device, 0);
    notice(device);
  };
  /** The first thing that a device has to do now, if any. */
  const act = (device: Naive): boolean => {
    const { line } = device;
    if (device.arrivals[0] === now) arrive(device);
    else if (line.state === "expected" && line.at === now) raise(device, Number.POSITIVE_INFINITY);
    else if (line.topDone) {
      line.topDone = false;
      line.state = "quiet";
      handOver(device, line.covers, true);
      notice(device);
    } else if (device.masked && device.maskedUntil === now) {
      device.masked = false;
      device.maskedUntil = -1;
      if (device.waiting.length > 0 && line.state === "quiet") raise(device, Number.POSITIVE_INFINITY);
    } else if (device.stolenDone) {
      device.stolenDone = false;
      bottomEnded(device);
    } else return false;
    return true;
  };
  const tickOfVmm = (): void => {
    if (queue.length === 0) return;
    if (seizer === -1) {
      if (--turnLeft === 0) rotate();
      return;
    }
    if (turns.seizedUntil === "quantum" && --turnLeft > 0) return;
    seizer = -1;
    if (turns.afterwards === "round-robin") rotate();
    else if (turnLeft === 0) beginTurn();
  };

  const handlerOf = (vm: number): Naive | undefined =>
    lines.find((device) => device.vm === vm && !atOnce(device) && device.current !== null);
  for (now = 0; ; now++) {
    if (vmm[0]?.left === 0) vmm.shift()!.done();
    else if (running >= 0) {
      const handler = handlerOf(running);
      if (handler !== undefined && handler.left === 0) {
        bottomEnded(handler);
        joinOrLeave();
      }
    }
    if (now === horizon) break;
    joinOrLeave();
    if (now > 0 && now % turns.tick === 0) tickOfVmm();
    while (lines.some(act));
    running = vmm.length > 0 ? -1 : picked();
    if (vmm.length > 0) vmm[0]!.left--;
    if (running < 0) continue;
    supplied[running]!++;
    const handler = handlerOf(running);
    if (handler !== undefined) handler.left--;
  }
  const devicesSeen: Seen[] = lines.map(({ arrived, dropped, interrupts, latencies }) => ({
    arrived,
    dropped,
    interrupts,
    latencies,
  }));
  return { devices: devicesSeen, supplied };
}
