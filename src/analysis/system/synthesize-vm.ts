import type { Claim } from "../../certificate/claim.ts";
import { InputError } from "../../contract/errors.ts";
import type { Supply } from "../../model/supply.ts";
import type { System, Vm } from "../../model/system.ts";
import { Duration, type Work } from "../../numeric/quantity.ts";
import { withUnit } from "../../numeric/unit-text.ts";
import { type DerivedSupply, leftOf } from "../../supply/derived-supply.ts";
import { waitsFor } from "../host/interrupt-load.ts";
import { provisionOf } from "../host/provision.ts";
import type { GuestProblem } from "./guest-problem.ts";
import { interruptClaims } from "./interrupt-claims.ts";
import {
  leastProvedBudget,
  type NoBudget,
  type ProvedBudget,
  type VmInterface,
} from "./synthesize-budget.ts";
import { contractOf, problemOf } from "./vm-problem.ts";

/**
 * When a budget is due: at the end of its period, at the deadline that is written, or at once. Left out: at the written
 * deadline where there is one.
 */
export type InterfaceModel = "periodic" | "edp" | "tight";

export interface InterfaceChoice {
  readonly model: InterfaceModel | null;
  readonly grid: Work | null;
  readonly effort: number;
  /** Whether many periods are compared; see `VmBudgetQuestion`. */
  readonly screening: boolean;
}

/** Supplies that are a budget per period, as an interface. */
export function interfaceOf(supply: Supply | null): VmInterface | null {
  switch (supply?.kind) {
    case "periodic":
      return { ...supply, deadline: supply.period };
    case "edp":
    case "server":
      return supply;
    default:
      return null;
  }
}

/** Whether there are deadlines to choose an interface for. */
export function isRealTime({ guest }: Vm): boolean {
  return guest.scheduling !== "best-effort" && guest.tasks.length > 0;
}

/** The supply of the written kind with another budget, period and deadline. */
export function asWritten(written: Supply | null, given: VmInterface): Supply {
  const { period, budget, deadline } = given;
  if (written?.kind === "server") return { ...written, period, budget, deadline };
  return written?.kind !== "edp" && deadline.equals(period)
    ? { kind: "periodic", period, budget }
    : { kind: "edp", period, budget, deadline };
}

/** The system with other supplies for some VMs. */
export function withSupplies(system: System, supplies: ReadonlyMap<string, Supply>): System {
  return { ...system, vms: system.vms.map((vm) => ({ ...vm, supply: supplies.get(vm.name) ?? vm.supply })) };
}

/** The least proved budget of a VM at one period. Throws `InputError` for options that contradict the description. */
export function budgetAt(
  system: System,
  vm: Vm,
  period: Duration,
  { model, grid, effort, screening }: InterfaceChoice,
): ProvedBudget | NoBudget {
  const deadline = dueAt(system, vm, period, model);
  return leastProvedBudget({
    period,
    deadline,
    grid,
    effort,
    screening,
    timeUnit: system.timeUnit,
    guestOn: (given) => guestProblemOn(system, vm, given),
    lateInterruptOn: (given) => lateInterruptOn(system, vm, given, effort),
  });
}

function dueAt(
  { timeUnit, vmm }: System,
  { name, supply }: Vm,
  period: Duration,
  model: InterfaceModel | null,
): Duration | "budget" {
  if (vmm?.policy.kind === "sedf" && (model === "edp" || model === "tight")) {
    throw new InputError("an sedf VMM has slices per period without deadlines: choose the periodic model");
  }
  if (model === "tight") return "budget";
  const written = interfaceOf(supply);
  const hasDeadline = written?.deadline.lessThan(written.period) === true;
  if (model === "edp" && !hasDeadline) {
    throw new InputError(
      `${name} has no deadline before the end of its period to keep: write one, or choose another model`,
    );
  }
  if (written === null || model === "periodic" || !hasDeadline) return period;
  if (period.lessThan(written.deadline)) {
    throw new InputError(
      `the written deadline of ${name}, ${withUnit(timeUnit, written.deadline)}, exceeds a candidate period of ${withUnit(timeUnit, period)}: leave that candidate out, or choose another model`,
    );
  }
  return written.deadline;
}

/** The question about the guest of a VM on an interface: below the interrupts that `check` sees there. */
function guestProblemOn(
  system: System,
  vm: Vm,
  given: VmInterface,
): GuestProblem | { readonly reason: string } {
  const policy = system.vmm?.policy;
  if (policy?.kind === "table" && vm.supply === null) {
    // Whatever windows the table will have, what runs above the guest in them is the same as in one that fills the frame.
    const slots = [{ vm: vm.name, core: vm.core, start: Duration.zero, length: policy.frame }];
    const whole = {
      ...system,
      vmm: { ...(system.vmm as NonNullable<System["vmm"]>), policy: { ...policy, slots } },
    };
    const problem = problemOf(whole, vm, null, provisionOf(whole, vm));
    return "reason" in problem
      ? problem
      : { ...problem, supply: rebased(problem.supply, asWritten(null, given)) };
  }
  const supply = asWritten(vm.supply, given);
  const changed = withSupplies(system, new Map([[vm.name, supply]]));
  const there = { ...vm, supply };
  return problemOf(changed, there, contractOf(changed, there), provisionOf(changed, there));
}

/**
 * The interrupts that may wait for a VM, on its interface. None under a cyclic table, whose windows decide and are not known
 * yet. A device of several possible owners is asked about as if this VM were the only one: each owner is asked in turn.
 */
function lateInterruptOn(system: System, vm: Vm, given: VmInterface, effort: number): Claim | null {
  if (system.vmm?.policy.kind === "table") return null;
  const waiting = system.interrupts.filter((source) => source.deadline !== null && waitsFor(vm, source));
  if (waiting.length === 0) return null;
  const there = { ...vm, supply: asWritten(vm.supply, given) };
  const names = new Set(waiting.map(({ name }) => name));
  const interrupts = system.interrupts.map((source) =>
    names.has(source.name) ? source : { ...source, deadline: null },
  );
  const alone = { ...system, vms: [there], interrupts };
  const cores = [...new Set(waiting.map(({ core }) => core))];
  const claims = cores.flatMap((core) => interruptClaims(alone, core, effort));
  return claims.find(({ verdict }) => verdict !== "proved") ?? null;
}

/** The same load above another supply. */
function rebased(supply: DerivedSupply, base: Supply): DerivedSupply {
  return supply.kind === "leftover" ? leftOf(rebased(supply.of, base), supply.load) : base;
}
