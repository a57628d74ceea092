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
  readonly refused: number;
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

/** Where bottom halves are done one after the other: in the VM, or at once in the time of whoever runs. */
interface Lane {
  readonly atOnce: boolean;
  readonly queue: number[];
  /** Arrival of the event whose bottom half is under way, and the work left. */
  current: number | null;
  left: number;
  /** What interrupts have cost that the next bottom half pays. */
  owed: number;
  stolenDone: boolean;
}

interface Naive {
  readonly spec: DeviceSpec;
  readonly vm: number;
  readonly arrivals: number[];
  readonly held: number[];
  readonly waiting: { readonly came: number; readonly admitted: boolean }[];
  readonly lanes: readonly Lane[];
  readonly latencies: number[];
  readonly line: Line;
  arrived: number;
  refused: number;
  dropped: number;
  interrupts: number;
  admittedAt: number;
  /** What the bucket holds, in parts of a token: one part per tick, `refill` parts to the token. */
  credit: number;
  lookedAt: number;
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
    held: [],
    waiting: [],
    lanes: lanesOf(spec),
    latencies: [],
    line: { state: "quiet", at: -1, covers: 0, topDone: false },
    arrived: 0,
    refused: 0,
    dropped: 0,
    interrupts: 0,
    admittedAt: Number.NEGATIVE_INFINITY,
    credit: fullBucket(spec),
    lookedAt: -1,
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

  const handledIn = (vm: number): { device: Naive; lane: Lane } | undefined =>
    lines
      .filter((device) => device.vm === vm)
      .flatMap((device) => device.lanes.map((lane) => ({ device, lane })))
      .find(({ lane }) => !lane.atOnce && lane.current !== null);
  const pendingIn = ({ queue: handed, current }: Lane): number => handed.length + (current === null ? 0 : 1);
  const inRing = ({ waiting, lanes }: Naive): number =>
    lanes.reduce((sum, lane) => sum + pendingIn(lane), waiting.length);
  const wants = (vm: number): boolean => vms[vm]!.spins || handledIn(vm) !== undefined;
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

  const begin = ({ spec }: Naive, lane: Lane, extra: number): void => {
    lane.owed += extra;
    if (lane.current !== null || lane.queue.length === 0) return;
    lane.current = lane.queue.shift()!;
    lane.left = spec.bottomHalf + lane.owed;
    lane.owed = 0;
    if (!lane.atOnce) {
      joinOrLeave();
      return;
    }
    vmm.push({
      left: lane.left + ("detour" in spec.delivery ? spec.delivery.detour : 0),
      done: () => {
        lane.stolenDone = true;
      },
    });
  };
  const handOver = (device: Naive, count: number, interrupted: boolean): void => {
    const { spec, lanes } = device;
    const cost = (spec.injection ?? 0) + (spec.controller?.exits ?? 0) * (spec.controller?.exitCost ?? 0);
    const handed = device.waiting.splice(0, count);
    handed.forEach(({ came, admitted }, index) => {
      const lane = admitted && pendingIn(lanes[0]!) === 0 ? lanes[1]! : lanes[0]!;
      lane.queue.push(came);
      begin(device, lane, interrupted && index === 0 ? cost : 0);
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
    if (looksAnyway(spec)) return;
    const full = spec.notice?.kind === "batch" && waiting.length >= (spec.notice.count ?? 1000);
    if (full && !masked && line.state === "expected") line.state = "quiet";
    if (full && !masked && line.state === "quiet") {
      raise(device, Number.POSITIVE_INFINITY);
      return;
    }
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
  const conforms = ({ spec, admittedAt, credit }: Naive): boolean =>
    now - admittedAt >= (spec.shaper?.minDistance ?? 0) && credit >= (spec.shaper?.bucket?.refill ?? 0);
  const admit = (device: Naive): void => {
    device.admittedAt = now;
    device.credit -= device.spec.shaper?.bucket?.refill ?? 0;
  };
  const arrive = (device: Naive): void => {
    const { spec, held } = device;
    const came = device.arrivals.shift()!;
    device.arrived++;
    const excess = spec.shaper?.excess;
    const conforming = held.length === 0 && conforms(device);
    if (excess === "hold" && inRing(device) + held.length >= (spec.ring ?? 256)) device.dropped++;
    else if (excess === "hold" && !conforming) held.push(came);
    else if (excess === "drop" && !conforming) device.refused++;
    else {
      if (conforming) admit(device);
      enter(device, came, excess === "defer" && conforming);
    }
  };
  const enter = (device: Naive, came: number, admitted: boolean): void => {
    const { spec, waiting } = device;
    const mask = spec.mask ?? { kind: "in-service" };
    waiting.push({ came, admitted });
    if (inRing(device) > (spec.ring ?? 256)) {
      waiting.pop();
      device.dropped++;
      return;
    }
    const much = (mask.kind === "watermark" || mask.kind === "block") && inRing(device) >= mask.high;
    if (much && !device.masked) {
      device.masked = true;
      if (mask.kind === "block") device.maskedUntil = now + mask.length;
    }
    notice(device);
  };
  const bottomEnded = (device: Naive, lane: Lane): void => {
    const mask = device.spec.mask ?? { kind: "in-service" };
    device.latencies.push(now - lane.current!);
    lane.current = null;
    if (device.masked && lane.queue.length === 0 && device.line.state === "quiet") {
      handOver(device, Number.POSITIVE_INFINITY, false);
    }
    if (mask.kind === "poll" && inRing(device) === 0) device.masked = false;
    if (mask.kind === "watermark" && inRing(device) <= mask.low) device.masked = false;
    begin(device, lane, 0);
    notice(device);
  };
  const look = (device: Naive): void => {
    device.lookedAt = now;
    if (device.waiting.length > 0) raise(device, Number.POSITIVE_INFINITY);
    else if (device.spec.notice?.kind === "poll")
      vmm.push({ left: device.spec.notice.look!, done: () => {} });
  };
  const looksNow = ({ spec, line, lookedAt }: Naive): boolean =>
    line.state === "quiet" &&
    lookedAt < now &&
    looksAnyway(spec) &&
    spec.notice?.kind === "poll" &&
    now % spec.notice.period === 0;
  /** The first thing that a device has to do now, if any. */
  const act = (device: Naive): boolean => {
    const { line } = device;
    const stolen = device.lanes.find(({ stolenDone }) => stolenDone);
    if (device.arrivals[0] === now) arrive(device);
    else if (device.held.length > 0 && conforms(device)) {
      admit(device);
      enter(device, device.held.shift()!, false);
    } else if (looksNow(device)) look(device);
    else if (line.state === "expected" && line.at === now) raise(device, Number.POSITIVE_INFINITY);
    else if (line.topDone) {
      line.topDone = false;
      line.state = "quiet";
      device.lookedAt = now;
      handOver(device, line.covers, true);
      notice(device);
    } else if (device.masked && device.maskedUntil === now) {
      device.masked = false;
      device.maskedUntil = -1;
      const unseen = device.waiting.length > 0 && line.state === "quiet";
      if (unseen) raise(device, Number.POSITIVE_INFINITY);
    } else if (stolen !== undefined) {
      stolen.stolenDone = false;
      bottomEnded(device, stolen);
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

  for (now = 0; ; now++) {
    if (vmm[0]?.left === 0) vmm.shift()!.done();
    else if (running >= 0) {
      const handler = handledIn(running);
      if (handler?.lane.left === 0) {
        bottomEnded(handler.device, handler.lane);
        joinOrLeave();
      }
    }
    if (now === horizon) break;
    for (const line of lines) {
      if (now > 0) line.credit = Math.min(fullBucket(line.spec), line.credit + 1);
    }
    joinOrLeave();
    if (now > 0 && now % turns.tick === 0) tickOfVmm();
    while (lines.some(act));
    running = vmm.length > 0 ? -1 : picked();
    if (vmm.length > 0) vmm[0]!.left--;
    if (running < 0) continue;
    supplied[running]!++;
    const handler = handledIn(running);
    if (handler !== undefined) handler.lane.left--;
  }
  const devicesSeen: Seen[] = lines.map(({ arrived, refused, dropped, interrupts, latencies }) => ({
    arrived,
    refused,
    dropped,
    interrupts,
    latencies,
  }));
  return { devices: devicesSeen, supplied };
}

/** A monitored device has two lanes; the second is for what its monitor admits. */
function lanesOf({ delivery }: DeviceSpec): Lane[] {
  const lane = (atOnce: boolean): Lane => ({
    atOnce,
    queue: [],
    current: null,
    left: 0,
    owed: 0,
    stolenDone: false,
  });
  return delivery.kind === "monitored" ? [lane(false), lane(true)] : [lane("detour" in delivery)];
}

function fullBucket({ shaper }: DeviceSpec): number {
  return shaper?.bucket === undefined ? 0 : shaper.bucket.capacity * shaper.bucket.refill;
}

/** Whether the VMM pays for a look at the device that finds nothing. */
function looksAnyway({ notice }: DeviceSpec): boolean {
  return notice?.kind === "poll" && (notice.look ?? 0) > 0;
}
