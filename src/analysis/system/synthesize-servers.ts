import type { Supply } from "../../model/supply.ts";
import type { System } from "../../model/system.ts";
import { type Task, task } from "../../model/task.ts";
import { Work } from "../../numeric/quantity.ts";
import type { Rational } from "../../numeric/rational.ts";
import { coresInUse, vmsOn } from "../host/placement.ts";
import { hostServer } from "../host/server-load.ts";
import { chooseJointly } from "../interface/joint-choice.ts";
import type { ServerCandidate } from "../interface/server-candidate.ts";
import { hostClaims } from "./host-claims.ts";
import type { ProvedBudget } from "./synthesize-budget.ts";
import { asWritten, withSupplies } from "./synthesize-vm.ts";

/** The interfaces that a VM could have, each the least of its period. */
export interface VmCandidates {
  readonly vm: string;
  readonly candidates: readonly ProvedBudget[];
}

export interface ChosenServers {
  readonly chosen: ReadonlyMap<string, ProvedBudget>;
  /** Why the host cannot, or is not known to, keep any choice; null where it keeps this one. */
  readonly unkept: { readonly certain: boolean; readonly why: string } | null;
}

/**
 * One interface per VM. The cheapest for each, switches included as the host pays them, where the host is then proved to
 * supply them all; otherwise, core by core, the cheapest joint choice (interface/joint-choice.ts). That search knows
 * neither interrupts nor servers that defer their budgets, so `check` has the last word on what it returns.
 */
export function chooseServers(system: System, vms: readonly VmCandidates[], effort: number): ChosenServers {
  const chosen = new Map<string, ProvedBudget>();
  for (const { vm, candidates } of vms) chosen.set(vm, cheapest(system, vm, candidates));
  if (system.vmm === null) return { chosen, unkept: null };
  let unkept: ChosenServers["unkept"] = null;
  for (const core of coresInUse(system)) {
    const here = new Set(vmsOn(system, core).map(({ name }) => name));
    const ours = vms.filter(({ vm }) => here.has(vm));
    if (ours.length === 0 || hostKeeps(withChosen(system, chosen), core, effort)) continue;
    const joint = jointChoice(system, core, ours, effort);
    if ("why" in joint) unkept ??= joint;
    else for (const [vm, candidate] of joint) chosen.set(vm, candidate);
  }
  return { chosen, unkept };
}

export function withChosen(system: System, chosen: ReadonlyMap<string, ProvedBudget>): System {
  const supplies = new Map<string, Supply>();
  for (const { name, supply } of system.vms) {
    const given = chosen.get(name);
    if (given !== undefined) supplies.set(name, asWritten(supply, given));
  }
  return withSupplies(system, supplies);
}

function cheapest(system: System, vm: string, candidates: readonly ProvedBudget[]): ProvedBudget {
  const cost = (candidate: ProvedBudget): Rational =>
    candidate.budget.plus(overheadOf(system, vm, candidate)).over(candidate.period);
  return candidates.reduce((best, each) => (cost(each).lessThan(cost(best)) ? each : best));
}

/** What the host pays per period besides the budget; nothing where it does not limit that anyway. */
function overheadOf(system: System, name: string, candidate: ProvedBudget): Work {
  const changed = withChosen(system, new Map([[name, candidate]]));
  const vm = changed.vms.find((each) => each.name === name);
  const load = vm === undefined ? null : (hostServer(changed, vm)?.load ?? null);
  return load === null ? Work.zero : load.wcet.minus(candidate.budget);
}

function hostKeeps(system: System, core: number, effort: number): boolean {
  return hostClaims(system, core, effort).every(({ verdict }) => verdict === "proved");
}

function jointChoice(
  system: System,
  core: number,
  ours: readonly VmCandidates[],
  effort: number,
): ReadonlyMap<string, ProvedBudget> | { readonly certain: boolean; readonly why: string } {
  const known = new Map<ServerCandidate, ProvedBudget>();
  const vms = ours.map(({ vm, candidates }) => ({
    name: vm,
    candidates: candidates.map((each) => {
      const { period, budget, deadline } = each;
      const candidate = { period, budget, deadline, overhead: overheadOf(system, vm, each) };
      known.set(candidate, each);
      return candidate;
    }),
  }));
  const names = new Set(ours.map(({ vm }) => vm));
  const outcome = chooseJointly({
    vms,
    host: system.vmm?.policy.kind === "fixed-priority" ? "deadline-monotonic" : "edf",
    hostTasks: otherServers(system, core, names),
    effort: Math.min(effort, MOST_HOST_TESTS),
  });
  if (outcome.kind === "infeasible") return { certain: true, why: outcome.why };
  const found = outcome.kind === "least" ? outcome : outcome.found;
  if (found === null) {
    return { certain: false, why: outcome.kind === "undetermined" ? outcome.reason : "no choice was found" };
  }
  return new Map(found.chosen.map(({ name, candidate }) => [name, known.get(candidate) as ProvedBudget]));
}

/** Tests of the host that a joint choice may make. */
const MOST_HOST_TESTS = 20_000;

/** Servers of the core that keep what is written, as tasks of the host. */
function otherServers(system: System, core: number, ours: ReadonlySet<string>): Task[] {
  return vmsOn(system, core).flatMap((vm) => {
    const hosted = ours.has(vm.name) ? null : hostServer(system, vm);
    if (hosted === null || hosted.load === null) return [];
    const { period, deadline } = hosted.server;
    return [task({ name: vm.name, period, deadline, wcet: hosted.load.wcet })];
  });
}
