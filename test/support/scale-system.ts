import type { EventModel } from "../../src/model/event-model.ts";
import type { Supply } from "../../src/model/supply.ts";
import type { System, VmmCosts, VmmPolicy } from "../../src/model/system.ts";
import type { Task } from "../../src/model/task.ts";
import type { Rational } from "../../src/numeric/rational.ts";

/** The same system with every time multiplied by a factor; supplies by promise alone (as `systems` draws them). */
export function scaleSystem(system: System, factor: Rational): System {
  const { vmm } = system;
  return {
    ...system,
    vmm:
      vmm === null ? null : { policy: scalePolicy(vmm.policy, factor), costs: scaleCosts(vmm.costs, factor) },
    vms: system.vms.map((vm) => ({
      ...vm,
      supply: vm.supply === null ? null : scaleSupply(vm.supply, factor),
      quantum: vm.quantum?.times(factor) ?? null,
      guest: { ...vm.guest, tasks: vm.guest.tasks.map((task) => scaleTask(task, factor)) },
    })),
    interrupts: system.interrupts.map((source) => ({
      ...source,
      arrivals: scaleEvents(source.arrivals, factor),
      topHalf: source.topHalf.times(factor),
      bottomHalf: source.bottomHalf.times(factor),
      deadline: source.deadline?.times(factor) ?? null,
    })),
  };
}

function scalePolicy(policy: VmmPolicy, factor: Rational): VmmPolicy {
  if (policy.kind === "round-robin" && policy.tick !== undefined) {
    return { ...policy, tick: policy.tick.times(factor) };
  }
  if (policy.kind !== "table") return policy;
  const slots = policy.slots.map((slot) => ({
    ...slot,
    start: slot.start.times(factor),
    length: slot.length.times(factor),
  }));
  return { ...policy, frame: policy.frame.times(factor), slots };
}

function scaleSupply(supply: Supply, factor: Rational): Supply {
  switch (supply.kind) {
    case "periodic":
      return { ...supply, period: supply.period.times(factor), budget: supply.budget.times(factor) };
    case "edp":
    case "server":
      return {
        ...supply,
        period: supply.period.times(factor),
        budget: supply.budget.times(factor),
        deadline: supply.deadline.times(factor),
      };
    default:
      throw new Error(`${supply.kind} is not drawn`);
  }
}

function scaleTask(task: Task, factor: Rational): Task {
  return {
    ...task,
    period: task.period.times(factor),
    wcet: task.wcet.times(factor),
    deadline: task.deadline.times(factor),
    jitter: task.jitter.times(factor),
    offset: task.offset?.times(factor) ?? null,
    blocking: task.blocking.times(factor),
    nonPreemptible: task.nonPreemptible.times(factor),
    criticalSections: task.criticalSections.map((each) => ({ ...each, length: each.length.times(factor) })),
  };
}

function scaleEvents(events: EventModel, factor: Rational): EventModel {
  if (events.kind === "token-bucket") return { ...events, refill: events.refill.times(factor) };
  const { period, jitter, minDistance } = events;
  return {
    kind: "periodic",
    period: period.times(factor),
    jitter: jitter.times(factor),
    minDistance: minDistance.times(factor),
  };
}

function scaleCosts(costs: VmmCosts, factor: Rational): VmmCosts {
  return {
    vmSwitch: costs.vmSwitch.times(factor),
    interruptEntry: costs.interruptEntry.times(factor),
    hypercall: costs.hypercall.times(factor),
    longestNonPreemptible: costs.longestNonPreemptible.times(factor),
    ...(costs.cacheRefill === undefined ? {} : { cacheRefill: costs.cacheRefill.times(factor) }),
  };
}
