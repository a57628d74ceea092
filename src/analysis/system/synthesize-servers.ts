/**
 * One interface per VM, so that `check` proves the host and what else runs on it.
 *
 * Core by core: the cheapest interface of each VM, switches included as the host pays them, where that is accepted;
 * otherwise the cheapest accepted choice of all candidates (interface/cheapest-choice.ts). What accepts is `check` itself,
 * with all that it sees: interrupts, switches, sections of the VMM, servers that use their budgets late, servers that keep
 * what is written. A choice that also proves what runs beside the servers, background VMs and interrupts, is preferred to
 * a cheaper one that does not.
 */
import type { Claim } from "../../certificate/claim.ts";
import type { Supply } from "../../model/supply.ts";
import type { System } from "../../model/system.ts";
import { Rational } from "../../numeric/rational.ts";
import { Effort } from "../effort.ts";
import { coresInUse, vmsOn } from "../host/placement.ts";
import { provisionOf } from "../host/provision.ts";
import { hostServer } from "../host/server-load.ts";
import { type Chosen, cheapestChoice, type Judgement } from "../interface/cheapest-choice.ts";
import { guestClaims } from "./guest-claims.ts";
import { hostClaims } from "./host-claims.ts";
import { interruptClaims } from "./interrupt-claims.ts";
import type { ProvedBudget } from "./synthesize-budget.ts";
import { asWritten, withSupplies } from "./synthesize-vm.ts";
import { contractOf, problemOf } from "./vm-problem.ts";

/** The interfaces that a VM could have, each the least of its period. */
export interface VmCandidates {
  readonly vm: string;
  readonly candidates: readonly ProvedBudget[];
}

export interface ChosenServers {
  readonly chosen: ReadonlyMap<string, ProvedBudget>;
  /** Why the host cannot, or is not known to, keep any choice; null where it keeps this one. */
  readonly unkept: Unkept | null;
}

/** `certain`: with these candidates every choice is refuted. */
export interface Unkept {
  readonly certain: boolean;
  readonly why: string;
}

/** Servers that the tests of a search may look at; a test of a part looks at most at all of the core. */
const MOST_SERVERS_TESTED = 100_000;

export function chooseServers(system: System, vms: readonly VmCandidates[], effort: number): ChosenServers {
  const costOf: CoreQuestion["costOf"] = (vm, candidate) => serverCost(system, vm, candidate);
  const chosen = new Map<string, ProvedBudget>();
  for (const { vm, candidates } of vms) {
    chosen.set(
      vm,
      candidates.reduce((best, each) => (costOf(vm, each).lessThan(costOf(vm, best)) ? each : best)),
    );
  }
  if (system.vmm === null) return { chosen, unkept: null };
  let unkept: Unkept | null = null;
  for (const core of coresInUse(system)) {
    const here = new Set(vmsOn(system, core).map(({ name }) => name));
    const ours = vms.filter(({ vm }) => here.has(vm));
    if (ours.length === 0) continue;
    const found = chooseOnCore({ system, core, ours, costOf, effort }, chosen);
    if ("why" in found) unkept ??= found;
    else for (const { name, candidate } of found.chosen) chosen.set(name, candidate);
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

interface CoreQuestion {
  readonly system: System;
  readonly core: number;
  readonly ours: readonly VmCandidates[];
  readonly costOf: (vm: string, candidate: ProvedBudget) => Rational;
  readonly effort: number;
}

function chooseOnCore(
  question: CoreQuestion,
  cheapest: ReadonlyMap<string, ProvedBudget>,
): { readonly chosen: readonly Chosen<ProvedBudget>[] } | Unkept {
  const { system, core, ours, effort } = question;
  const first = ours.map(({ vm }) => ({ name: vm, candidate: cheapest.get(vm) as ProvedBudget }));
  const obstacle = openIn(hostClaims(systemOf(question, first), core, effort));
  if (obstacle === null && besideIsProved(question, first)) return { chosen: first };
  if (ours.every(({ candidates }) => candidates.length === 1)) {
    return obstacle === null
      ? { chosen: first }
      : { certain: obstacle.verdict === "refuted", why: whyOpen(obstacle) };
  }
  const kept = obstacle === null ? { chosen: first } : searchHost(question, obstacle);
  return "why" in kept ? kept : (searchAll(question) ?? kept);

  function searchAll(asked: CoreQuestion): { readonly chosen: readonly Chosen<ProvedBudget>[] } | null {
    // A test without anything beside the servers is the one that has been passed.
    if (!hasBeside(system, core)) return null;
    return search(asked, (part) => besideIsProved(asked, part)).best;
  }
}

/** The cheapest choice that the host keeps. */
function searchHost(
  question: CoreQuestion,
  obstacle: Claim,
): { readonly chosen: readonly Chosen<ProvedBudget>[] } | Unkept {
  const { best, search: ended, certain } = search(question, () => true);
  if (best !== null) return best;
  const cause = `the cheapest one fails: ${whyOpen(obstacle)}`;
  return {
    certain,
    why:
      ended === "cut"
        ? `none was found within the tests of the host that the effort allows; ${cause}`
        : `no choice of one candidate per VM is proved; ${cause}`,
  };
}

/** Asks the host about every part, and `beside` about whole choices. */
function search(
  question: CoreQuestion,
  beside: (part: readonly Chosen<ProvedBudget>[]) => boolean,
): ReturnType<typeof cheapestChoice<ProvedBudget>> {
  const { core, ours, costOf, effort } = question;
  const tests = MOST_SERVERS_TESTED / ours.length;
  // The candidates stay those of their VM: the cost of one depends on the VM, too.
  const cost = new Map(
    ours.flatMap(({ vm, candidates }) => candidates.map((each) => [each, costOf(vm, each)] as const)),
  );
  return cheapestChoice<ProvedBudget>(
    {
      parties: ours.map(({ vm, candidates }) => ({ name: vm, candidates })),
      costOf: (candidate) => cost.get(candidate) as Rational,
      most: Rational.one,
      judge: (part, whole) => {
        const open = openIn(hostClaims(systemOf(question, part), core, effort));
        if (open !== null) return judgementOn(open);
        return !whole || beside(part) ? "accepted" : "rejected";
      },
    },
    new Effort(effort < tests ? effort : tests),
  );
}

function judgementOn({ verdict, witness }: Claim): Judgement {
  if (verdict === "refuted") return "impossible";
  return witness.kind === "undetermined" ? "undecided" : "rejected";
}

/**
 * The system with what was chosen so far. VMs of the core that are still to be decided are left out: they only take from
 * the others, so that what the host does not keep without them it does not keep with them.
 */
function systemOf({ system, ours }: CoreQuestion, part: readonly Chosen<ProvedBudget>[]): System {
  const decided = new Map(part.map(({ name, candidate }) => [name, candidate]));
  const open = new Set(ours.map(({ vm }) => vm).filter((vm) => !decided.has(vm)));
  const changed = withChosen(system, decided);
  return open.size === 0 ? changed : { ...changed, vms: changed.vms.filter(({ name }) => !open.has(name)) };
}

/** Whether anything on the core rests on more than its own server: background VMs, interrupts with deadlines. */
function hasBeside(system: System, core: number): boolean {
  return (
    system.interrupts.some((source) => source.core === core && source.deadline !== null) ||
    vmsOn(system, core).some((vm) => hostServer(system, vm) === null)
  );
}

/** Whether `check` proves the interrupts of the core and the guests that run on what the servers leave. */
function besideIsProved(question: CoreQuestion, part: readonly Chosen<ProvedBudget>[]): boolean {
  const { core, effort } = question;
  if (!hasBeside(question.system, core)) return true;
  const system = systemOf(question, part);
  if (openIn(interruptClaims(system, core, effort)) !== null) return false;
  return vmsOn(system, core).every((vm) => {
    if (hostServer(system, vm) !== null) return true;
    const problem = problemOf(system, vm, contractOf(system, vm), provisionOf(system, vm));
    if ("reason" in problem) return vm.guest.tasks.length === 0;
    return openIn(guestClaims(problem, system.timeUnit, effort)) === null;
  });
}

/** A refuted claim if there is one, otherwise the first that is not proved. */
function openIn(claims: readonly Claim[]): Claim | null {
  const refuted = claims.find(({ verdict }) => verdict === "refuted");
  return refuted ?? claims.find(({ verdict }) => verdict !== "proved") ?? null;
}

function whyOpen({ id, reason, statement }: Claim): string {
  return `${id}: ${reason ?? statement}`;
}

/** (Θ + what the host pays for switches per period)/Π; without the latter where nothing limits it. */
export function serverCost(system: System, name: string, candidate: ProvedBudget): Rational {
  const changed = withChosen(system, new Map([[name, candidate]]));
  const vm = changed.vms.find((each) => each.name === name);
  const load = vm === undefined ? null : (hostServer(changed, vm)?.load ?? null);
  return (load?.wcet ?? candidate.budget).over(candidate.period);
}
