import { periodicEvents, sporadicEvents, tokenBucket } from "../../src/model/event-model.ts";
import type { Guest } from "../../src/model/guest.ts";
import type { InterruptSource } from "../../src/model/interrupt.ts";
import {
  boundedDelay,
  edpResource,
  periodicResource,
  SERVER_KINDS,
  type Supply,
  server,
  table,
} from "../../src/model/supply.ts";
import type { Slot, System, Vm, VmmCosts, VmmPolicy } from "../../src/model/system.ts";
import { type Task, task } from "../../src/model/task.ts";
import { type Duration, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import type { Random } from "./random.ts";
import { drawTable } from "./supply.ts";
import { uuniFastDiscard } from "./utilization.ts";

/** Who gives the VMs their time: a policy of the VMM that bounds something, or nobody but a promise. */
export type Host = "table" | "fixed-priority" | "edf" | "sedf" | "round-robin" | "static" | "promised";

const PERIODS = [4, 5, 6, 8, 10, 12, 15, 16, 20, 24, 30, 40];
const NAMES = ["first", "second", "third"];

const ms = (length: number): string => `${length} ms`;
const work = (length: number): Work => new Work(Rational.of(BigInt(length), 1000n));
const time = (length: number): Duration => work(length).asDuration();

/** A small system on one core in whole milliseconds; costs and interrupts in about half of them. */
export function drawSystem(random: Random, host: Host, interrupts: boolean): System {
  const count = host === "static" ? 1 : random.between(1, 3);
  const slots = drawSlots(random, count);
  const frame = slots.reduce((end, { start, length }) => Math.max(end, start + length), 0) + random.below(3);
  const shares = uuniFastDiscard(random, count, random.pick([0.6, 0.8, 0.9, 1]));
  const vms = Array.from({ length: count }, (_, index): Vm => {
    const owned = slots.filter(({ vm }) => vm === index).reduce((sum, { length }) => sum + length, 0);
    const share = host === "table" ? owned / frame : Math.max(0.1, shares[index] ?? 0);
    const supply = drawSupply(random, host, share);
    return {
      name: NAMES[index] as string,
      core: 0,
      supply,
      priority: host === "fixed-priority" ? index + 1 : null,
      quantum: host === "round-robin" ? time(random.between(2, 8)) : null,
      activationsPerPeriod: null,
      guest: drawGuestOf(random, Math.min(1, share * random.pick([0.3, 0.5, 0.7, 0.9]))),
    };
  });
  const sources = interrupts && host !== "promised" ? random.between(1, 2) : 0;
  return {
    name: "found by the campaign",
    timeUnit: "ms",
    processor: { cores: 1, clock: null },
    vmm: host === "promised" ? null : { policy: policyOf(host, frame, slots), costs: drawCosts(random) },
    vms,
    interrupts: Array.from({ length: sources }, (_, index) => drawSource(random, index, vms)),
  };
}

function drawGuestOf(random: Random, load: number): Guest {
  const count = random.between(1, 3);
  const shares = uuniFastDiscard(random, count, load);
  const tasks = shares.map((share, index): Task => {
    const period = random.pick(PERIODS);
    const wcet = Math.max(1, Math.min(period, Math.floor(share * period)));
    const sporadic = random.oneIn(2);
    return task({
      name: `t${index + 1}`,
      ...(sporadic ? { minSeparation: ms(period) } : { period: ms(period) }),
      ...(!sporadic && random.oneIn(5) ? { offset: ms(random.below(period)) } : {}),
      wcet: ms(wcet),
      deadline: ms(random.oneIn(2) ? period : random.between(wcet, 2 * period)),
      jitter: ms(random.oneIn(4) ? random.below(8) : 0),
      hypercalls: random.oneIn(4) ? 1 : 0,
      nonPreemptible: ms(random.oneIn(5) ? random.between(1, wcet) : 0),
    });
  });
  return {
    scheduling: random.pick(["rate-monotonic", "deadline-monotonic", "edf"]),
    preemptive: !random.oneIn(6),
    tasks,
  };
}

/** A server wherever the policy runs servers; elsewhere at times a contract that the policy has to keep. */
function drawSupply(random: Random, host: Host, share: number): Supply | null {
  const period = random.between(3, 12);
  const budget = Math.min(period, Math.max(1, Math.floor(period * share)));
  const given = { period: ms(period), budget: ms(budget) };
  switch (host) {
    case "static":
      return null;
    case "table":
    case "round-robin":
      return random.oneIn(5) ? periodicResource(given) : null;
    case "sedf":
      return periodicResource(given);
    case "fixed-priority":
    case "edf":
      if (random.oneIn(host === "edf" ? 12 : 4)) return null;
      return random.oneIn(4)
        ? periodicResource(given)
        : server({ ...given, server: random.pick(SERVER_KINDS) });
    case "promised":
      return drawPromise(random, given, budget, period);
  }
}

function drawPromise(
  random: Random,
  given: { period: string; budget: string },
  budget: number,
  period: number,
): Supply {
  switch (random.below(5)) {
    case 0:
      return periodicResource(given);
    case 1:
      return edpResource({ ...given, deadline: ms(random.between(budget, period)) });
    case 2: {
      const q = random.between(2, 5);
      return boundedDelay({ rate: `${random.between(1, q - 1)}/${q}`, delay: ms(random.between(q, 12)) });
    }
    case 3:
      return server({ ...given, server: random.pick(SERVER_KINDS) });
    default: {
      const { table: drawn } = drawTable(random);
      const windows = (drawn?.windows ?? []).map(({ from, to }) => ({ start: ms(from), end: ms(to) }));
      return table({ frame: ms(drawn?.frame ?? 1), windows });
    }
  }
}

interface DrawnSlot {
  readonly vm: number;
  readonly start: number;
  readonly length: number;
}

function drawSlots(random: Random, vms: number): DrawnSlot[] {
  let at = 0;
  return Array.from({ length: random.between(vms, 4) }, (_, index) => {
    const start = at + (random.oneIn(4) ? random.below(3) : 0);
    const length = random.between(2, 7);
    at = start + length;
    return { vm: index < vms ? index : random.below(vms), start, length };
  });
}

function policyOf(host: Exclude<Host, "promised">, frame: number, slots: readonly DrawnSlot[]): VmmPolicy {
  if (host !== "table") return { kind: host };
  return {
    kind: host,
    frame: time(frame),
    slots: slots.map(
      ({ vm, start, length }): Slot => ({
        vm: NAMES[vm] as string,
        core: 0,
        start: time(start),
        length: time(length),
      }),
    ),
  };
}

function drawCosts(random: Random): VmmCosts {
  const on = random.oneIn(2);
  const cost = (most: number): Work => work(on && random.oneIn(2) ? random.between(1, most) : 0);
  return {
    vmSwitch: cost(1),
    interruptEntry: cost(1),
    hypercall: cost(2),
    longestNonPreemptible: cost(2),
  };
}

function drawSource(random: Random, index: number, vms: readonly Vm[]): InterruptSource {
  const running = random.oneIn(4);
  const period = ms(random.pick([8, 10, 15, 20, 30, 40]));
  const target = running ? null : random.pick(vms).name;
  return {
    name: `irq${index + 1}`,
    device: running ? "running" : "dedicated",
    delivery: running || random.oneIn(2) ? "immediate" : "when-scheduled",
    target,
    core: 0,
    arrivals: random.oneIn(3)
      ? tokenBucket({ capacity: random.between(1, 3), refill: period })
      : random.oneIn(2)
        ? sporadicEvents(period)
        : periodicEvents({ period, jitter: ms(random.below(10)), minDistance: "1 ms" }),
    topHalf: work(1),
    bottomHalf: work(random.below(3)),
    deadline: time(random.between(10, 80)),
  };
}
