import type { Guest } from "../../src/model/guest.ts";
import { SERVER_KINDS, type ServerKind } from "../../src/model/supply.ts";
import type { System, Vm } from "../../src/model/system.ts";
import { type Task, task } from "../../src/model/task.ts";
import { duration } from "../../src/numeric/unit.ts";
import { drawCosts, drawSlots, type Host, policyOf } from "./host.ts";
import { periodsOf } from "./periods.ts";
import type { Random } from "./random.ts";
import { drawSource } from "./source.ts";
import { deadlineOf } from "./timing.ts";
import { uuniFastDiscard } from "./utilization.ts";
import { drawVmSupply } from "./vm-supply.ts";

export type { Host } from "./host.ts";

export interface HostedOptions {
  /** Whether anything of the VMM costs time; left out: in half of the systems. */
  readonly costs?: boolean;
  readonly serverKinds?: readonly ServerKind[];
}

/** What a guest asks for of the share of its VM: little in many, as costs and interrupts come on top. */
const FILLS = [0.05, 0.1, 0.1, 0.2, 0.2, 0.3, 0.5, 0.7, 1];

/** Less than that in whole milliseconds is of no use to any task. */
const LEAST_SHARE = 0.1;

/** What all VMs have of the core. */
const LOADS = { alone: [0.5, 0.6, 0.7, 0.8, 0.9, 1], besideInterrupts: [0.3, 0.4, 0.4, 0.5, 0.6, 0.8, 1] };

const NAMES = ["first", "second", "third"];

const ms = (length: number): string => `${length} ms`;

/**
 * A small system on one core in whole milliseconds: up to three VMs, each with a share of the core of which its guest asks for
 * a part, and one or two interrupts where wanted. Loads are split first, so that many are nearly full.
 */
export function drawSystem(
  random: Random,
  host: Host,
  interrupts: boolean,
  { costs = random.oneIn(2), serverKinds = SERVER_KINDS }: HostedOptions = {},
): System {
  const count = host === "static" ? 1 : random.pick([1, 2, 2, 3]);
  const slots = drawSlots(random, count);
  const frame = slots.reduce((end, { start, length }) => Math.max(end, start + length), 0) + random.below(3);
  const tick = random.oneIn(4) ? random.between(1, 4) : null;
  const load = random.pick(interrupts ? LOADS.besideInterrupts : LOADS.alone);
  const shares = uuniFastDiscard(random, count, load - count * LEAST_SHARE).map(
    (share) => share + LEAST_SHARE,
  );
  const vms = Array.from({ length: count }, (_, index): Vm => {
    const owned = slots.filter(({ vm }) => vm === index).reduce((sum, { length }) => sum + length, 0);
    const share = host === "table" ? owned / frame : (shares[index] as number);
    const supply = drawVmSupply(random, host, share, serverKinds);
    const guest = drawGuestOf(random, Math.min(1, share * random.pick(FILLS)));
    // Only a guest that says nothing of itself may stay away for whole periods.
    const limited = guest.tasks.length === 0 && supply?.kind === "server" && supply.server !== "sporadic";
    return {
      name: NAMES[index] as string,
      core: 0,
      supply,
      priority: host === "fixed-priority" ? index + 1 : null,
      quantum: host === "round-robin" ? duration(ms(drawQuantum(random, tick))) : null,
      activationsPerPeriod: limited && random.oneIn(2) ? 2 : null,
      guest,
    };
  });
  const sources = interrupts && host !== "promised" ? random.pick([1, 1, 2]) : 0;
  const vmm =
    host === "promised"
      ? null
      : { policy: policyOf(host, { frame, slots, tick }, NAMES), costs: drawCosts(random, costs) };
  return {
    name: "drawn at random",
    timeUnit: "ms",
    processor: { cores: 1, clock: null },
    vmm,
    vms,
    interrupts: Array.from({ length: sources }, (_, index) => drawSource(random, index, vms)),
  };
}

/** A whole number of ticks, where turns change at these only. */
function drawQuantum(random: Random, tick: number | null): number {
  const quantum = random.between(2, 10);
  return tick === null ? quantum : tick * Math.ceil(quantum / tick);
}

/** One in eight is a guest of which nothing is known. */
function drawGuestOf(random: Random, load: number): Guest {
  if (random.oneIn(8)) return { scheduling: "best-effort", preemptive: true, tasks: [] };
  const count = random.pick([1, 1, 2, 3]);
  const periods = periodsOf(random, random.pick(["small", "small", "small", "coprime"]), count);
  const shares = uuniFastDiscard(random, count, load);
  // Where the larger share has the shorter period, less is lost to whole milliseconds.
  if (random.oneIn(2)) {
    periods.sort((a, b) => a - b);
    shares.sort((a, b) => b - a);
  }
  return {
    scheduling: random.pick(["rate-monotonic", "deadline-monotonic", "edf"]),
    preemptive: !random.oneIn(6),
    tasks: periods.map((period, index) => drawTask(random, index, period, shares[index] as number)),
  };
}

function drawTask(random: Random, index: number, period: number, share: number): Task {
  const wcet = Math.max(1, Math.floor(share * period));
  const sporadic = random.oneIn(2);
  const kind = random.pick(["implicit", "implicit", "implicit", "constrained", "arbitrary"] as const);
  return task({
    name: `t${index + 1}`,
    ...(sporadic ? { minSeparation: ms(period) } : { period: ms(period) }),
    ...(!sporadic && random.oneIn(4) ? { offset: ms(random.below(20)) } : {}),
    wcet: ms(wcet),
    deadline: ms(deadlineOf(random, wcet, period, kind)),
    jitter: ms(random.oneIn(4) ? random.below(10) : 0),
    hypercalls: random.oneIn(3) ? 1 : 0,
    nonPreemptible: ms(random.oneIn(5) ? random.between(1, wcet) : 0),
  });
}
