import type { EdpResource, PeriodicResource } from "../../model/supply.ts";
import type { Slot, System, Vm, VmmPolicy } from "../../model/system.ts";
import { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { maxArrivals } from "../../workload/arrivals.ts";
import { costsOf, entering } from "../host/costs.ts";
import { usableTable } from "../host/cyclic-table.ts";
import { interruptLoad } from "../host/interrupt-load.ts";
import { coresInUse, vmsOn } from "../host/placement.ts";
import { provisionOf } from "../host/provision.ts";
import { synthesizeTable, type TableContract, type TableOutcome } from "../table/synthesis.ts";
import { contractClaim } from "./contract-claim.ts";
import type { ProvedBudget } from "./synthesize-budget.ts";
import { type VmCandidates, withChosen } from "./synthesize-servers.ts";
import { contractOf } from "./vm-problem.ts";

export type TablePolicy = Extract<VmmPolicy, { kind: "table" }>;

export type ChosenTable =
  | {
      readonly kind: "table";
      readonly chosen: ReadonlyMap<string, ProvedBudget>;
      readonly policy: TablePolicy;
    }
  | Extract<TableOutcome, { kind: "infeasible" | "undetermined" }>;

/** Candidate periods of a VM without a written one: the frame divided by these, which leave a decimal a decimal. */
const PARTS: readonly bigint[] = [1n, 2n, 4n, 5n, 8n, 10n];

/** As many windows as no integrator will ever read. */
const MOST_WINDOWS = 10_000n;

/**
 * Parts of the frame: their least common multiple is a divisor of it, so no frame grows. On a grid only those that are
 * multiples of it, or the whole frame where none is.
 */
export function partsOf(frame: Duration, grid: Work | null): Duration[] {
  const parts = PARTS.map((count) => frame.times(Rational.of(1n, count)));
  const fitting = parts.filter((part) => grid === null || part.per(grid.asDuration()).isInteger());
  return fitting.length > 0 ? fitting : [frame];
}

/** For how many periods' interrupts the windows of a contract may leave room; see docs/theory/tables.md. */
const RESERVES: readonly bigint[] = [0n, 1n, 2n, 3n];

/**
 * A table for all cores from one interface per VM. First from the cheapest interfaces, a switch and a section of the VMM
 * counted for each period; where that gives no table, from interfaces with one period in common, the cheapest first,
 * which need a single window per VM. VMs without deadlines keep the time per frame that the written table gives them.
 * Interrupts take from windows, but not from what a contract promises: where `check` finds a contract broken by them, its
 * windows are lengthened by what the interrupts of one period, of two, then of three can take.
 */
export function chooseTable(
  system: System,
  policy: TablePolicy,
  vms: readonly VmCandidates[],
  grid: Work | null,
  effort: number,
): ChosenTable {
  let first: ChosenTable | null = null;
  for (const chosen of choices(system, vms)) {
    for (const reserve of RESERVES) {
      const found = tableFor(system, policy, { chosen, reserve, grid, effort });
      if (found.kind === "table" && keepsContracts(inTable(system, found.policy, chosen), effort))
        return found;
      if (first === null || (first.kind !== "table" && found.kind === "table")) first = found;
      if (found.kind !== "table" || !interruptsContracts(system)) break;
    }
  }
  if (first === null)
    return { kind: "undetermined", reason: "there is no candidate for a table", limit: effort };
  const single = vms.every(({ candidates }) => candidates.length === 1);
  // What the first choice cannot, another may, unless all of them ask for too much.
  return first.kind !== "infeasible" || single || overloads(system, vms)
    ? first
    : {
        kind: "undetermined",
        reason: `${first.why}, and no other choice that was tried gives a table`,
        limit: effort,
      };
}

/** Whether even the least shares of the VMs of some core are more than the core. */
function overloads(system: System, vms: readonly VmCandidates[]): boolean {
  const least = new Map(
    vms.map(({ vm, candidates }) => [
      vm,
      candidates
        .map(({ budget, period }) => budget.over(period))
        .reduce((a, b) => (b.lessThan(a) ? b : a), Rational.one),
    ]),
  );
  return coresInUse(system).some((core) =>
    Rational.one.lessThan(
      vmsOn(system, core).reduce(
        (sum, { name }) => sum.plus(least.get(name) ?? Rational.zero),
        Rational.zero,
      ),
    ),
  );
}

/** The system with the table, and with the contracts that are written. */
export function inTable(
  system: System,
  policy: TablePolicy,
  chosen: ReadonlyMap<string, ProvedBudget>,
): System {
  const contracted = new Map(
    [...chosen].filter(([name]) => system.vms.some((vm) => vm.name === name && vm.supply !== null)),
  );
  const { vmm } = system;
  return { ...withChosen(system, contracted), vmm: vmm && { ...vmm, policy } };
}

function interruptsContracts(system: System): boolean {
  return system.vms.some((vm) => vm.supply !== null && interruptLoad(system, vm.core)?.length !== 0);
}

function keepsContracts(system: System, effort: number): boolean {
  return system.vms.every((vm) => {
    const contract = contractOf(system, vm);
    return (
      contract === null ||
      contractClaim(system, vm, contract, provisionOf(system, vm), effort).verdict === "proved"
    );
  });
}

/** The cheapest interfaces, then those of one period, by their cost. */
function choices(system: System, vms: readonly VmCandidates[]): ReadonlyMap<string, ProvedBudget>[] {
  const costOf = (candidate: ProvedBudget): Rational => windowCost(system, candidate);
  const cheapest = new Map(
    vms.map(({ vm, candidates }) => [
      vm,
      candidates.reduce((best, each) => (costOf(each).lessThan(costOf(best)) ? each : best)),
    ]),
  );
  const periods = vms[0]?.candidates.map(({ period }) => period) ?? [];
  const common = periods.flatMap((period) => {
    const same = vms.flatMap(({ vm, candidates }) => {
      const found = candidates.find((each) => each.period.equals(period));
      return found === undefined ? [] : [[vm, found] as const];
    });
    return same.length < vms.length ? [] : [new Map(same)];
  });
  const total = (choice: ReadonlyMap<string, ProvedBudget>): Rational =>
    [...choice.values()].map(costOf).reduce((sum, cost) => sum.plus(cost), Rational.zero);
  return [cheapest, ...common.sort((a, b) => total(a).compare(total(b)))];
}

/** (Θ + a switch and a section of the VMM)/Π: what one window per period takes. */
export function windowCost(system: System, { budget, period }: ProvedBudget): Rational {
  return budget.plus(entering(system)).plus(costsOf(system).longestNonPreemptible).over(period);
}

/** From which interfaces to make a table, and how. */
interface TableWish {
  readonly chosen: ReadonlyMap<string, ProvedBudget>;
  readonly reserve: bigint;
  readonly grid: Work | null;
  readonly effort: number;
}

function tableFor(system: System, policy: TablePolicy, wish: TableWish): ChosenTable {
  const { chosen, reserve, grid, effort } = wish;
  const tables: Extract<TableOutcome, { kind: "table" }>[] = [];
  for (const core of coresInUse(system)) {
    const contracts = vmsOn(system, core).flatMap((vm) => {
      const given = chosen.get(vm.name);
      return given === undefined
        ? keptFor(system, vm, policy)
        : [{ vm: vm.name, supply: resource(widened(system, vm, given, reserve)) }];
    });
    if (contracts.length === 0) continue;
    const outcome = synthesizeTable({
      contracts,
      switchCost: entering(system),
      longestSection: costsOf(system).longestNonPreemptible,
      ...(grid === null ? {} : { grid: grid.asDuration() }),
      core,
      effort,
    });
    if (outcome.kind !== "table") return outcome;
    tables.push(outcome);
  }
  const frame = tables.map((table) => table.frame).reduce(commonMultiple);
  const windows = tables.reduce(
    (sum, table) => sum + frame.per(table.frame).floor() * BigInt(table.slots.length),
    0n,
  );
  if (windows > MOST_WINDOWS) {
    const reason = `the cores share a frame of ${frame}, which takes ${windows} windows`;
    return { kind: "undetermined", reason, limit: Number(MOST_WINDOWS) };
  }
  const slots = tables.flatMap((table) => repeated(table.slots, table.frame, frame));
  return { kind: "table", chosen, policy: { kind: "table", frame, slots } };
}

/** For a VM without deadlines the time that it can use in each written frame. */
function keptFor(system: System, vm: Vm, { frame, slots }: TablePolicy): TableContract[] {
  const usable = usableTable(system, vm, frame, slots).windows.reduce(
    (sum, { start, end }) => sum.plus(end.minus(start)),
    Duration.zero,
  );
  if (!usable.isPositive()) return [];
  return [{ vm: vm.name, supply: { kind: "periodic", period: frame, budget: usable.asWork() } }];
}

/** A contract with room for the interrupts of so many periods; never more than fits before its deadline. */
function widened(system: System, vm: Vm, given: ProvedBudget, periods: bigint): ProvedBudget {
  if (vm.supply === null || periods === 0n) return given;
  const window = given.period.times(Rational.of(periods));
  const interrupts = interruptLoad(system, vm.core);
  // Nothing makes room for what has no bound; the contract is found broken.
  if (interrupts === null) return given;
  const taken = interrupts
    .map(({ arrivals, wcet }) => wcet.times(Rational.of(maxArrivals(arrivals, window))))
    .reduce((sum, each) => sum.plus(each), Work.zero);
  const budget = given.budget.plus(taken);
  const tight = given.deadline.lessThan(budget.asDuration());
  if (!tight) return { ...given, budget };
  // A budget that is due at once may take longer with its interrupts.
  const most = given.deadline.equals(given.budget.asDuration()) ? given.period : given.deadline;
  const fits = budget.asDuration().atMost(most) ? budget : most.asWork();
  return { ...given, budget: fits, deadline: fits.asDuration() };
}

function resource({ period, budget, deadline }: ProvedBudget): PeriodicResource | EdpResource {
  return deadline.equals(period)
    ? { kind: "periodic", period, budget }
    : { kind: "edp", period, budget, deadline };
}

/** The slots of a table as often as its frame fits into a longer one. */
function repeated(slots: readonly Slot[], frame: Duration, longer: Duration): Slot[] {
  const count = Number(longer.per(frame).floor());
  return Array.from({ length: count }, (_, k) => frame.times(Rational.of(BigInt(k)))).flatMap((shift) =>
    slots.map((slot) => ({ ...slot, start: slot.start.plus(shift) })),
  );
}

/** The least duration that both divide. */
function commonMultiple(a: Duration, b: Duration): Duration {
  const ratio = a.per(b);
  return a.times(Rational.of(ratio.denominator));
}
