import type { Vm } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { NoBudget, ProvedBudget } from "./synthesize-budget.ts";
import type { VmCandidates } from "./synthesize-servers.ts";

/** A VM and the periods that it could have. */
export interface VmPeriods {
  readonly vm: Vm;
  readonly periods: readonly Duration[];
}

/** The least budget of a VM at a period; `screening` where it is only to be compared, at a small effort. */
export type BudgetOf = (vm: Vm, period: Duration, screening: boolean) => ProvedBudget | NoBudget;

/** No period of the VM has a budget. */
export interface NoBudgetFor {
  readonly kind: "no-budget";
  readonly vm: string;
  readonly none: NoBudget;
}

/** What was found at each candidate period of a VM, in their order. */
export interface Compared {
  readonly vm: string;
  readonly outcomes: readonly (ProvedBudget | NoBudget)[];
}

/** A choice for all VMs, or why there is none. */
interface Choice {
  readonly kind: string;
  readonly chosen?: ReadonlyMap<string, ProvedBudget>;
}

/**
 * Compares the periods of every VM at a small effort, chooses, and decides the budgets of the choice at the full one; then
 * the choice is made anew, until every budget in it has been decided so. It ends, since each is decided but once.
 */
export function chooseRefining<C extends Choice>(
  vms: readonly VmPeriods[],
  budgetOf: BudgetOf,
  choose: (candidates: readonly VmCandidates[]) => C,
): { readonly result: C | NoBudgetFor; readonly compared: readonly Compared[] } {
  const table = vms.map(({ vm, periods }) => new Candidates(vm, periods, budgetOf));
  const asked = (): C | NoBudgetFor =>
    table.map((each) => each.none()).find((each) => each !== null) ??
    choose(table.map((each) => each.asCandidates()));
  let result = asked();
  while (prove(table, result)) result = asked();
  return { result, compared: table.map((each) => each.compared()) };
}

/** Whether anything that was chosen had still to be decided at the full effort, and now is. */
function prove(table: readonly Candidates[], { chosen }: Choice): boolean {
  if (chosen === undefined) return false;
  // Every VM is asked, also after one has changed.
  return table.map((each) => each.prove(chosen.get(each.name) ?? null)).includes(true);
}

/** The least budgets of one VM, as far as they are known. */
class Candidates {
  readonly name: string;
  readonly #vm: Vm;
  readonly #budgetOf: BudgetOf;
  readonly #outcomes: (ProvedBudget | NoBudget)[];
  readonly #proved: boolean[];

  constructor(vm: Vm, periods: readonly Duration[], budgetOf: BudgetOf) {
    const screening = periods.length > 1;
    this.name = vm.name;
    this.#vm = vm;
    this.#budgetOf = budgetOf;
    this.#outcomes = periods.map((period) => budgetOf(vm, period, screening));
    this.#proved = periods.map(() => !screening);
  }

  asCandidates(): VmCandidates {
    return { vm: this.name, candidates: this.#outcomes.filter((outcome) => outcome.kind === "least") };
  }

  compared(): Compared {
    return { vm: this.name, outcomes: [...this.#outcomes] };
  }

  /** What tells why no period will do; an outcome that is not certain first, then that of the last period. */
  none(): NoBudgetFor | null {
    const none = this.#outcomes.filter((outcome) => outcome.kind === "none");
    const telling = none.find(({ certain }) => !certain) ?? none.at(-1);
    return none.length === this.#outcomes.length && telling !== undefined
      ? { kind: "no-budget", vm: this.name, none: telling }
      : null;
  }

  /** Whether what was chosen had still to be decided at the full effort. */
  prove(chosen: ProvedBudget | null): boolean {
    const at = chosen === null ? -1 : this.#outcomes.indexOf(chosen);
    if (chosen === null || at < 0 || this.#proved[at] === true) return false;
    this.#outcomes[at] = this.#budgetOf(this.#vm, chosen.period, false);
    this.#proved[at] = true;
    return true;
  }
}
