/**
 * Evidence that chosen budgets are the least: the certificate of the system with them, and for each VM that of the same system
 * with one unit less for it, which is not proved. The second shows that the choice is not needlessly large; it is a proof of
 * that where its verdict is `refuted`, else it says what `check` can show.
 */
import type { Findings } from "../certificate/findings.ts";
import type { System, Vm } from "../model/system.ts";
import { type Duration, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { subjectOf } from "./canonical-model.ts";
import { certificateOf } from "./certificate.ts";

/** What decides a system: the analysis, which this layer does not know. */
export type Check = (system: System) => Findings;

/** A VM whose budget was chosen, in multiples of `unit`; null: of any length, for which one tick of the certificate is taken. */
export interface ChosenBudget {
  readonly vm: string;
  readonly unit: Work | null;
}

export interface SmallerBudget {
  readonly vm: string;
  readonly budget: Work;
  readonly system: System;
  /** Of this system, which is the whole one with this budget. */
  readonly verdict: Findings["verdict"];
  readonly certificate: string;
}

export interface LeastBudgets {
  readonly verdict: Findings["verdict"];
  /** Of the system as it was chosen. */
  readonly certificate: string;
  /** One for each VM that has a budget of more than one unit. */
  readonly smaller: readonly SmallerBudget[];
}

/** Throws what `check` throws. */
export function leastBudgets(system: System, chosen: readonly ChosenBudget[], check: Check): LeastBudgets {
  const findings = check(system);
  const tick = new Work(Rational.from(subjectOf(system).tick));
  const smaller = chosen.flatMap(({ vm: name, unit }): SmallerBudget[] => {
    const vm = system.vms.find((each) => each.name === name);
    const less = vm && withLess(vm, unit ?? tick);
    if (less === undefined || less === null) return [];
    const changed = { ...system, vms: system.vms.map((each) => (each === vm ? less.vm : each)) };
    const below = check(changed);
    const certificate = certificateOf(changed, below);
    return [{ vm: name, budget: less.budget, system: changed, verdict: below.verdict, certificate }];
  });
  return { verdict: findings.verdict, certificate: certificateOf(system, findings), smaller };
}

/** The VM with one unit less of its budget; a deadline that was the budget itself moves with it. Null without a budget to take from. */
function withLess(vm: Vm, unit: Work): { readonly vm: Vm; readonly budget: Work } | null {
  const { supply } = vm;
  if (supply?.kind !== "periodic" && supply?.kind !== "edp" && supply?.kind !== "server") return null;
  const budget = supply.budget.minus(unit);
  if (!budget.isPositive()) return null;
  if (supply.kind === "periodic") return { vm: { ...vm, supply: { ...supply, budget } }, budget };
  const tight = supply.deadline.equals(supply.budget.asDuration());
  const deadline: Duration = tight ? budget.asDuration() : supply.deadline;
  return { vm: { ...vm, supply: { ...supply, budget, deadline } }, budget };
}
