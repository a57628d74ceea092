import type { Claim } from "../../certificate/claim.ts";
import type { InterruptCourse, Scenario } from "../../certificate/scenario.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import { mayAlwaysRun } from "../../model/kernel.ts";
import type { System, Vm } from "../../model/system.ts";
import type { Task } from "../../model/task.ts";
import { Duration, Instant } from "../../numeric/quantity.ts";
import { withUnit } from "../../numeric/unit-text.ts";
import { limitsOf } from "../../workload/event-limits.ts";
import { seizingEvents } from "../host/interrupt-events.ts";
import { quantumTakers } from "../host/interrupt-load.ts";
import { vmsOn } from "../host/placement.ts";
import type { Provision } from "../host/provision.ts";

/**
 * The claims of a guest that interrupts of one source can keep from the core for ever; null where no such course of events
 * is certain.
 *
 * Round robin, other VMs that always have work, a VMM that costs nothing: an interrupt that takes the rest of the quantum
 * as a turn of the VM begins leaves nothing of that turn. For the length r of it (until the next tick, or the quantum) the
 * target has the core, then the turns of all others take S. So one interrupt every r + S, each at the start of a turn, and
 * the VM never runs: it is legal if the source, behind its shaper, may raise them that often for ever (MobiVMM: Yoo et
 * al., CCNC 2009, section V, for the rule; the course is derived here).
 */
export function starvationClaims(
  system: System,
  vm: Vm,
  provision: Extract<Provision, { kind: "nothing" }>,
): Claim[] | null {
  const course = starvingCourse(system, vm);
  if (course === null) return null;
  return vm.guest.tasks.map((task) => starved(system, vm, task, course, provision.advice));
}

function starvingCourse(system: System, vm: Vm): InterruptCourse | null {
  const policy = system.vmm?.policy;
  if (policy?.kind !== "round-robin" || vm.guest.scheduling === "best-effort") return null;
  const inOrder = vmsOn(system, vm.core);
  const others = inOrder.filter((other) => other !== vm);
  if (!others.every(({ guest }) => mayAlwaysRun(guest))) return null;
  const turns = (vms: readonly Vm[]): Duration =>
    vms.reduce((sum, { quantum }) => sum.plus(quantum ?? Duration.zero), Duration.zero);
  const rest = policy.tick ?? vm.quantum ?? Duration.zero;
  const period = rest.plus(turns(others));
  const source = quantumTakers(system, vm).find((each) => mayComeEvery(each, period));
  if (source === undefined) return null;
  const first = Instant.origin.after(turns(inOrder.slice(0, inOrder.indexOf(vm))));
  return { source: source.name, first, period };
}

/** Whether a source of one certain VM may raise an interrupt at each multiple of a period, for ever. */
function mayComeEvery(source: InterruptSource, period: Duration): boolean {
  if (source.device !== "dedicated" || source.notice !== undefined || source.ring !== undefined) return false;
  if (source.shaper?.excess === "hold" || source.mask !== undefined) return false;
  return limitsOf(seizingEvents(source)).every((limit) => limit.period.atMost(period));
}

function starved(system: System, vm: Vm, task: Task, course: InterruptCourse, advice: string): Claim {
  const base: Omit<Claim, "verdict" | "method" | "witness"> = {
    id: `vm/${vm.name}/task/${task.name}`,
    subject: { vm: vm.name, task: task.name },
    statement: `every job of ${task.name} ends within its deadline`,
    assumptions: [],
    deadline: task.deadline,
    advice,
  };
  const every = withUnit(system.timeUnit, course.period);
  const reason = `one interrupt of ${course.source} every ${every}, each as a turn of ${vm.name} begins, keeps it from the core for ever`;
  if (!task.wcet.isPositive()) {
    return {
      ...base,
      verdict: "no-bound",
      method: "no-guarantee",
      witness: { kind: "no-guarantee" },
      reason,
    };
  }
  return {
    ...base,
    verdict: "refuted",
    method: "rest-of-quantum-starvation",
    witness: { kind: "starvation", source: course.source, first: course.first, period: course.period },
    reason,
    scenario: scenarioOf(task, course),
  };
}

/** No supply until the first job is late. */
function scenarioOf({ name, period, wcet, offset, deadline }: Task, course: InterruptCourse): Scenario {
  const arrival = Instant.origin.after(offset ?? Duration.zero);
  const due = arrival.after(deadline);
  const start = due.since(Instant.origin);
  return {
    releases: [{ task: name, firstArrival: arrival, period, wcet }],
    interference: [],
    supply: { start, cycle: period, windows: [{ from: Duration.zero, to: period }] },
    blocker: null,
    interrupts: [course],
    miss: { task: name, job: 0, arrival, deadline: due, finish: null },
  };
}
