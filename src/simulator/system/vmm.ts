import { unreachable } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import type { Server, Supply } from "../../model/supply.ts";
import type { Slot, Vm, VmmPolicy } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { NodeSpec, TickedTurnsSpec } from "../engine/specification.ts";
import { schedulerRoot, schedulerTimes } from "../policy/scheduler-root.ts";
import { promiseOf } from "./promised.ts";
import type { InTicks } from "./tick.ts";

/** The times that a policy brings along, written or by default, and that the tick must resolve. */
export function policyTimes(policy: VmmPolicy, vms: readonly Vm[]): readonly Duration[] {
  return policy.kind === "sedf" || policy.kind === "best-effort" ? schedulerTimes(policy, vms) : [];
}

/** A VM of a core with everything inside it. */
export interface PlacedVm {
  readonly vm: Vm;
  readonly node: NodeSpec;
}

/** The VMM's scheduler for the VMs of one core. @throws InputError for a scheduler that is not simulated. */
export function vmmNode(
  policy: VmmPolicy,
  core: number,
  placed: readonly PlacedVm[],
  ticks: InTicks,
  switchesCost: boolean,
): NodeSpec {
  const children = placed.map(({ node }) => node);
  switch (policy.kind) {
    case "static":
      return { kind: "fixed-priority", children };
    case "table":
      return {
        kind: "table",
        frame: ticks(policy.frame),
        windows: windowsOf(policy.slots, core, placed, ticks),
        children: switchesCost && placed.length > 1 ? children.map(alwaysThere) : children,
      };
    case "fixed-priority":
      return { kind: "fixed-priority", children: vmsByPriority(placed).map((each) => inServer(each, ticks)) };
    case "edf":
      return byDeadline(placed, ticks);
    case "round-robin":
      return {
        kind: "round-robin",
        children,
        quanta: placed.map(({ vm }) => ticks(vm.quantum ?? required(vm))),
        ...(policy.tick === undefined ? {} : { ticked: turnsBy(ticks(policy.tick)) }),
      };
    case "sedf":
    case "best-effort":
      return schedulerRoot(
        policy,
        placed.map(({ vm, node }) => ({ vm, child: node })),
        ticks,
      );
    default:
      return unreachable(policy);
  }
}

/** As MobiVMM has it (Yoo et al. 2009): a seized core comes back at the tick, and the turns go on with the next VM. */
function turnsBy(tick: number): TickedTurnsSpec {
  return { tick, seizedUntil: "tick", afterwards: "round-robin" };
}

function required({ name }: Vm): never {
  throw new InputError(`${name} has no quantum in a round robin`);
}

/** For ever: no run is longer, and it stays exact. */
const ENDLESS = 2 ** 52;

/**
 * The VMM of a table switches at the start of a window, whether the VM has work then or not: it idles in its window, and
 * what wakes it there finds it on the core. A budget that never ends, and is used up by idling, keeps it there.
 */
function alwaysThere(child: NodeSpec): NodeSpec {
  return {
    kind: "server",
    server: "periodic-idling",
    period: ENDLESS,
    budget: ENDLESS,
    deadline: ENDLESS,
    child,
  };
}

function windowsOf(slots: readonly Slot[], core: number, placed: readonly PlacedVm[], ticks: InTicks) {
  return slots
    .filter((slot) => slot.core === core)
    .map(({ vm, start, length }) => ({
      start: ticks(start),
      end: ticks(start) + ticks(length),
      child: placed.findIndex((each) => each.vm.name === vm),
    }))
    .sort((a, b) => a.start - b.start);
}

/** By their priorities; where one is missing by the periods of servers and contracts, VMs without one last. */
function vmsByPriority(placed: readonly PlacedVm[]): PlacedVm[] {
  return [...placed].sort(({ vm: a }, { vm: b }) => {
    if (a.priority !== null && b.priority !== null) return a.priority - b.priority;
    const [first, second] = [periodOf(a.supply), periodOf(b.supply)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return first.compare(second);
  });
}

function periodOf(supply: Supply | null): Duration | null {
  return supply !== null && "period" in supply ? supply.period : null;
}

/** A contract without a server kind is enforced by a periodic server. */
function serverOf(supply: Supply | null): Server | null {
  if (supply?.kind === "server") return supply;
  if (supply?.kind !== "periodic" && supply?.kind !== "edp") return null;
  const deadline = supply.kind === "edp" ? supply.deadline : supply.period;
  return { ...supply, kind: "server", server: "periodic-idling", deadline };
}

function inServer({ vm, node }: PlacedVm, ticks: InTicks): NodeSpec {
  const server = serverOf(vm.supply);
  return server === null
    ? node
    : {
        ...{ kind: "server", server: server.server, ...promiseOf(server, ticks), child: node },
        ...(server.extratime === true ? { extratime: true } : {}),
      };
}

/** Servers by their deadlines; below them, in the order of the description, VMs without one. */
function byDeadline(placed: readonly PlacedVm[], ticks: InTicks): NodeSpec {
  const served = placed.filter(({ vm }) => serverOf(vm.supply) !== null);
  const background = placed.filter((each) => !served.includes(each)).map(({ node }) => node);
  const servers: NodeSpec = { kind: "edf", children: served.map((each) => inServer(each, ticks)) };
  return background.length === 0 ? servers : { kind: "fixed-priority", children: [servers, ...background] };
}
