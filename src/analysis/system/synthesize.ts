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
import { type BudgetOf, chooseRefining, type VmPeriods } from "./synthesize-candidates.ts";
import { curvesOf, type VmCurve } from "./synthesize-curve.ts";
import { chooseServers, type Unkept, type VmCandidates, withChosen } from "./synthesize-servers.ts";
import { chooseTable, inTable, partsOf } from "./synthesize-table.ts";
import { budgetAt, type InterfaceModel, interfaceOf, isRealTime } from "./synthesize-vm.ts";

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

export type Synthesis = { readonly before: Findings; readonly curves: readonly VmCurve[] } & (
  | {
      readonly kind: "chosen";
      readonly vms: readonly VmChoice[];
      /** The system with what was chosen, and what `check` says of it. */
      readonly system: System;
      readonly after: Findings;
      /** Why the host does not, or is not known to, keep any choice; null where that is not the trouble. */
      readonly unkept: Unkept | null;
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
  const periodsOfEach = vms.map((vm) => ({ vm, periods: periodsFor(system, vm, periods, grid) }));
  const progress = { done: 0, total: stepsOf(periodsOfEach) };
  const step = (): void => {
    // What is decided anew beyond the plan shows no progress until the plan is through.
    if (progress.done < progress.total - 1) onProgress(++progress.done, progress.total);
  };
  const before = checkSystem(system, { effort });
  step();
  const budgetOf: BudgetOf = (vm, period, screening) => {
    const outcome = budgetAt(system, vm, period, { model, grid, effort, screening });
    step();
    return outcome;
  };
  const { result, compared } = chooseRefining(periodsOfEach, budgetOf, (candidates) =>
    chooseTogether(system, candidates, grid, effort),
  );
  const curves = curvesOf(system, compared);
  if (result.kind !== "chosen") return { ...result, before, curves };
  const after = checkSystem(result.system, { effort });
  onProgress(progress.total, progress.total);
  const chosen = [...result.chosen].map(([vm, each]) => ({ vm, chosen: each }));
  return { kind: "chosen", vms: chosen, system: result.system, before, curves, after, unkept: result.unkept };
}

/** Both checks, each candidate, and each VM once more at the period chosen of several. */
function stepsOf(vms: readonly VmPeriods[]): number {
  return vms.reduce((sum, { periods: { length } }) => sum + (length > 1 ? length + 1 : 1), 2);
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
  grid: Work | null,
): readonly Duration[] {
  if (given !== undefined) return given;
  const written = interfaceOf(supply);
  if (written !== null) return [written.period];
  return system.vmm?.policy.kind === "table" ? partsOf(system.vmm.policy.frame, grid) : [];
}

type Together =
  | {
      readonly kind: "chosen";
      readonly chosen: ReadonlyMap<string, ProvedBudget>;
      readonly system: System;
      readonly unkept: Unkept | null;
    }
  | Omit<Extract<Synthesis, { kind: "no-table" }>, "before" | "curves">;

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
