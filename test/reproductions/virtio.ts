import type { ArrivalSpec, NoticeSpec } from "../../src/simulator/device/specification.ts";
import type { TaskSpec } from "../../src/simulator/engine/specification.ts";
import { buildMachine } from "../../src/simulator/guest/machine.ts";

/** Chosen: what an exit costs, and what the VMM then does per packet, in microseconds. */
const EXIT = 30;
const PER_PACKET = 8;

/**
 * The transmit queue of a virtual network card: the VMM handles it once per kick (period 0), or looks at it each `period`
 * microseconds (virtio in VirtualBox: 250). The guest has a core of its own; the VMM's work is on the other.
 */
export function virtio(
  period: number,
  packets: ArrivalSpec,
  seconds: number,
  tasks: readonly TaskSpec[] = [],
): Sent {
  const notice: NoticeSpec = period === 0 ? { kind: "interrupt" } : { kind: "poll", period };
  const { engine, devices } = buildMachine(
    { cores: [null, { kind: "vm", name: "guest", child: { kind: "fixed-priority", children: tasks } }] },
    {
      devices: [
        {
          name: "transmit",
          core: 0,
          arrivals: packets,
          routing: { kind: "dedicated", vm: "guest" },
          notice,
          delivery: { kind: "immediate", detour: 0 },
          topHalf: EXIT,
          bottomHalf: PER_PACKET,
        },
      ],
    },
    { seed: 1 },
  );
  engine.run(seconds * 1_000_000);
  const { latency } = devices[0]!;
  return {
    least: latency.least,
    mean: latency.mean ?? Number.NaN,
    most: latency.most,
    packetsPerSecond: latency.count / seconds,
    load: engine.core(0).occupied / engine.now,
  };
}

/**
 * The same queue, filled by a task of the guest: a packet as each of its jobs ends, whenever another task of the guest and
 * the length of the job let it. The guest sends every 400 µs, and computes for up to 5 ms of 20.
 */
export function virtioFromTask(period: number, seconds: number): Sent {
  return virtio(period, { kind: "sent", vm: "guest", task: "send" }, seconds, [
    { ...JOBS, name: "compute", period: 20_000, deadline: 20_000, bcet: 1_000, wcet: 5_000 },
    { ...JOBS, name: "send", period: 400, deadline: 20_000, bcet: 50, wcet: 60 },
  ]);
}

const JOBS = { kind: "task", offset: 0 } as const;

/** Latencies of packets in microseconds. */
export interface Sent {
  readonly least: number;
  readonly mean: number;
  readonly most: number;
  readonly packetsPerSecond: number;
  /** The share of its core that the VMM works. */
  readonly load: number;
}

/** Few packets, at random. */
export const FEW: ArrivalSpec = { kind: "random", least: 2_000, most: 8_000, offset: 1 };
/** One each 10 microseconds: more than can be sent kick by kick. */
export const MANY: ArrivalSpec = { kind: "periodic", period: 10, offset: 1 };

/** Those below the length of an exit are left out: a look each 10 µs that takes 30 µs is one each 30 or 40 µs. */
export const PERIODS = [0, 50, 100, 150, 200, 250, 500] as const;
