import type { AssumptionId } from "../../certificate/assumption.ts";
import { present, unreachable } from "../../contract/assert.ts";
import type { InterruptSource } from "../../model/interrupt.ts";
import { mayAlwaysRun } from "../../model/kernel.ts";
import { dedicated, type Server } from "../../model/supply.ts";
import type { System, Vm, VmmPolicy } from "../../model/system.ts";
import { type Duration, Work } from "../../numeric/quantity.ts";
import { type DerivedSupply, leftOf } from "../../supply/derived-supply.ts";
import type { BoundedLoad } from "../../workload/event-bound.ts";
import { cacheRefill, coldStart, costsOf, entering, hold } from "./costs.ts";
import { usableTable, vmBelowSwitch } from "./cyclic-table.ts";
import {
  interruptLoad,
  interruptsSwitch,
  isExact,
  quantumTakers,
  unboundedInterrupts,
} from "./interrupt-load.ts";
import { interruptsOn, vmsByPriority, vmsOn } from "./placement.ts";
import { type HostServer, hostServer, keepsBudget, uncappedLoad, usesAllItsBudget } from "./server-load.ts";
import { shortOfTurns } from "./turn-advice.ts";
import { starvationOf, turnSupply, turnsOf } from "./turns.ts";

/** What the VMM gives a VM, before anybody asks whether it is enough. */
export type Provision =
  | {
      readonly kind: "supply";
      readonly supply: DerivedSupply;
      /** The same if the VMM took no time for itself, as it may: what a counterexample has to rest on. */
      readonly free: DerivedSupply;
      /** Taken once from every window: the VMM's own section that may be under way when it begins. */
      readonly loss: Work;
      /** Whether the worst supply can really happen, given what the description leaves open. */
      readonly attained: boolean;
      readonly assumptions: readonly AssumptionId[];
    }
  /** The VM runs in its server; whether the host carries the server is a claim of its own. */
  | { readonly kind: "server"; readonly server: Server; readonly assumptions: readonly AssumptionId[] }
  | { readonly kind: "nothing"; readonly reason: string; readonly advice: string };

/** What a VM may count on from the VMM's policy on its core; a contract of its own is not looked at. */
export function provisionOf(system: System, vm: Vm): Provision {
  const unbounded = unboundedInterrupts(system, vm.core);
  if (unbounded !== null) return { kind: "nothing", ...unbounded };
  const policy = system.vmm?.policy;
  if (policy === undefined) return promisedOnly(system, vm);
  const [taker] = quantumTakers(system, vm);
  return taker === undefined || policy.kind === "round-robin"
    ? byPolicy(policy, system, vm)
    : { kind: "nothing", ...robbed(vm, taker) };
}

function byPolicy(policy: VmmPolicy, system: System, vm: Vm): Provision {
  switch (policy.kind) {
    case "static":
      return below(system, vm, dedicated(), [], costsOf(system).longestNonPreemptible);
    case "table":
      return inTable(system, vm, policy);
    case "round-robin":
      return inTurn(system, vm, policy.tick ?? null);
    case "fixed-priority":
      return byPriority(system, vm);
    case "edf":
    case "sedf":
      return inBackground(system, vm);
    case "best-effort":
      return {
        kind: "nothing",
        reason: `the ${policy.scheduler} scheduler guarantees no service in any window`,
        advice: `give ${vm.name} a server, a table window or a core of its own`,
      };
    default:
      return unreachable(policy);
  }
}

/**
 * A supply below the interrupts of the core and further load. Interrupts take surely what they cost only from a supply
 * that is always there: from a table or a contract they may come when it gives nothing anyway.
 */
function below(
  system: System,
  vm: Vm,
  supply: DerivedSupply,
  load: readonly BoundedLoad[],
  loss: Work,
  { real = true, free = supply }: { readonly real?: boolean; readonly free?: DerivedSupply } = {},
): Provision {
  const interrupts = present(interruptLoad(system, vm.core), "a bound, which was asked for first");
  const above = [...interrupts, ...load];
  const inTheWay =
    supply.kind === "dedicated" &&
    !interruptsSwitch(system, vm.core) &&
    interruptsOn(system, vm.core).every(isExact);
  return {
    kind: "supply",
    supply: leftOf(supply, above),
    free: leftOf(free, above),
    loss,
    attained: real && (interrupts.length === 0 || inTheWay),
    assumptions: ["vmm-costs", ...(above.length === 0 ? [] : (["interrupts-keep-their-word"] as const))],
  };
}

/**
 * A VM that shares its core waits for the VMM's hold, then for its own switch in, and finds its caches cold; later switches
 * are others' to pay.
 */
function switchedIn(system: System, vm: Vm): Work {
  return vmsOn(system, vm.core).length > 1 ? hold(system).plus(entering(system)) : hold(system);
}

/** The usable windows of a table, unless a window elsewhere is too short even for the switch and delays the next. */
function inTable(system: System, vm: Vm, { frame, slots }: Extract<VmmPolicy, { kind: "table" }>): Provision {
  const short = vmBelowSwitch(system, vm.core, slots);
  const free = usableTable({ ...system, vmm: null }, vm, frame, slots);
  return short === null
    ? below(system, vm, usableTable(system, vm, frame, slots), [], coldStart(system, vm), { free })
    : {
        kind: "nothing",
        reason: `a window of ${short} is shorter than a VM switch, which then delays the next window`,
        advice: `make every window of ${short} at least as long as a VM switch, or remove it`,
      };
}

/** Without a VMM only a promise is left, and interrupts on top of it. */
function promisedOnly(system: System, vm: Vm): Provision {
  if (vm.supply === null) {
    return {
      kind: "nothing",
      reason: `neither a VMM nor a supply is described for ${vm.name}`,
      advice: `give ${vm.name} a supply, or describe the VMM`,
    };
  }
  const provision = below(system, vm, vm.supply, [], Work.zero);
  return provision.kind === "supply"
    ? { ...provision, assumptions: [...provision.assumptions, "contract-honoured"] }
    : provision;
}

/**
 * Round robin: see turns.ts. The pattern is real if turns are metered, every other VM may use its whole quantum each time and
 * no interrupt gives a quantum away; of a VM with others that may not, nothing keeps the whole processor.
 */
function inTurn(system: System, vm: Vm, tick: Duration | null): Provision {
  const others = vmsOn(system, vm.core).filter((other) => other !== vm);
  if (others.length === 0) return below(system, vm, dedicated(), [], hold(system));
  const seizer = interruptsOn(system, vm.core).find(({ delivery }) => delivery === "rest-of-quantum");
  if (seizer !== undefined && cacheRefill(system).isPositive())
    return { kind: "nothing", ...cold(vm, seizer) };
  const turns = turnsOf(system, vm, tick);
  const starved = starvationOf(system, vm, turns);
  if (starved !== null) return { kind: "nothing", ...shortOfTurns(system, vm, turns, starved) };
  const supply = turnSupply(system, vm, turns);
  const real = tick === null && supply.kind === "table" && others.every((other) => mayAlwaysRun(other.guest));
  const free = real
    ? turnSupply({ ...system, vmm: null }, vm, turnsOf({ ...system, vmm: null }, vm, null))
    : dedicated();
  return below(system, vm, supply, [], hold(system).plus(coldStart(system, vm)), { real, free });
}

/** Under fixed priorities: a server, or what everything above leaves over. */
function byPriority(system: System, vm: Vm): Provision {
  const hosted = hostServer(system, vm);
  if (hosted !== null) return served(system, hosted);
  const above = loadAbove(system, vm);
  return above.unlimited === null
    ? below(system, vm, dedicated(), above.load, switchedIn(system, vm), { real: above.real })
    : starved(vm, above.unlimited);
}

/** The load of several VMs on what runs below them. */
export interface VmLoad {
  readonly load: readonly BoundedLoad[];
  /** The first VM whose load nothing limits. */
  readonly unlimited: Vm | null;
  /** Whether the load may really come, all at once and as dense as this, rather than only be bounded by it. */
  readonly real: boolean;
}

/** The load of every VM above the given one under fixed priorities, interrupts excluded. */
export function loadAbove(system: System, vm: Vm): VmLoad {
  const order = vmsByPriority(system, vm.core);
  return loadOfAll(system, order.slice(0, order.indexOf(vm)));
}

/** Under EDF: a server, or, in the background, what all servers and other background VMs leave over; not so under SEDF. */
function inBackground(system: System, vm: Vm): Provision {
  const hosted = hostServer(system, vm);
  if (hosted !== null) return served(system, hosted);
  if (system.vmm?.policy.kind === "sedf") return onExtratime(vm);
  const others = loadOfAll(
    system,
    vmsOn(system, vm.core).filter((other) => other !== vm),
  );
  return others.unlimited === null
    ? below(system, vm, dedicated(), others.load, switchedIn(system, vm), { real: false })
    : starved(vm, others.unlimited);
}

/**
 * Extratime goes by weights, in quanta of which each may cost switches, and none is handed out where the next slice begins
 * before a quantum is over (Xen's sched_sedf.c): what other VMs leave over is not all for a VM that waits.
 */
function onExtratime({ name }: Vm): Provision {
  return {
    kind: "nothing",
    reason: `${name} has no slice, and lives on the extratime of SEDF, which guarantees no service in any window`,
    advice: `give ${name} a slice: a periodic supply`,
  };
}

function loadOfAll(system: System, vms: readonly Vm[]): VmLoad {
  const all: BoundedLoad[] = [];
  let real = entering(system).isZero();
  for (const vm of vms) {
    const hosted = hostServer(system, vm);
    if (hosted?.server.extratime === true) return { load: all, unlimited: vm, real: false };
    const load = hosted === null ? uncappedLoad(system, vm) : hosted.load && [hosted.load];
    if (load === null) return { load: all, unlimited: vm, real: false };
    all.push(...load);
    const { tasks, kernel } = vm.guest;
    const synchronous = kernel === undefined && tasks.every((task) => task.offset === null);
    real &&= hosted === null ? synchronous : usesAllItsBudget(hosted) && !keepsBudget(hosted.server);
  }
  return { load: all, unlimited: null, real };
}

function starved(vm: Vm, above: Vm): Provision {
  return { kind: "nothing", ...starvation(vm, above) };
}

/** Why a VM whose quantum an interrupt may take can count on nothing, and what would change that. */
export function robbed(vm: Vm, taker: InterruptSource): { readonly reason: string; readonly advice: string } {
  return {
    reason: `each interrupt of ${taker.name} may take the rest of a quantum from ${vm.name}`,
    advice: `deliver ${taker.name} when-scheduled or immediate`,
  };
}

/** Why a VM below an unlimited one can count on nothing, and what would change that. */
export function starvation(vm: Vm, above: Vm): { readonly reason: string; readonly advice: string } {
  if (above.supply?.kind === "server" && above.supply.extratime === true) {
    return {
      reason: `${above.name} has extratime, and so takes all that servers leave before ${vm.name} gets any`,
      advice: `give ${vm.name} a server with a budget, or ${above.name} no extratime`,
    };
  }
  return above.supply === null
    ? {
        reason: `${above.name} runs above ${vm.name} and nothing limits its load`,
        advice: `give ${above.name} a server with a budget`,
      }
    : {
        reason: `${above.name} runs above ${vm.name} and nothing limits how often it is switched in`,
        advice: `declare activationsPerPeriod for ${above.name}, or use a periodic-idling server`,
      };
}

/** Why nothing is known of turns that interrupts cut short where each turn begins with cold caches. */
function cold(vm: Vm, seizer: InterruptSource): { readonly reason: string; readonly advice: string } {
  return {
    reason: `each interrupt of ${seizer.name} may switch ${vm.name} in once more, with cold caches, and no bound is known for that`,
    advice: `deliver ${seizer.name} when-scheduled or immediate, or count the refill as part of \`vmSwitch\``,
  };
}

/**
 * A server's budget pays for refilling its guest's caches at each switch in, also after every VM that has preempted it: the
 * budget comes in time all the same, but how much of it reaches the tasks is not bounded here.
 */
function served(system: System, { vm, server }: HostServer): Provision {
  if (coldStart(system, vm).isPositive()) {
    return {
      kind: "nothing",
      reason: `the budget of ${vm.name} pays for refilling its caches each time that it is switched in, and no limit on that is known`,
      advice: `count the refill as part of \`vmSwitch\`, or give ${vm.name} a table window or a core of its own`,
    };
  }
  const assumptions: AssumptionId[] = ["vmm-enforces-budgets", "vmm-costs"];
  if (vm.supply?.kind !== "server") assumptions.push("contract-is-periodic-server");
  if (server.server === "sporadic") assumptions.push("sporadic-server-correct");
  return { kind: "server", server, assumptions };
}
