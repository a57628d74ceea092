import { present } from "../../contract/assert.ts";
import { periodicEvents } from "../../model/event-model.ts";
import { mayAlwaysRun } from "../../model/kernel.ts";
import type { Server, Supply } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { Duration } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { maxArrivals } from "../../workload/arrivals.ts";
import type { BoundedLoad } from "../../workload/event-bound.ts";
import { bottomHalfLoad, type TopHalves } from "./bottom-half-load.ts";
import { costsOf, entering, switchPair, withHypercalls } from "./costs.ts";
import { kernelLoad } from "./kernel-load.ts";

/** A VM's server as the host has to schedule it. */
export interface HostServer {
  readonly vm: Vm;
  readonly server: Server;
  /** The budget and the VM switches of one period, as the host pays them; null where no limit on the switches is known. */
  readonly load: BoundedLoad | null;
  /** The events that cost a pair of switches each, where the budget alone must stay what it is: with a wake-up test. */
  readonly switches: readonly BoundedLoad[];
}

/**
 * The server that enforces a VM's supply under a priority-driven VMM. A contract without a server kind is enforced by
 * a periodic server (assumption `contract-is-periodic-server`); null where the supply is no budget per period.
 */
export function serverOf(supply: Supply | null): Server | null {
  switch (supply?.kind) {
    case "server":
      return supply;
    case "periodic":
      return { ...supply, kind: "server", server: "periodic-idling", deadline: supply.period };
    case "edp":
      return { ...supply, kind: "server", server: "periodic-idling" };
    default:
      return null;
  }
}

/**
 * The server of a VM with what it costs the host per period; null where the VM has none. Under SEDF every server is a
 * slice per period that is lost when the guest blocks, as a polling server's budget is; it has no deadline of its own.
 */
export function hostServer(system: System, vm: Vm): HostServer | null {
  const written = serverOf(vm.supply);
  if (written === null) return null;
  const server: Server =
    system.vmm?.policy.kind === "sedf"
      ? { ...written, server: "polling", deadline: written.period }
      : written;
  const load = loadOf(system, vm, server);
  return {
    vm,
    server,
    load,
    switches: load !== null && testsWakeUps(server) ? switchEvents(system, vm, server) : [],
  };
}

/** Whether a waking guest keeps budget and deadline only as far as the constant-bandwidth rule allows. */
export function testsWakeUps({ server }: Server): boolean {
  return server === "hard-cbs" || server === "sched-deadline";
}

/**
 * When a server that is not served in one go is switched in: at each wake-up of its guest and each replenishment; or, where
 * the VMM limits that, so many times in each period, of which two may meet.
 */
function switchEvents(system: System, vm: Vm, { period }: Server): readonly BoundedLoad[] {
  const pair = switchPair(system);
  if (!pair.isPositive()) return [];
  if (vm.activationsPerPeriod !== null) {
    const wcet = pair.times(Rational.of(BigInt(vm.activationsPerPeriod)));
    return [{ name: vm.name, arrivals: periodicEvents({ period, jitter: period }), wcet }];
  }
  const wakeUps = present(guestLoad(system, vm, "beside"), "a limit on the wake-ups, since there is a load");
  const replenishments = { name: vm.name, arrivals: periodicEvents({ period }), wcet: pair };
  return [replenishments, ...wakeUps.map((load) => ({ ...load, wcet: pair }))];
}

/**
 * Requests of a server in a busy window of lower priority: its budget once per period. A server that may use its budget
 * late (deferrable, RTDS, CBS) hits back to back and gets jitter P − Q (Lehoczky, Sha and Strosnider 1987; for CBS the
 * same is safe, since its wake-up rule leaves no more than a deferrable server would keep).
 */
function loadOf(system: System, vm: Vm, server: Server): BoundedLoad | null {
  const pairs = activations(system, vm, server);
  if (pairs === null) return null;
  return {
    name: vm.name,
    arrivals: periodicEvents({
      period: server.period,
      jitter: keepsBudget(server) ? server.period.minus(server.budget.asDuration()) : Duration.zero,
    }),
    wcet: server.budget.plus(switchPair(system).times(pairs)),
  };
}

/** Whether the server may start to use its budget in the middle of its period. */
export function keepsBudget({ server }: Server): boolean {
  switch (server) {
    case "deferrable":
    case "xen-rtds":
    case "hard-cbs":
    case "sched-deadline":
      return true;
    case "periodic-idling":
    case "polling":
    case "sporadic":
      return false;
  }
}

/** Whether the guest may use its whole budget in each period: it burns it, spins, or nothing is known of its demand. */
export function usesAllItsBudget({ vm, server }: HostServer): boolean {
  return server.server === "periodic-idling" || mayAlwaysRun(vm.guest);
}

/**
 * How often the VM is switched in per period. A periodic server runs its budget in one go; any other is switched in
 * again whenever its guest wakes, so at most once more than jobs and bottom halves arrive in a period. A sporadic server
 * is also switched in for every fragment of its budget that comes back, and old fragments may outlive many wake-ups.
 * Null where switches cost something and nothing limits them.
 */
function activations(system: System, vm: Vm, server: Server): Rational | null {
  if (server.server === "periodic-idling" || entering(system).isZero()) return Rational.one;
  if (vm.activationsPerPeriod !== null) return Rational.of(BigInt(vm.activationsPerPeriod));
  if (vm.guest.scheduling === "best-effort" || server.server === "sporadic") return null;
  const arrivals =
    guestLoad(system, vm, "beside")?.map((load) => maxArrivals(load.arrivals, server.period)) ?? null;
  return arrivals === null ? null : Rational.of(arrivals.reduce((sum, count) => sum + count, 1n));
}

/** Jobs, ticks and bottom halves of a guest, as load on whatever runs below it; null if nothing limits the latter. */
export function guestLoad(system: System, vm: Vm, topHalves: TopHalves): readonly BoundedLoad[] | null {
  const costs = costsOf(system);
  const jobs = vm.guest.tasks.map((task) => ({
    name: `${vm.name}/${task.name}`,
    arrivals: periodicEvents({ period: task.period, jitter: task.jitter }),
    wcet: withHypercalls(task, costs).wcet,
  }));
  const halves = bottomHalfLoad(system, vm, topHalves);
  return halves === null ? null : [...jobs, ...kernelLoad(vm.guest), ...halves];
}

/** The load of a VM that no server caps: every job and bottom half with its pair of switches; null if nothing limits it. */
export function uncappedLoad(system: System, vm: Vm): readonly BoundedLoad[] | null {
  if (vm.guest.scheduling === "best-effort" || mayAlwaysRun(vm.guest)) return null;
  const pair = switchPair(system);
  return guestLoad(system, vm, "in-supply")?.map((load) => ({ ...load, wcet: load.wcet.plus(pair) })) ?? null;
}
