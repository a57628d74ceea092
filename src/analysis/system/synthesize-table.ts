import type { EdpResource, PeriodicResource } from "../../model/supply.ts";
import type { Slot, System, Vm, VmmPolicy } from "../../model/system.ts";
import { Duration, type Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { costsOf } from "../host/costs.ts";
import { usableTable } from "../host/cyclic-table.ts";
import { coresInUse, vmsOn } from "../host/placement.ts";
import { synthesizeTable, type TableContract, type TableOutcome } from "../table/synthesis.ts";
import type { ProvedBudget } from "./synthesize-budget.ts";
import type { VmCandidates } from "./synthesize-servers.ts";

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

/** Parts of the frame: their least common multiple is a divisor of it, so no frame grows. */
export function partsOf(frame: Duration): Duration[] {
  return PARTS.map((parts) => frame.times(Rational.of(1n, parts)));
}

/**
 * A table for all cores from one interface per VM. First from the cheapest interfaces, a switch and a section of the VMM
 * counted for each period; where that gives no table, from interfaces with one period in common, the cheapest first,
 * which need a single window per VM. VMs without deadlines keep the time per frame that the written table gives them.
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
    const found = tableFor(system, policy, chosen, grid, effort);
    if (found.kind === "table") return found;
    first ??= found;
  }
  return first ?? { kind: "undetermined", reason: "there is no choice to make a table from", limit: effort };
}

/** The cheapest interfaces, then those of one period, by their cost. */
function choices(system: System, vms: readonly VmCandidates[]): ReadonlyMap<string, ProvedBudget>[] {
  const { vmSwitch, longestNonPreemptible } = costsOf(system);
  const late = vmSwitch.plus(longestNonPreemptible);
  const costOf = ({ budget, period }: ProvedBudget): Rational => budget.plus(late).over(period);
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

function tableFor(
  system: System,
  policy: TablePolicy,
  chosen: ReadonlyMap<string, ProvedBudget>,
  grid: Work | null,
  effort: number,
): ChosenTable {
  const { vmSwitch, longestNonPreemptible } = costsOf(system);
  const tables: Extract<TableOutcome, { kind: "table" }>[] = [];
  for (const core of coresInUse(system)) {
    const contracts = vmsOn(system, core).flatMap((vm) => contractFor(system, vm, policy, chosen));
    if (contracts.length === 0) continue;
    const outcome = synthesizeTable({
      contracts,
      switchCost: vmSwitch,
      longestSection: longestNonPreemptible,
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

/** The chosen interface; for a VM without deadlines the time that it can use in each written frame. */
function contractFor(
  system: System,
  vm: Vm,
  { frame, slots }: TablePolicy,
  chosen: ReadonlyMap<string, ProvedBudget>,
): TableContract[] {
  const given = chosen.get(vm.name);
  if (given !== undefined) return [{ vm: vm.name, supply: resource(given) }];
  const usable = usableTable(system, vm, frame, slots).windows.reduce(
    (sum, { start, end }) => sum.plus(end.minus(start)),
    Duration.zero,
  );
  if (!usable.isPositive()) return [];
  return [{ vm: vm.name, supply: { kind: "periodic", period: frame, budget: usable.asWork() } }];
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
