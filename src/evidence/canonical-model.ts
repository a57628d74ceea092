/**
 * A system as a certificate speaks of it: everything that a verdict rests on, in whole ticks, in one fixed form. What no
 * verdict rests on is left out: the clock, recorded arrivals, shares of best-effort schedulers. What the checker has no
 * rules for is named in `beyond`, so that nothing is certified in its presence.
 */
import type { Json } from "../checker/canonical.ts";
import { readModel } from "../checker/model.ts";
import { coalescedLimits } from "../checker/notice.ts";
import type { EventModel } from "../model/event-model.ts";
import type { InterruptSource, Notice, Shaper } from "../model/interrupt.ts";
import type { Load, Supply } from "../model/supply.ts";
import type { System, Vm } from "../model/system.ts";
import type { Task } from "../model/task.ts";
import { Rational } from "../numeric/rational.ts";
import { commonTick, type Timebase } from "../numeric/timebase.ts";

/** The form that is hashed, and the length of its tick in seconds. */
export interface Subject {
  readonly model: Json;
  readonly tick: string;
}

type Measured = { readonly value: Rational };
/** How a time, and the rate of a bounded-delay supply, are taken up. */
interface Take {
  readonly time: (quantity: Measured) => string;
  readonly rate: (rate: Rational) => void;
}

export function subjectOf(system: System): Subject {
  const [seconds, rates]: [Rational[], Rational[]] = [[], []];
  const collect: Take = {
    time: ({ value }) => String(seconds.push(value)),
    rate: (rate) => rates.push(rate),
  };
  modelOf(system, collect);
  const whole = inTicks(system, commonTick(seconds, rates));
  const derived = derivedLengths(whole);
  return derived.length === 0 ? whole : inTicks(system, commonTick([...seconds, ...derived], rates));
}

function inTicks(system: System, timebase: Timebase): Subject {
  const convert: Take = { time: ({ value }) => String(timebase.toTicks(value)), rate: () => {} };
  return { model: modelOf(system, convert), tick: String(timebase.tick) };
}

/** Lengths that the checker derives from a model and would round, in seconds: with them in its tick nothing is lost. */
function derivedLengths({ model, tick }: Subject): Rational[] {
  return readModel(model).sources.flatMap((source) =>
    coalescedLimits(source).flatMap(({ period, jitter }) =>
      [period, jitter].map(({ n, d }) => Rational.of(n, d).times(Rational.from(tick))),
    ),
  );
}

function modelOf(system: System, take: Take): Json {
  const { vmm } = system;
  const policy = vmm?.policy;
  const zero = "0";
  const costs = vmm?.costs;
  return {
    system: system.name,
    timeUnit: system.timeUnit,
    cores: String(system.processor.cores),
    policy: policy?.kind ?? "none",
    frame: policy?.kind === "table" ? take.time(policy.frame) : null,
    slots:
      policy?.kind === "table"
        ? policy.slots.map(({ vm, core, start, length }) => ({
            vm,
            core: String(core),
            start: take.time(start),
            length: take.time(length),
          }))
        : [],
    clockTick: policy?.kind === "round-robin" && policy.tick !== undefined ? take.time(policy.tick) : null,
    costs: {
      vmSwitch: costs ? take.time(costs.vmSwitch) : zero,
      interruptEntry: costs ? take.time(costs.interruptEntry) : zero,
      hypercall: costs ? take.time(costs.hypercall) : zero,
      cacheRefill: costs?.cacheRefill === undefined ? zero : take.time(costs.cacheRefill),
      longestNonPreemptible: costs ? take.time(costs.longestNonPreemptible) : zero,
    },
    vms: system.vms.map((vm) => vmOf(vm, vmm, take)),
    interrupts: system.interrupts.map((source) => sourceOf(source, take)),
    beyond: beyondOf(system),
  };
}

function vmOf(vm: Vm, vmm: System["vmm"], take: Take): Json {
  return {
    name: vm.name,
    core: String(vm.core),
    scheduling: vm.guest.scheduling,
    preemptive: vm.guest.preemptive,
    tasks: vm.guest.tasks.map((task) => taskOf(task, take)),
    supply: vm.supply === null ? null : supplyOf(unwrapped(vm.supply).base, take),
    // Under a VMM it is no promise that load could be above: named in `beyond`.
    above: (vm.supply === null || vmm !== null ? [] : unwrapped(vm.supply).load).map(
      ({ name, arrivals, wcet }) => ({
        name,
        arrivals: eventsOf(arrivals, take),
        cost: take.time(wcet),
      }),
    ),
    priority: vm.priority === null ? null : String(vm.priority),
    quantum: vm.quantum === null ? null : take.time(vm.quantum),
    activations: vm.activationsPerPeriod === null ? null : String(vm.activationsPerPeriod),
  };
}

/** The supply below all load, and the load, which may be written in several layers. */
function unwrapped(supply: Supply): { readonly base: Supply; readonly load: readonly Load[] } {
  if (supply.kind !== "leftover") return { base: supply, load: [] };
  const { base, load } = unwrapped(supply.of);
  return { base, load: [...load, ...supply.load] };
}

function taskOf(task: Task, take: Take): Json {
  return {
    name: task.name,
    wcet: take.time(task.wcet),
    period: take.time(task.period),
    deadline: take.time(task.deadline),
    jitter: take.time(task.jitter),
    offset: task.offset === null ? null : take.time(task.offset),
    priority: task.priority === null ? null : String(task.priority),
    blocking: take.time(task.blocking),
    nonPreemptible: take.time(task.nonPreemptible),
    sections: task.criticalSections.map(({ resource, length }) => ({ resource, length: take.time(length) })),
    hypercalls: String(task.hypercalls),
  };
}

function supplyOf(supply: Supply, take: Take): Json {
  const { kind } = supply;
  switch (kind) {
    case "bounded-delay": {
      take.rate(supply.rate);
      const { numerator, denominator } = supply.rate;
      return {
        kind,
        numerator: String(numerator),
        denominator: String(denominator),
        delay: take.time(supply.delay),
      };
    }
    case "table": {
      const windows = supply.windows.map(({ start, end }) => [take.time(start), take.time(end)]);
      return { kind, frame: take.time(supply.frame), windows };
    }
    case "periodic":
    case "edp":
    case "server": {
      const deadline = take.time(kind === "periodic" ? supply.period : supply.deadline);
      const budget = { kind, period: take.time(supply.period), budget: take.time(supply.budget), deadline };
      return kind === "server" ? { ...budget, server: supply.server } : budget;
    }
    default:
      return { kind: "dedicated" };
  }
}

function eventsOf(events: EventModel, take: Take): Json {
  if (events.kind === "token-bucket")
    return { capacity: String(events.capacity), refill: take.time(events.refill) };
  const { period, jitter, minDistance } = events;
  return { period: take.time(period), jitter: take.time(jitter), minDistance: take.time(minDistance) };
}

function sourceOf(source: InterruptSource, take: Take): Json {
  return {
    name: source.name,
    core: String(source.core),
    device: source.device,
    delivery: source.delivery,
    target: source.target,
    arrivals: eventsOf(source.arrivals, take),
    shaper: source.shaper === undefined ? null : shaperOf(source.shaper, take),
    notice: source.notice === undefined ? null : noticeOf(source.notice, take),
    ring: source.ring === undefined ? null : String(source.ring),
    topHalf: take.time(source.topHalf),
    bottomHalf: take.time(source.bottomHalf),
    deadline: source.deadline === null ? null : take.time(source.deadline),
  };
}

function shaperOf({ minDistance, bucket, excess }: Shaper, take: Take): Json {
  return {
    minDistance: minDistance === null ? null : take.time(minDistance),
    bucket: bucket === null ? null : eventsOf(bucket, take),
    excess,
  };
}

function noticeOf(notice: Notice, take: Take): Json {
  if (notice.kind === "polled") return { kind: notice.kind, period: take.time(notice.period) };
  const { kind, delay, count } = notice;
  return { kind, delay: take.time(delay), count: count === null ? null : String(count) };
}

/** The keys of each part of a system that the canonical form takes up, or leaves out for good. */
const KNOWN = {
  system: "name timeUnit processor vmm vms interrupts",
  policy: "kind frame slots tick settings scheduler",
  costs: "vmSwitch interruptEntry hypercall longestNonPreemptible cacheRefill",
  vm: "name core guest supply priority quantum activationsPerPeriod share",
  guest: "scheduling preemptive tasks",
  task: "name period sporadic wcet deadline jitter offset priority blocking nonPreemptible criticalSections hypercalls",
  interrupt: "name device delivery target core arrivals trace ring shaper notice topHalf bottomHalf deadline",
  shaper: "minDistance bucket excess",
  notice: "kind delay count period",
  supply: "kind period budget deadline server rate delay frame windows of load",
} as const;

/** What a system says that the canonical form does not: features that came after this form of certificates. */
function beyondOf(system: System): string[] {
  const { vmm, vms, interrupts } = system;
  return [
    ...unknownKeys("system", system, ""),
    ...unknownKeys("policy", vmm?.policy, ""),
    ...unknownKeys("costs", vmm?.costs, ""),
    ...vms.flatMap((vm) => [
      ...unknownKeys("vm", vm, vm.name),
      ...unknownKeys("guest", vm.guest, vm.name),
      ...unknownKeys("supply", vm.supply === null ? undefined : unwrapped(vm.supply).base, vm.name),
      ...vm.guest.tasks.flatMap((task) => unknownKeys("task", task, `${vm.name}/${task.name}`)),
      ...(vm.supply?.kind === "leftover" && vmm !== null ? [`supply leftover of ${vm.name}`] : []),
    ]),
    ...interrupts.flatMap((source) => [
      ...unknownKeys("interrupt", source, source.name),
      ...unknownKeys("shaper", source.shaper, source.name),
      ...unknownKeys("notice", source.notice, source.name),
    ]),
  ];
}

function unknownKeys(part: keyof typeof KNOWN, value: object | undefined, of: string): string[] {
  const known: readonly string[] = KNOWN[part].split(" ");
  return Object.entries(value ?? {})
    .filter(([key, held]) => held !== undefined && !known.includes(key))
    .map(([key]) => `${part} ${key}${of === "" ? "" : ` of ${of}`}`);
}
