import { unreachable } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import {
  type BvtSettings,
  type CreditSettings,
  type SedfSettings,
  type SedfShare,
  XEN_BVT,
  XEN_BVT_SHARE,
  XEN_CREDIT,
  XEN_CREDIT_SHARE,
  XEN_SEDF,
  xenSedfShare,
} from "../../model/scheduler.ts";
import type { Server, Supply } from "../../model/supply.ts";
import type { Slot, Vm, VmmPolicy } from "../../model/system.ts";
import { Duration } from "../../numeric/quantity.ts";
import { duration } from "../../numeric/unit.ts";
import type { NodeSpec } from "../engine/specification.ts";
import { promiseOf } from "./promised.ts";
import type { InTicks } from "./tick.ts";

/** What a VM without a slice is given for a period: Xen's WEIGHT_PERIOD. */
const SLICELESS_PERIOD = duration("100 ms");

/** The times that a policy brings along where the description is silent. */
export function assumedTimes(policy: VmmPolicy): readonly Duration[] {
  const durations = (parameters: object): Duration[] =>
    Object.values(parameters).filter((value): value is Duration => value instanceof Duration);
  if (policy.kind === "sedf") return [SLICELESS_PERIOD, ...durations(XEN_SEDF)];
  if (policy.kind !== "best-effort") return [];
  if (policy.scheduler === "credit") return durations(XEN_CREDIT);
  return policy.scheduler === "bvt" ? [...durations(XEN_BVT), ...durations(XEN_BVT_SHARE)] : [];
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
        children,
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
      };
    case "sedf":
      return sedfNode(policy.settings ?? XEN_SEDF, placed, ticks);
    case "best-effort":
      return bestEffort(policy, placed, ticks);
    default:
      return unreachable(policy);
  }
}

function required({ name }: Vm): never {
  throw new InputError(`${name} has no quantum in a round robin`);
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
    : { kind: "server", server: server.server, ...promiseOf(server, ticks), child: node };
}

/** Servers by their deadlines; below them, in the order of the description, VMs without one. */
function byDeadline(placed: readonly PlacedVm[], ticks: InTicks): NodeSpec {
  const served = placed.filter(({ vm }) => serverOf(vm.supply) !== null);
  const background = placed.filter((each) => !served.includes(each)).map(({ node }) => node);
  const servers: NodeSpec = { kind: "edf", children: served.map((each) => inServer(each, ticks)) };
  return background.length === 0 ? servers : { kind: "fixed-priority", children: [servers, ...background] };
}

function sedfNode(settings: SedfSettings, placed: readonly PlacedVm[], ticks: InTicks): NodeSpec {
  const parameters = placed.map(({ vm }) => {
    const server = serverOf(vm.supply);
    const share = shareOf<SedfShare>(vm, xenSedfShare(server !== null));
    const weight = share.weight === null ? {} : { extraWeight: share.weight };
    const slice = server === null ? 0 : ticks(server.budget);
    return {
      period: ticks(server?.period ?? SLICELESS_PERIOD),
      slice,
      extratime: share.extratime,
      ...weight,
    };
  });
  const { extraQuantum, keepsBudget } = settings;
  const children = placed.map(({ node }) => node);
  return { kind: "sedf", children, parameters, extraQuantum: ticks(extraQuantum), keepsBudget };
}

function shareOf<S extends NonNullable<Vm["share"]>>({ share }: Vm, usual: S): S {
  return share !== undefined && share.kind === usual.kind ? { ...usual, ...share } : usual;
}

type BestEffort = Extract<VmmPolicy, { kind: "best-effort" }>;

function bestEffort(
  { scheduler, settings }: BestEffort,
  placed: readonly PlacedVm[],
  ticks: InTicks,
): NodeSpec {
  switch (scheduler) {
    case "credit":
      return creditNode(settings?.kind === "credit" ? settings : XEN_CREDIT, placed, ticks);
    case "bvt":
      return bvtNode(settings?.kind === "bvt" ? settings : XEN_BVT, placed, ticks);
    case "credit2":
    case "cfs":
      throw new InputError(`the simulator does not know the rules of the ${scheduler} scheduler`);
    default:
      return unreachable(scheduler);
  }
}

function creditNode(settings: CreditSettings, placed: readonly PlacedVm[], ticks: InTicks): NodeSpec {
  const { timeslice, tick, accounting, ratelimit, sampled, boost } = settings;
  return {
    kind: "credit",
    children: placed.map(({ node }) => node),
    parameters: placed.map(({ vm }) => {
      const { weight, cap } = shareOf(vm, XEN_CREDIT_SHARE);
      return { weight, cap };
    }),
    timeslice: ticks(timeslice),
    tick: ticks(tick),
    accounting: ticks(accounting),
    ratelimit: ticks(ratelimit),
    sampled,
    boost,
  };
}

function bvtNode(
  { mcu, contextAllowance }: BvtSettings,
  placed: readonly PlacedVm[],
  ticks: InTicks,
): NodeSpec {
  return {
    kind: "bvt",
    children: placed.map(({ node }) => node),
    parameters: placed.map(({ vm }) => {
      const { advance, warp, warpLimit, unwarp } = shareOf(vm, XEN_BVT_SHARE);
      return { advance, warp, warpLimit: ticks(warpLimit), unwarp: ticks(unwarp) };
    }),
    mcu: ticks(mcu),
    contextAllowance: ticks(contextAllowance),
  };
}
