import type { System, Vm } from "../model/system.ts";
import type { Task } from "../model/task.ts";
import { Duration, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { secondsPer } from "../numeric/unit.ts";

/** How often `fails` is asked at most. */
const MOST_TRIALS = 400;

/**
 * A smaller system that still fails: without a VM, a task, a source, a cost, a window of the table; with shorter and rounder
 * times. Greedy: each change that still fails is kept, until none does. What is no system at all does not fail.
 */
export function shrunk(system: System, fails: (smaller: System) => boolean): System {
  let smallest = system;
  let trials = 0;
  const failing = (candidate: System): boolean => {
    trials += 1;
    try {
      return fails(candidate);
    } catch {
      return false;
    }
  };
  for (;;) {
    const next = smallerSystems(smallest).find((candidate) => trials < MOST_TRIALS && failing(candidate));
    if (next === undefined) return smallest;
    smallest = next;
  }
}

/** The changes to try, the largest first. */
export function smallerSystems(system: System): System[] {
  const { vms, interrupts, vmm, timeUnit } = system;
  const withVm = (index: number, vm: Vm): System => ({ ...system, vms: vms.with(index, vm) });
  const withTasks = (index: number, tasks: readonly Task[]): System => {
    const vm = vms[index] as Vm;
    return withVm(index, { ...vm, guest: { ...vm.guest, tasks } });
  };
  return [
    ...vms.map((vm) => withoutVm(system, vm.name)),
    ...interrupts.map((source) => ({
      ...system,
      interrupts: interrupts.filter((each) => each !== source),
    })),
    ...vms.flatMap(({ guest }, index) =>
      guest.tasks.map((_, at) => withTasks(index, guest.tasks.toSpliced(at, 1))),
    ),
    ...(vmm === null ? [] : cheaper(system)),
    ...vms.flatMap(({ guest }, index) =>
      guest.tasks.flatMap((task, at) =>
        simpler(task, secondsPer(timeUnit)).map((each) => withTasks(index, guest.tasks.with(at, each))),
      ),
    ),
  ];
}

function withoutVm(system: System, name: string): System {
  const { vmm } = system;
  const rest = {
    ...system,
    vms: system.vms.filter((vm) => vm.name !== name),
    interrupts: system.interrupts.filter(({ target }) => target !== name),
  };
  if (vmm?.policy.kind !== "table") return rest;
  const slots = vmm.policy.slots.filter(({ vm }) => vm !== name);
  return { ...rest, vmm: { ...vmm, policy: { ...vmm.policy, slots } } };
}

function cheaper(system: System): System[] {
  const { vmm } = system;
  if (vmm === null) return [];
  const costs = (["vmSwitch", "interruptEntry", "hypercall", "longestNonPreemptible"] as const)
    .filter((cost) => vmm.costs[cost].isPositive())
    .map((cost) => ({ ...system, vmm: { ...vmm, costs: { ...vmm.costs, [cost]: Work.zero } } }));
  const { policy } = vmm;
  if (policy.kind !== "table") return costs;
  return [
    ...policy.slots.map((_, at) => ({
      ...system,
      vmm: { ...vmm, policy: { ...policy, slots: policy.slots.toSpliced(at, 1) } },
    })),
    ...costs,
  ];
}

/** The task without one of its complications, and with its times halved to whole units. */
function simpler(task: Task, unit: Rational): Task[] {
  const plain: Task[] = [
    { ...task, jitter: Duration.zero },
    { ...task, blocking: Work.zero },
    { ...task, nonPreemptible: Work.zero },
    { ...task, criticalSections: [] },
    { ...task, hypercalls: 0 },
    { ...task, offset: null },
    { ...task, deadline: task.period },
  ];
  const half = ({ value }: Duration | Work): Rational => {
    const units = value.dividedBy(unit).times(Rational.of(1n, 2n)).ceil();
    return Rational.of(units).times(unit);
  };
  const halved: Task[] = [
    { ...task, wcet: new Work(half(task.wcet)) },
    { ...task, period: new Duration(half(task.period)) },
    { ...task, deadline: new Duration(half(task.deadline)) },
    { ...task, jitter: new Duration(half(task.jitter)) },
  ];
  return [...plain.filter((each) => differs(each, task)), ...halved.filter((each) => isShorter(each, task))];
}

function differs(a: Task, b: Task): boolean {
  return (
    !a.jitter.equals(b.jitter) ||
    !a.blocking.equals(b.blocking) ||
    !a.nonPreemptible.equals(b.nonPreemptible) ||
    a.criticalSections.length !== b.criticalSections.length ||
    a.hypercalls !== b.hypercalls ||
    a.offset !== b.offset ||
    !a.deadline.equals(b.deadline)
  );
}

function isShorter(a: Task, b: Task): boolean {
  return (
    a.wcet.lessThan(b.wcet) ||
    a.period.lessThan(b.period) ||
    a.deadline.lessThan(b.deadline) ||
    a.jitter.lessThan(b.jitter)
  );
}
