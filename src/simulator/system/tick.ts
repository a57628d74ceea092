import { unreachable } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import type { EventModel } from "../../model/event-model.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import type { GuestKernel } from "../../model/kernel.ts";
import type { Supply } from "../../model/supply.ts";
import type { System, Vm, Vmm } from "../../model/system.ts";
import type { Task } from "../../model/task.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { commonTick, type Timebase } from "../../numeric/timebase.ts";

export type Time = Duration | Work;

/** Gives a described time as a number of ticks. @throws InputError from 2^53 ticks on. */
export type InTicks = (time: Time) => number;

export function inTicks(timebase: Timebase): InTicks {
  return (time) => {
    const count = timebase.toTicks(time.value);
    if (count > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new InputError(
        `${time} cannot be simulated: all times of the system are whole only in ticks of ${timebase.tick} s, and 2^53 of ` +
          "them are too many; round the times to a coarser common unit",
      );
    }
    return Number(count);
  };
}

/** The coarsest tick in which all times of the system and `more` are whole, divided by `refinement`. */
export function tickOf(system: System, more: Iterable<Time>, refinement: bigint): Timebase {
  const times = [...more, ...timesOf(system)].map(({ value }) => value);
  // Twice each rate p/q, so that cycles of q ticks are much shorter than the delay (contract.ts).
  const rates = system.vms.flatMap(({ supply }) => ratesOf(supply));
  const { tick } = commonTick(times, [...rates, ...rates]);
  return commonTick([tick.dividedBy(Rational.of(refinement))]);
}

function timesOf({ vmm, vms, interrupts }: System): Time[] {
  return [
    ...(vmm === null ? [] : timesOfVmm(vmm)),
    ...vms.flatMap(timesOfVm),
    ...interrupts.flatMap(timesOfSource),
  ];
}

function timesOfSource(source: InterruptSource): Time[] {
  const { topHalf, bottomHalf, arrivals, trace, shaper, notice, mask } = source;
  const gate = [shaper?.minDistance, shaper?.bucket?.refill, ...durationsIn(mask)];
  const shown = notice?.kind === "polled" ? notice.period : notice?.delay;
  const optional = [...gate, shown].filter((time) => time !== null && time !== undefined);
  return [topHalf, bottomHalf, ...timesOfEvents(arrivals), ...(trace ?? []), ...optional];
}

function timesOfVmm({ policy, costs }: Vmm): Time[] {
  const { vmSwitch, interruptEntry, hypercall, longestNonPreemptible, cacheRefill } = costs;
  const always = [vmSwitch, interruptEntry, hypercall, longestNonPreemptible, cacheRefill ?? Work.zero];
  if (policy.kind === "table") {
    return [...always, policy.frame, ...policy.slots.flatMap(({ start, length }) => [start, length])];
  }
  if (policy.kind === "round-robin") return policy.tick === undefined ? always : [...always, policy.tick];
  return "settings" in policy ? [...always, ...durationsIn(policy.settings)] : always;
}

function timesOfVm({ supply, quantum, share, guest }: Vm): Time[] {
  return [
    ...(supply === null ? [] : timesOfSupply(supply)),
    ...(quantum === null ? [] : [quantum]),
    ...durationsIn(share),
    ...guest.tasks.flatMap(timesOfTask),
    ...(guest.kernel === undefined ? [] : timesOfKernel(guest.kernel)),
  ];
}

function timesOfKernel({ tick, phase, tickCost, sleepers }: GuestKernel): Time[] {
  return [tick, phase, tickCost, ...sleepers.flatMap(({ sleep, wakeCost, work }) => [sleep, wakeCost, work])];
}

function timesOfTask(task: Task): Time[] {
  const { period, wcet, deadline, jitter, offset, nonPreemptible, criticalSections } = task;
  return [
    ...[period, wcet, deadline, jitter, nonPreemptible, ...criticalSections.map(({ length }) => length)],
    ...(offset === null ? [] : [offset]),
  ];
}

function timesOfSupply(supply: Supply): Time[] {
  switch (supply.kind) {
    case "dedicated":
      return [];
    case "periodic":
      return [supply.period, supply.budget];
    case "edp":
    case "server":
      return [supply.period, supply.budget, supply.deadline];
    case "bounded-delay":
      return [supply.delay];
    case "table":
      return [supply.frame, ...supply.windows.flatMap(({ start, end }) => [start, end])];
    case "leftover":
      return [
        ...timesOfSupply(supply.of),
        ...supply.load.flatMap(({ arrivals, wcet }) => [wcet, ...timesOfEvents(arrivals)]),
      ];
    default:
      return unreachable(supply);
  }
}

function timesOfEvents(events: EventModel): Time[] {
  return events.kind === "periodic" ? [events.period, events.jitter, events.minDistance] : [events.refill];
}

function ratesOf(supply: Supply | null): Rational[] {
  if (supply?.kind === "leftover") return ratesOf(supply.of);
  return supply?.kind === "bounded-delay" ? [supply.rate, Rational.one.minus(supply.rate)] : [];
}

/** The times among the parameters of a scheduler. */
function durationsIn(parameters: object | undefined): Duration[] {
  return Object.values(parameters ?? {}).filter((value): value is Duration => value instanceof Duration);
}
