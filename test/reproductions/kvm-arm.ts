import type { DeviceSpec } from "../../src/simulator/device/specification.ts";
import { buildMachine } from "../../src/simulator/guest/machine.ts";

/**
 * Timer latencies of guests under KVM on two ARM boards (Arroyo and Lam, Columbia University). One tick of the simulator
 * is a microsecond. The report measured and did not model: every number below but those of its tables is fitted or inferred.
 */
export interface Board {
  readonly name: string;
  /** Inferred: threads that compete with the delivery of the guest's timer on the core where that is served. */
  readonly helpers: number;
  /** Accesses to an interrupt controller that is emulated, per interrupt (inferred: acknowledge and end). */
  readonly exits: number;
  /** The report's Table II. */
  readonly measured: number;
}

export const BOARDS: readonly Board[] = [
  { name: "RPi 2, host 1 : guest 1", helpers: 3, exits: 2, measured: 7214 },
  { name: "RPi 2, host 1 : guest 2", helpers: 2, exits: 2, measured: 5277 },
  { name: "RPi 2, host 3 : guest 1", helpers: 1, exits: 2, measured: 3097 },
  { name: "CB 2, host 1 : guest 1", helpers: 4, exits: 0, measured: 9895 },
];

/** Fitted to the ratio of the first and the third: a burst of one helper, and one that every configuration shares. */
const BURST = 2_058;
const SHARED_BURST = 950;
/** Chosen: a wake-up without competition, and an exit. */
const PATH = 60;
const EXIT = 15;
/** The helpers wake together each two seconds, a little off the beat of the timer. */
const RARELY = 1_999_700;

const LOOPS = 200_000;

/** In microseconds. */
export interface Latencies {
  readonly mean: number;
  readonly most: number;
}

/** Latencies of a timer each millisecond. */
export function idleGuest({ helpers, exits }: Board): Latencies {
  const bursts = [...Array<number>(helpers).fill(BURST), SHARED_BURST];
  return timerAmong(
    bursts.map((length, index) => ({
      ...part(`burst ${index + 1}`, RARELY),
      topHalf: 0,
      bottomHalf: length,
    })),
    { topHalf: 10, bottomHalf: PATH, controller: { exits, exitCost: EXIT } },
    LOOPS,
  );
}

/** The longest sections that a kernel does not preempt (fitted), and the rest of the path, for the report's Table I. */
export const SECTIONS = { mainline: 165, patched: 45 } as const;

/** Latencies of the bare board under a kernel with such sections. */
export function bareMetal(section: number): Latencies {
  const sections = { ...part("section", 997), topHalf: section, bottomHalf: 0 };
  return timerAmong([sections], { topHalf: 8, bottomHalf: 8 }, LOOPS / 10);
}

function timerAmong(
  others: readonly DeviceSpec[],
  timer: Pick<DeviceSpec, "topHalf" | "bottomHalf" | "controller">,
  loops: number,
): Latencies {
  const { engine, devices } = buildMachine(
    { cores: [{ kind: "vm", name: "side", child: { kind: "fixed-priority", children: [] } }] },
    { devices: [...others, { ...part("timer", 1_000), ...timer }] },
  );
  engine.run(loops * 1_000);
  const { latency } = devices.at(-1)!;
  return { mean: latency.mean ?? Number.NaN, most: latency.most };
}

function part(name: string, period: number) {
  return {
    name,
    core: 0,
    arrivals: { kind: "periodic", period, offset: 500 },
    routing: { kind: "dedicated", vm: "side" },
    delivery: { kind: "when-scheduled" },
  } as const;
}
