import fc from "fast-check";
import { periodicEvents, tokenBucket } from "../../../src/model/event-model.ts";
import type { Guest } from "../../../src/model/guest.ts";
import {
  EXCESSES,
  type Excess,
  type InterruptSource,
  type Notice,
  type Shaper,
} from "../../../src/model/interrupt.ts";
import {
  periodicResource,
  SERVER_KINDS,
  type ServerKind,
  type Supply,
  server,
} from "../../../src/model/supply.ts";
import type { Slot, System, Vm, VmmPolicy } from "../../../src/model/system.ts";
import { type Task, task } from "../../../src/model/task.ts";
import type { Duration, Work } from "../../../src/numeric/quantity.ts";
import { work } from "../../../src/numeric/unit.ts";

/** Which systems to draw. Every default is the widest choice. */
export interface SystemOptions {
  readonly policies?: readonly VmmPolicy["kind"][];
  readonly serverKinds?: readonly ServerKind[];
  readonly costs?: boolean;
  readonly interrupts?: boolean;
  /** Shapers, monitors, coalescing, polling, and a VMM that takes turns at its ticks only. */
  readonly shaping?: boolean;
  /** Whether guests have to refill their caches. */
  readonly refill?: boolean;
}

/**
 * Small systems on one core with times of whole milliseconds: up to three VMs under every policy that promises
 * something, with servers, tables, turns, costs and interrupts. Loads are split first, so that many are nearly full.
 */
export function systems(options: SystemOptions = {}): fc.Arbitrary<System> {
  const {
    policies = ["table", "fixed-priority", "edf", "round-robin", "static", "sedf"],
    serverKinds = SERVER_KINDS,
    costs = true,
    interrupts = true,
    shaping = false,
    refill = false,
  } = options;
  return fc
    .record({
      policy: fc.constantFrom(...policies),
      vms: fc.array(vmSeeds(serverKinds), { minLength: 1, maxLength: 3 }),
      load: fc.constantFrom(100, 95, 90, 80, 60),
      slots: fc.array(slotSeeds, { minLength: 1, maxLength: 5 }),
      costs: costs ? costSeeds : fc.constant(NO_COSTS),
      sources: fc.array(sourceSeeds(shaping), { maxLength: interrupts ? 2 : 0 }),
      refill: refill ? fc.integer({ min: 1, max: 3 }) : fc.constant(0),
      tick: shaping ? rarely<number | null>(null, fc.integer({ min: 1, max: 4 })) : fc.constant(null),
    })
    .map(build);
}

interface TaskSeed {
  readonly period: number;
  readonly weight: number;
  readonly deadline: number;
  readonly jitter: number;
  readonly offset: number | null;
  readonly sporadic: boolean;
  readonly hypercalls: number;
  readonly nonPreemptible: number;
}

interface VmSeed {
  readonly tasks: readonly TaskSeed[];
  readonly scheduling: Guest["scheduling"];
  readonly preemptive: boolean;
  readonly fill: number;
  readonly weight: number;
  readonly period: number;
  readonly kind: ServerKind | "contract" | "none";
  readonly cut: number;
  readonly limited: boolean;
}

interface SourceSeed {
  readonly target: number;
  readonly delivery: "when-scheduled" | "immediate" | "running";
  readonly period: number;
  readonly jitter: number;
  readonly apart: boolean;
  readonly capacity: number | null;
  readonly top: number;
  readonly bottom: number;
  readonly deadline: number;
  readonly shaper: ShaperSeed | null;
  readonly monitored: boolean;
  /** Of one that is handled at once: whether its VM then has the rest of the quantum. */
  readonly seizes: boolean;
  readonly notice: { readonly polled: boolean; readonly time: number; readonly count: number | null } | null;
}

interface ShaperSeed {
  readonly minDistance: number;
  readonly capacity: number;
  readonly refill: number;
  readonly parts: "distance" | "bucket" | "both";
  readonly excess: Excess;
}

const rarely = <T>(often: T, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(often) }, { weight: 1, arbitrary: seldom });

const taskSeeds: fc.Arbitrary<TaskSeed> = fc.record({
  period: fc.constantFrom(3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 40),
  weight: fc.integer({ min: 1, max: 10 }),
  deadline: rarely(100, fc.integer({ min: 40, max: 200 })),
  jitter: rarely(0, fc.integer({ min: 0, max: 9 })),
  offset: rarely<number | null>(null, fc.integer({ min: 0, max: 20 })),
  sporadic: fc.boolean(),
  hypercalls: fc.integer({ min: 0, max: 1 }),
  nonPreemptible: rarely(0, fc.constant(2)),
});

const vmSeeds = (kinds: readonly ServerKind[]): fc.Arbitrary<VmSeed> =>
  fc.record({
    tasks: fc.array(taskSeeds, { minLength: 1, maxLength: 3 }),
    scheduling: fc.constantFrom("rate-monotonic", "edf", "deadline-monotonic", "best-effort"),
    preemptive: rarely(true, fc.constant(false)),
    fill: fc.constantFrom(100, 70, 50, 35, 20, 10),
    weight: fc.integer({ min: 1, max: 5 }),
    period: fc.integer({ min: 2, max: 12 }),
    kind: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...kinds, "contract") },
      { weight: 1, arbitrary: fc.constant("none") },
    ),
    cut: rarely(0, fc.integer({ min: 0, max: 5 })),
    limited: fc.boolean(),
  });

const slotSeeds = fc.record({
  vm: fc.nat(2),
  gap: rarely(0, fc.integer({ min: 0, max: 3 })),
  length: fc.integer({ min: 1, max: 8 }),
});

const cost = (max: number): fc.Arbitrary<number> => fc.oneof(fc.constant(0), fc.integer({ min: 1, max }));
const costSeeds = fc.record({
  vmSwitch: cost(3),
  interruptEntry: cost(1),
  hypercall: cost(3),
  longestNonPreemptible: cost(4),
});

const NO_COSTS = { vmSwitch: 0, interruptEntry: 0, hypercall: 0, longestNonPreemptible: 0 };

const shaperSeeds: fc.Arbitrary<ShaperSeed> = fc.record({
  minDistance: fc.constantFrom(2, 5, 8, 12, 20),
  capacity: fc.integer({ min: 1, max: 3 }),
  refill: fc.constantFrom(3, 6, 10, 15, 30),
  parts: fc.constantFrom("distance", "bucket", "both"),
  excess: fc.constantFrom(...EXCESSES),
});

const noticeSeeds = fc.record({
  polled: fc.boolean(),
  time: fc.integer({ min: 1, max: 10 }),
  count: fc.option(fc.integer({ min: 1, max: 3 })),
});

const sourceSeeds = (shaping: boolean): fc.Arbitrary<SourceSeed> =>
  fc.record({
    target: fc.nat(2),
    delivery: fc.constantFrom("when-scheduled", "immediate", "running"),
    period: fc.constantFrom(6, 8, 10, 15, 20, 30, 40),
    jitter: rarely(0, fc.integer({ min: 0, max: 20 })),
    apart: fc.boolean(),
    capacity: rarely<number | null>(null, fc.integer({ min: 1, max: 3 })),
    top: fc.integer({ min: 1, max: 2 }),
    bottom: fc.integer({ min: 0, max: 3 }),
    deadline: fc.integer({ min: 4, max: 80 }),
    shaper: shaping ? fc.option(shaperSeeds) : fc.constant(null),
    monitored: fc.boolean(),
    seizes: shaping ? fc.boolean() : fc.constant(false),
    notice: shaping ? rarely<SourceSeed["notice"]>(null, noticeSeeds) : fc.constant(null),
  });

const ms = (length: number): string => `${length} ms`;
const workOf = (length: number): Work => work(ms(length));

function build(seed: {
  policy: VmmPolicy["kind"];
  vms: readonly VmSeed[];
  load: number;
  slots: readonly { vm: number; gap: number; length: number }[];
  costs: typeof NO_COSTS;
  sources: readonly SourceSeed[];
  refill: number;
  tick: number | null;
}): System {
  const tick = seed.policy === "round-robin" ? seed.tick : null;
  const chosen = seed.policy === "static" ? seed.vms.slice(0, 1) : seed.vms;
  const slots = slotsOf(seed.slots, chosen.length);
  const frame = slots.reduce((end, slot) => Math.max(end, slot.end), 0) + (seed.slots[0]?.gap ?? 0);
  const total = chosen.reduce((sum, { weight }) => sum + weight, 0);
  const vms = chosen.map((vm, index): Vm => {
    const owned = slots.filter((slot) => slot.vm === index).reduce((sum, slot) => sum + slot.length, 0);
    const share = seed.policy === "table" ? owned / frame : (vm.weight * seed.load) / total / 100;
    const supply = supplyOf(vm, share, seed.policy);
    return {
      name: NAMES[index] as string,
      core: 0,
      supply,
      priority: seed.policy === "fixed-priority" ? index + 1 : null,
      quantum: seed.policy === "round-robin" ? workOf(wholeTicks(vm.period, tick)).asDuration() : null,
      activationsPerPeriod:
        vm.limited && vm.scheduling === "best-effort" && vm.kind !== "sporadic" ? 2 : null,
      guest: {
        scheduling: vm.scheduling,
        preemptive: vm.preemptive,
        tasks: vm.scheduling === "best-effort" ? [] : tasksOf(vm, share),
      },
    };
  });
  const costs = {
    vmSwitch: workOf(seed.costs.vmSwitch),
    interruptEntry: workOf(seed.costs.interruptEntry),
    hypercall: workOf(seed.costs.hypercall),
    longestNonPreemptible: workOf(seed.costs.longestNonPreemptible),
    ...(seed.refill === 0 ? {} : { cacheRefill: workOf(seed.refill) }),
  };
  return {
    name: "a drawn system",
    timeUnit: "ms",
    processor: { cores: 1, clock: null },
    vmm: { policy: policyOf(seed.policy, frame, slots, tick), costs },
    vms,
    interrupts: seed.sources.map((source, index) => sourceOf(source, index, vms, seed.policy)),
  };
}

const NAMES = ["first", "second", "third"];

interface DrawnSlot {
  readonly vm: number;
  readonly start: number;
  readonly length: number;
  readonly end: number;
}

function slotsOf(seeds: readonly { vm: number; gap: number; length: number }[], vms: number): DrawnSlot[] {
  let at = 0;
  return seeds.map(({ vm, gap, length }) => {
    const start = at + gap;
    at = start + length;
    return { vm: vm % vms, start, length, end: at };
  });
}

function wholeTicks(quantum: number, tick: number | null): number {
  return tick === null ? quantum : tick * Math.ceil(quantum / tick);
}

function policyOf(
  kind: VmmPolicy["kind"],
  frame: number,
  slots: readonly DrawnSlot[],
  tick: number | null,
): VmmPolicy {
  if (kind === "round-robin" && tick !== null) return { kind, tick: workOf(tick).asDuration() };
  if (kind === "best-effort") return { kind, scheduler: "credit" };
  if (kind !== "table") return { kind };
  const time = (length: number): Duration => workOf(length).asDuration();
  return {
    kind,
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

/** A server where the policy has some; elsewhere at times a contract. */
function supplyOf(vm: VmSeed, share: number, policy: VmmPolicy["kind"]): Supply | null {
  const budget = Math.min(vm.period, Math.max(1, Math.floor(vm.period * share)));
  const contract = periodicResource({ period: ms(vm.period), budget: ms(budget) });
  if (vm.kind === "none" || policy === "static") return null;
  if (!["fixed-priority", "edf", "sedf"].includes(policy)) return vm.kind === "contract" ? contract : null;
  if (vm.kind === "contract") return contract;
  const deadline = vm.kind === "hard-cbs" || vm.kind === "sched-deadline" ? vm.period : vm.period - vm.cut;
  return server({
    server: vm.kind,
    period: ms(vm.period),
    budget: ms(budget),
    deadline: ms(Math.max(budget, deadline)),
  });
}

function tasksOf(vm: VmSeed, share: number): Task[] {
  const total = vm.tasks.reduce((sum, { weight }) => sum + weight, 0);
  return vm.tasks.map((seed, index) => {
    const wcet = Math.max(1, Math.floor((seed.period * share * seed.weight * vm.fill) / total / 100));
    const gap = seed.sporadic ? { minSeparation: ms(seed.period) } : { period: ms(seed.period) };
    const offset = seed.sporadic || seed.offset === null ? {} : { offset: ms(seed.offset) };
    return task({
      name: `t${index + 1}`,
      ...gap,
      ...offset,
      wcet: ms(wcet),
      deadline: ms(Math.max(1, Math.floor((seed.period * seed.deadline) / 100))),
      jitter: ms(seed.jitter),
      hypercalls: seed.hypercalls,
      nonPreemptible: ms(Math.min(seed.nonPreemptible, wcet)),
    });
  });
}

function sourceOf(
  seed: SourceSeed,
  index: number,
  vms: readonly Vm[],
  policy: VmmPolicy["kind"],
): InterruptSource {
  const running = seed.delivery === "running";
  const period = ms(seed.period);
  const seizing = seed.seizes && seed.delivery === "immediate" && policy === "round-robin";
  const monitored = seed.shaper !== null && seed.monitored && seed.delivery === "when-scheduled";
  return {
    name: `irq${index + 1}`,
    device: running ? "running" : "dedicated",
    delivery: monitored
      ? "monitored"
      : seizing
        ? "rest-of-quantum"
        : seed.delivery === "when-scheduled"
          ? "when-scheduled"
          : "immediate",
    target: running ? null : (vms[seed.target % vms.length]?.name ?? null),
    core: 0,
    arrivals:
      seed.capacity === null
        ? periodicEvents({ period, jitter: ms(seed.jitter), minDistance: seed.apart ? period : "0 ms" })
        : tokenBucket({ capacity: seed.capacity, refill: period }),
    topHalf: workOf(seed.top),
    bottomHalf: workOf(seed.bottom),
    deadline: workOf(seed.deadline).asDuration(),
    ...(seed.shaper === null ? {} : { shaper: shaperOf(seed.shaper, monitored) }),
    ...(seed.notice === null ? {} : { notice: noticeOf(seed.notice) }),
  };
}

function shaperOf({ minDistance, capacity, refill, parts, excess }: ShaperSeed, monitors: boolean): Shaper {
  return {
    minDistance: parts === "bucket" ? null : workOf(minDistance).asDuration(),
    bucket: parts === "distance" ? null : tokenBucket({ capacity, refill: ms(refill) }),
    excess: monitors ? "drop" : excess,
  };
}

function noticeOf({ polled, time, count }: NonNullable<SourceSeed["notice"]>): Notice {
  const length = workOf(time).asDuration();
  return polled ? { kind: "polled", period: length } : { kind: "coalesced", delay: length, count };
}
