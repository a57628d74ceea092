/**
 * Interfaces for the VMs of a system, so that `check` proves it.
 *
 * Each VM with deadlines gets the least budget that its tasks are proved on (synthesize-budget.ts), at its written period
 * or at the best of the candidate periods; under a VMM with servers the choice is one that the host keeps
 * (synthesize-servers.ts); under a cyclic table the interfaces become windows (synthesize-table.ts). Nothing else of the
 * system changes. Whatever was chosen, the changed system is checked as a whole, and only that verdict counts.
 */
import type { Findings } from "../../certificate/findings.ts";
import { unreachable } from "../../contract/assert.ts";
import { InputError } from "../../contract/errors.ts";
import type { System, Vm } from "../../model/system.ts";
import { requireValid } from "../../model/valid-system.ts";
import type { Duration, Work } from "../../numeric/quantity.ts";
import { DEFAULT_EFFORT } from "../effort.ts";
import { checkSystem } from "./check-system.ts";
import type { NoBudget, ProvedBudget } from "./synthesize-budget.ts";
import { chooseServers, type VmCandidates, withChosen } from "./synthesize-servers.ts";
import { chooseTable, partsOf, type TablePolicy } from "./synthesize-table.ts";
import {
  budgetAt,
  type InterfaceChoice,
  type InterfaceModel,
  interfaceOf,
  isRealTime,
} from "./synthesize-vm.ts";

export interface SynthesisOptions {
  /** Candidates for every VM; each VM's written period by default. */
  readonly periods?: readonly Duration[];
  /** What budgets, and the windows of a table, are multiples of. */
  readonly grid?: Work;
  readonly model?: InterfaceModel;
  /** Elementary steps that each claim, budget or choice may take. */
  readonly effort?: number;
  /** Called after each candidate and each check. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface VmChoice {
  readonly vm: string;
  readonly chosen: ProvedBudget;
}

export type Synthesis = { readonly before: Findings } & (
  | {
      readonly kind: "chosen";
      readonly vms: readonly VmChoice[];
      /** The system with what was chosen, and what `check` says of it. */
      readonly system: System;
      readonly after: Findings;
      /** Why the host does not, or is not known to, keep any choice; null where that is not the trouble. */
      readonly unkept: { readonly certain: boolean; readonly why: string } | null;
    }
  /** No interface of a VM will do at any candidate period, or none is proved to. The last candidate tells. */
  | { readonly kind: "no-budget"; readonly vm: string; readonly none: NoBudget }
  | {
      readonly kind: "no-table";
      readonly certain: boolean;
      readonly why: string;
      readonly window: Duration | null;
    }
);

/**
 * Throws `InputError` for a system without anything to choose, for candidates or a grid that allow nothing, and for
 * options that contradict the description.
 */
export function synthesize(system: System, options: SynthesisOptions = {}): Synthesis {
  requireValid(system);
  const { grid = null, model = null, effort = DEFAULT_EFFORT, periods, onProgress = () => {} } = options;
  if (periods?.length === 0) throw new InputError("there is no candidate period: give one at least");
  const vms = system.vms.filter((vm) => isOurs(system, vm));
  if (vms.length === 0) {
    throw new InputError("there is nothing to choose: no VM has deadlines and a budget per period");
  }
  const periodsOfEach = vms.map((vm) => ({ vm, periods: periodsFor(system, vm, periods) }));
  const total = periodsOfEach.reduce(
    (sum, { periods: { length } }) => sum + (length > 1 ? length + 1 : 1),
    2,
  );
  let done = 0;
  const before = checkSystem(system, { effort });
  onProgress(++done, total);

  const compare = (each: VmPeriods, screening: boolean): VmCandidates | NoBudgetFor =>
    candidatesOf(system, each, { model, grid, effort, screening }, () => onProgress(++done, total));
  let compared = periodsOfEach.map((each) => compare(each, each.periods.length > 1));
  let result = chooseFrom(system, compared, grid, effort);
  if (result.kind === "chosen" && periodsOfEach.some((each) => each.periods.length > 1)) {
    // What was compared is proved only now, at the periods that were chosen.
    const { chosen } = result;
    compared = vms.map((vm) => {
      const { period } = chosen.get(vm.name) as ProvedBudget;
      return compare({ vm, periods: [period] }, false);
    });
    result = chooseFrom(system, compared, grid, effort);
  }
  if (result.kind !== "chosen") return { ...result, before };
  const after = checkSystem(result.system, { effort });
  onProgress(++done, total);
  const chosen = [...result.chosen].map(([vm, each]) => ({ vm, chosen: each }));
  return { kind: "chosen", vms: chosen, system: result.system, before, after, unkept: result.unkept };
}

interface VmPeriods {
  readonly vm: Vm;
  readonly periods: readonly Duration[];
}

type NoBudgetFor = Omit<Extract<Synthesis, { kind: "no-budget" }>, "before">;

/** The least budgets of a VM at the periods that have one. */
function candidatesOf(
  system: System,
  { vm, periods }: VmPeriods,
  choice: InterfaceChoice,
  onPeriod: () => void,
): VmCandidates | NoBudgetFor {
  const outcomes = periods.map((period) => {
    const outcome = budgetAt(system, vm, period, choice);
    onPeriod();
    return outcome;
  });
  const least = outcomes.filter((outcome) => outcome.kind === "least");
  const none = outcomes.filter((outcome) => outcome.kind === "none");
  const [telling] = [...none.filter(({ certain }) => !certain), ...none.toReversed()];
  return least.length === 0 && telling !== undefined
    ? { kind: "no-budget", vm: vm.name, none: telling }
    : { vm: vm.name, candidates: least };
}

/** Whether the VM has deadlines, and an interface that the policy lets us choose. */
function isOurs(system: System, vm: Vm): boolean {
  if (!isRealTime(vm)) return false;
  const policy = system.vmm?.policy;
  switch (policy?.kind) {
    case "table":
      if (vm.supply !== null && interfaceOf(vm.supply) === null) {
        throw new InputError(
          `the contract of ${vm.name} is no budget per period (${vm.supply.kind}): windows are chosen for periodic and edp contracts`,
        );
      }
      return true;
    case undefined:
    case "fixed-priority":
    case "edf":
    case "sedf":
      return interfaceOf(vm.supply) !== null;
    case "static":
    case "round-robin":
    case "best-effort": {
      const name = policy.kind === "best-effort" ? policy.scheduler : policy.kind;
      throw new InputError(`a ${name} VMM has no budgets or windows to choose`);
    }
    default:
      return unreachable(policy);
  }
}

function periodsFor(
  system: System,
  { supply }: Vm,
  given: readonly Duration[] | undefined,
): readonly Duration[] {
  if (given !== undefined) return given;
  const written = interfaceOf(supply);
  if (written !== null) return [written.period];
  return system.vmm?.policy.kind === "table" ? partsOf(system.vmm.policy.frame) : [];
}

type Together =
  | {
      readonly kind: "chosen";
      readonly chosen: ReadonlyMap<string, ProvedBudget>;
      readonly system: System;
      readonly unkept: Extract<Synthesis, { kind: "chosen" }>["unkept"];
    }
  | Omit<Extract<Synthesis, { kind: "no-table" }>, "before">;

function chooseFrom(
  system: System,
  compared: readonly (VmCandidates | NoBudgetFor)[],
  grid: Work | null,
  effort: number,
): Together | NoBudgetFor {
  const none = compared.find((each) => "kind" in each);
  if (none !== undefined) return none;
  const candidates = compared.filter((each) => "candidates" in each);
  return chooseTogether(system, candidates, grid, effort);
}

function chooseTogether(
  system: System,
  candidates: readonly VmCandidates[],
  grid: Work | null,
  effort: number,
): Together {
  const { vmm } = system;
  if (vmm?.policy.kind !== "table") {
    const { chosen, unkept } = chooseServers(system, candidates, effort);
    return { kind: "chosen", chosen, system: withChosen(system, chosen), unkept };
  }
  const found = chooseTable(system, vmm.policy, candidates, grid, effort);
  switch (found.kind) {
    case "table":
      return {
        kind: "chosen",
        chosen: found.chosen,
        system: inTable(system, found.policy, found.chosen),
        unkept: null,
      };
    case "infeasible":
      return { kind: "no-table", certain: true, why: found.why, window: found.window };
    case "undetermined":
      return { kind: "no-table", certain: false, why: found.reason, window: null };
  }
}

/** The system with the table, and with the contracts that are written. */
function inTable(system: System, policy: TablePolicy, chosen: ReadonlyMap<string, ProvedBudget>): System {
  const contracted = new Map([...chosen].filter(([name]) => hasContract(system, name)));
  const { vmm } = system;
  return { ...withChosen(system, contracted), vmm: vmm && { ...vmm, policy } };
}

function hasContract({ vms }: System, name: string): boolean {
  return vms.some((vm) => vm.name === name && vm.supply !== null);
}
