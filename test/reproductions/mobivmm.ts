import type { ArrivalSpec, DeviceSpec, MaskSpec } from "../../src/simulator/device/specification.ts";
import type { NodeSpec, TickedTurnsSpec } from "../../src/simulator/engine/specification.ts";
import { DEFAULT_TIE_RULES, type TieRules } from "../../src/simulator/engine/tie-rules.ts";
import { buildMachine } from "../../src/simulator/guest/machine.ts";
import type { KernelSpec } from "../../src/simulator/guest/specification.ts";

/**
 * MobiVMM with a real-time guest and a guest that owns the network and the audio device (Yoo et al., CCNC 2009). One
 * tick of the simulator is a microsecond. What the paper says is a constant here or a default; what it does not say is
 * listed in docs/reproductions/mobivmm.md.
 */
export interface MobiVmm {
  readonly guests?: 1 | 2;
  readonly quantum?: number;
  readonly seizedUntil?: TickedTurnsSpec["seizedUntil"];
  readonly afterwards?: TickedTurnsSpec["afterwards"];
  /** Who receives a tick at a switch of VMs. */
  readonly tickAtSwitch?: "incoming" | "outgoing";
  readonly guest?: Partial<Pick<KernelSpec, "ticks" | "idle">>;
  readonly extraTicks?: number;
  readonly work?: number;
  /** Mean interval of the pings, ±20 %, or their arrivals; none where left out. */
  readonly ping?: number;
  readonly pings?: ArrivalSpec;
  readonly mask?: MaskSpec;
  /** The length of an audio period; no audio where left out. */
  readonly audioPeriod?: number;
  readonly seconds?: number;
  readonly seed?: number;
}

const TICK = 10_000;
/** Fitted to 17.6 ms alone: the work of the application between two calls. */
export const WORK = 2_400;
/** Chosen: what the guest does from the tick to the return of the call. */
const WAKE = 50;
/** Chosen, with 0.5 ms < top + bottom half < 1 ms: what a ping costs. */
const NETWORK = { topHalf: 40, bottomHalf: 560 };
const AUDIO = { topHalf: 20, bottomHalf: 300 };
const RING = 64;
const WATERMARK: MaskSpec = { kind: "watermark", high: 16, low: 0 };

export const INCOMING: TieRules = ["completion", "release", "boundary", "interrupt", "dispatch", "tick"];

const vm = (name: string): NodeSpec => ({
  kind: "vm",
  name,
  child: { kind: "fixed-priority", children: [] },
});

export function mobivmm({
  guests = 2,
  quantum = 20_000,
  seizedUntil = "tick",
  afterwards = "round-robin",
  tickAtSwitch = "incoming",
  guest = {},
  extraTicks = 1,
  work = WORK,
  ping,
  pings = ping === undefined ? undefined : around(ping),
  mask = WATERMARK,
  audioPeriod,
  seconds = 20,
  seed = 1,
}: MobiVmm): Outcome {
  const vms = ["rtos", "gpos"].slice(0, guests);
  const devices: DeviceSpec[] = [];
  if (pings !== undefined) devices.push({ ...dedicated("network", pings), ...NETWORK, ring: RING, mask });
  if (audioPeriod !== undefined) {
    const drain: ArrivalSpec = { kind: "drain", period: audioPeriod, capacity: 4, offset: 500 };
    devices.push({ ...dedicated("audio", drain), ...AUDIO });
  }
  const kernel = { tick: TICK, phase: TICK, ticks: "lost", idle: "spins", ...guest } as const;
  const machine = buildMachine(
    {
      cores: [
        {
          kind: "round-robin",
          quanta: vms.map(() => quantum),
          ticked: { tick: TICK, seizedUntil, afterwards },
          children: vms.map(vm),
        },
      ],
    },
    {
      devices,
      kernels: vms.map((name, index) => ({
        ...kernel,
        vm: name,
        sleepers: index === 0 ? [{ name: "app", sleep: 10_000, extraTicks, wakeCost: WAKE, work }] : [],
      })),
    },
    { seed, ties: tickAtSwitch === "incoming" ? INCOMING : DEFAULT_TIE_RULES },
  );
  const { engine, kernels } = machine;
  engine.run(seconds * 1_000_000);
  const { elapsed } = kernels[0]!.sleepers[0]!;
  return {
    calls: elapsed.count,
    mean: (elapsed.mean ?? Number.NaN) / 1000,
    share: engine.vms.suppliedBy(0, engine.now) / engine.now,
    interruptsPer10ms: machine.devices.map(({ interrupts }) => interrupts / (seconds * 100)),
    underruns: machine.devices.at(-1)?.underruns ?? 0,
  };
}

/** What a run showed of the real-time guest and of the devices. */
export interface Outcome {
  /** Calls of nanosleep that returned, and how long they took, in milliseconds; NaN if none did. */
  readonly calls: number;
  readonly mean: number;
  /** The share of the core that the real-time guest had. */
  readonly share: number;
  /** Of the network, then of the audio device. */
  readonly interruptsPer10ms: readonly number[];
  readonly underruns: number;
}

function dedicated(name: string, arrivals: ArrivalSpec) {
  return {
    name,
    core: 0,
    arrivals,
    routing: { kind: "dedicated", vm: "gpos" },
    delivery: { kind: "seizing" },
  } as const;
}

function around(interval: number): ArrivalSpec {
  return { kind: "random", least: 0.8 * interval, most: 1.2 * interval, offset: 137 };
}

/** The intervals of the figures, in microseconds; the first stands for no pings at all. */
export const INTERVALS: readonly (number | undefined)[] = [
  undefined,
  100_000,
  50_000,
  20_000,
  10_000,
  5_000,
  2_000,
  1_000,
  500,
];

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The mean of the means over the seeds, by interval. */
export function curve(parameters: MobiVmm): number[] {
  return INTERVALS.map((ping) => {
    const runs = SEEDS.map((seed) =>
      mobivmm({ ...parameters, seed, ...(ping === undefined ? {} : { ping }) }),
    );
    return runs.reduce((sum, { mean }) => sum + mean, 0) / runs.length;
  });
}

/** The least share of the core and the fewest calls of the real-time guest, over the phases of strictly periodic pings. */
export function worstPhase(period: number): { readonly share: number; readonly calls: number } {
  let worst = { share: 1, calls: Number.POSITIVE_INFINITY };
  for (let offset = 1; offset < period; offset += 499) {
    const { share, calls } = mobivmm({ pings: { kind: "periodic", period, offset }, seconds: 6 });
    worst = { share: Math.min(worst.share, share), calls: Math.min(worst.calls, calls) };
  }
  return worst;
}
