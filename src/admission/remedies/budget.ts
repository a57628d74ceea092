import type { InterruptSource } from "../../model/interrupt.ts";
import type { Supply } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import { gridBelow } from "../limits.ts";
import { leastPassing } from "../search.ts";
import type { Trial } from "../trial.ts";
import type { Remedy } from "./remedy.ts";

/**
 * For each of the VMs with a budget, the least larger one on the grid that is enough for it, where the source is then
 * admitted.
 */
export function largerBudgets(trial: Trial, source: InterruptSource, vms: readonly Vm[]): Remedy[] {
  return vms.flatMap((vm) => {
    const { supply } = vm;
    if (supply === null || !("budget" in supply)) return [];
    const most = ("deadline" in supply ? supply.deadline : supply.period).asWork();
    const grid = new Work(gridBelow(most.value));
    const more = (n: bigint): Work => supply.budget.plus(grid.times(Rational.of(n)));
    const room = most.minus(supply.budget).per(grid).floor();
    if (room < 1n) return [];
    const given = (n: bigint): System => withBudget(trial.system, vm, more(n));
    const found = leastPassing((n) => isEnough(trial, source, vm, given(n)), 1n, room);
    if (found === null || !trial.admits([source], given(found))) return [];
    const remedy: Remedy = {
      kind: "budget",
      path: ["vms", vm.name, "supply", "budget"],
      value: { seconds: more(found).value },
      cost: more(found).minus(supply.budget).over(supply.period),
    };
    return [remedy];
  });
}

/**
 * Whether the VM itself keeps its proofs: a larger budget never harms its owner, while it may harm the VMs beside, so only
 * this question can be searched.
 */
function isEnough(trial: Trial, source: InterruptSource, vm: Vm, variant: System): boolean {
  const { changes } = trial.judge([source], variant);
  return changes
    .filter(({ id, after }) => id !== `vm/${vm.name}/server` && after?.subject.vm === vm.name)
    .every(({ before, after }) => after?.verdict === "proved" || before?.verdict !== "proved");
}

function withBudget(system: System, changed: Vm, budget: Work): System {
  const supply = (old: Supply | null): Supply | null =>
    old !== null && "budget" in old ? { ...old, budget } : old;
  return {
    ...system,
    vms: system.vms.map((vm) => (vm.name === changed.name ? { ...vm, supply: supply(vm.supply) } : vm)),
  };
}
