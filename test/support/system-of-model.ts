import { type EventModel, periodicEvents, tokenBucket } from "../../src/model/event-model.ts";
import type { Guest } from "../../src/model/guest.ts";
import type { InterruptSource, Notice, Shaper } from "../../src/model/interrupt.ts";
import { type Load, leftover, type ServerKind, type Supply } from "../../src/model/supply.ts";
import type { System, Vm, VmmPolicy } from "../../src/model/system.ts";
import type { Task } from "../../src/model/task.ts";
import { Duration, Work } from "../../src/numeric/quantity.ts";
import { Rational } from "../../src/numeric/rational.ts";
import type { TimeUnit } from "../../src/numeric/unit.ts";

// biome-ignore lint/suspicious/noExplicitAny: what a mutant holds is not known
type Told = any;

/** The system that the model of a certificate speaks of. Throws where the model is none. */
export function systemOfModel({ model, tick }: { model: Told; tick: string }): System {
  const seconds = (ticks: string): Rational => Rational.from(ticks).times(Rational.from(tick));
  const time = (ticks: string): Duration => new Duration(seconds(ticks));
  const work = (ticks: string): Work => new Work(seconds(ticks));
  const timeOrNull = (ticks: string | null): Duration | null => (ticks === null ? null : time(ticks));
  const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

  const events = (told: Told): EventModel =>
    "refill" in told
      ? tokenBucket({ capacity: BigInt(told.capacity), refill: time(told.refill) })
      : periodicEvents({
          period: time(told.period),
          jitter: time(told.jitter),
          minDistance: time(told.minDistance),
        });
  const load = ({ name, arrivals, cost }: Told): Load => ({
    name,
    arrivals: events(arrivals),
    wcet: work(cost),
  });
  const task = (told: Told): Task => ({
    name: told.name,
    period: time(told.period),
    sporadic: false,
    wcet: work(told.wcet),
    deadline: time(told.deadline),
    jitter: time(told.jitter),
    offset: timeOrNull(told.offset),
    priority: numberOrNull(told.priority),
    blocking: work(told.blocking),
    nonPreemptible: work(told.nonPreemptible),
    criticalSections: told.sections.map(({ resource, length }: Told) => ({ resource, length: work(length) })),
    hypercalls: Number(told.hypercalls),
  });
  const supply = (told: Told): Supply => {
    const budget = (): { period: Duration; budget: Work; deadline: Duration } => ({
      period: time(told.period),
      budget: work(told.budget),
      deadline: time(told.deadline),
    });
    switch (told.kind) {
      case "dedicated":
        return { kind: "dedicated" };
      case "bounded-delay":
        return {
          kind: "bounded-delay",
          rate: Rational.of(BigInt(told.numerator), BigInt(told.denominator)),
          delay: time(told.delay),
        };
      case "table":
        return {
          kind: "table",
          frame: time(told.frame),
          windows: told.windows.map(([start, end]: [string, string]) => ({
            start: time(start),
            end: time(end),
          })),
        };
      case "periodic":
        return { kind: "periodic", period: time(told.period), budget: work(told.budget) };
      case "edp":
        return { kind: "edp", ...budget() };
      default:
        return { kind: "server", server: told.server as ServerKind, ...budget() };
    }
  };
  const vm = (told: Told): Vm => ({
    name: told.name,
    core: Number(told.core),
    guest: {
      scheduling: told.scheduling as Guest["scheduling"],
      preemptive: told.preemptive,
      tasks: told.tasks.map(task),
    },
    supply:
      told.supply === null
        ? null
        : told.above.length === 0
          ? supply(told.supply)
          : leftover(supply(told.supply), told.above.map(load)),
    priority: numberOrNull(told.priority),
    quantum: timeOrNull(told.quantum),
    activationsPerPeriod: numberOrNull(told.activations),
  });
  const shaper = ({ minDistance, bucket, excess }: Told): Shaper => ({
    minDistance: timeOrNull(minDistance),
    bucket:
      bucket === null
        ? null
        : tokenBucket({ capacity: BigInt(bucket.capacity), refill: time(bucket.refill) }),
    excess,
  });
  const notice = ({ kind, period, delay, count }: Told): Notice =>
    kind === "polled"
      ? { kind, period: time(period) }
      : { kind, delay: time(delay), count: numberOrNull(count) };
  const source = (told: Told): InterruptSource => ({
    name: told.name,
    device: told.device,
    delivery: told.delivery,
    target: told.target,
    core: Number(told.core),
    arrivals: events(told.arrivals),
    ...(told.shaper === null ? {} : { shaper: shaper(told.shaper) }),
    ...(told.notice === null ? {} : { notice: notice(told.notice) }),
    ...(told.ring === null ? {} : { ring: Number(told.ring) }),
    topHalf: work(told.topHalf),
    bottomHalf: work(told.bottomHalf),
    deadline: timeOrNull(told.deadline),
  });
  const policy = (): VmmPolicy => {
    switch (model.policy) {
      case "table":
        return {
          kind: "table",
          frame: time(model.frame),
          slots: model.slots.map((slot: Told) => ({
            vm: slot.vm,
            core: Number(slot.core),
            start: time(slot.start),
            length: time(slot.length),
          })),
        };
      case "best-effort":
        return { kind: "best-effort", scheduler: "credit" };
      case "round-robin":
        return { kind: model.policy, ...(model.clockTick === null ? {} : { tick: time(model.clockTick) }) };
      default:
        return { kind: model.policy };
    }
  };
  const costs = {
    vmSwitch: work(model.costs.vmSwitch),
    interruptEntry: work(model.costs.interruptEntry),
    hypercall: work(model.costs.hypercall),
    longestNonPreemptible: work(model.costs.longestNonPreemptible),
    cacheRefill: work(model.costs.cacheRefill),
  };
  return {
    name: model.system,
    timeUnit: model.timeUnit as TimeUnit,
    processor: { cores: Number(model.cores), clock: null },
    vmm: model.policy === "none" ? null : { policy: policy(), costs },
    vms: model.vms.map(vm),
    interrupts: model.interrupts.map(source),
  };
}
