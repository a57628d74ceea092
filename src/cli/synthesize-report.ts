import type { Synthesis, VmChoice } from "../analysis/system/synthesize.ts";
import type { NoBudget } from "../analysis/system/synthesize-budget.ts";
import type { Unkept } from "../analysis/system/synthesize-servers.ts";
import { interfaceOf } from "../analysis/system/synthesize-vm.ts";
import type { System, VmmPolicy } from "../model/system.ts";
import { Rational } from "../numeric/rational.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { withUnit } from "../numeric/unit-text.ts";
import type { SynthesisData, SynthesisRow } from "../report/synthesis-data.ts";

/** What was found, as the reports take it. `written` is the system as it is described. */
export function synthesisData(written: System, found: Synthesis): SynthesisData {
  const { name: system, timeUnit } = written;
  const before = found.before.verdict;
  const none = { system, timeUnit, before, after: null, vms: [], table: null, open: [], written: false };
  switch (found.kind) {
    case "no-budget": {
      const outcome = found.none.certain ? "infeasible" : "undetermined";
      return { ...none, outcome, why: whyNoBudget(found.vm, found.none, timeUnit) };
    }
    case "no-table": {
      const window = found.window === null ? "" : ` (in a window of ${withUnit(timeUnit, found.window)})`;
      const why = `no table was found for the least interfaces: ${found.why}${window}`;
      return { ...none, outcome: found.certain ? "infeasible" : "undetermined", why };
    }
    case "chosen": {
      const policy = found.system.vmm?.policy;
      return {
        ...none,
        outcome: found.unkept?.certain === true ? "infeasible" : "chosen",
        why: found.unkept === null ? null : whyUnkept(found.unkept),
        after: found.after.verdict,
        vms: found.vms.map((choice) => rowOf(written, found.system, choice)),
        table: policy?.kind === "table" ? policy : null,
        open: found.after.claims.filter(({ verdict }) => verdict !== "proved"),
      };
    }
  }
}

function whyUnkept({ certain, why }: Unkept): string {
  return `the host ${certain ? "cannot keep them" : "is not proved to keep them"}: ${why}`;
}

function whyNoBudget(vm: string, { period, deciding, certain, reason }: NoBudget, unit: TimeUnit): string {
  const verb = `no budget every ${withUnit(unit, period)} is ${certain ? "enough" : "proved to be enough"}`;
  if (deciding === null || deciding.window === null) return `${vm}: ${verb}: ${reason}`;
  const task =
    deciding.task ?? (deciding.interrupt === null ? "its tasks" : `interrupt ${deciding.interrupt}`);
  const demand =
    deciding.demand === null
      ? "must end"
      : `${task === "its tasks" ? "ask" : "asks"} for ${withUnit(unit, deciding.demand)}`;
  return `${vm}: ${verb}: ${task} ${demand} in a window of ${withUnit(unit, deciding.window)}`;
}

function rowOf(written: System, changed: System, { vm: name, chosen }: VmChoice): SynthesisRow {
  const old = interfaceOf(written.vms.find((vm) => vm.name === name)?.supply ?? null);
  const [before, after] = [
    shareInTable(written.vmm?.policy, name) ?? (old === null ? Rational.zero : old.budget.over(old.period)),
    shareInTable(changed.vmm?.policy, name) ?? chosen.budget.over(chosen.period),
  ];
  return {
    vm: name,
    written: old,
    chosen,
    bandwidth: { written: before, chosen: after, saved: before.minus(after) },
    method: chosen.method,
    grid: chosen.grid,
    atLeast: chosen.atLeast,
    decidedBy: chosen.deciding,
  };
}

/** The windows of a VM per frame; null where there is no table. */
function shareInTable(policy: VmmPolicy | undefined, name: string): Rational | null {
  if (policy?.kind !== "table") return null;
  return policy.slots
    .filter(({ vm }) => vm === name)
    .reduce((sum, { length }) => sum.plus(length.per(policy.frame)), Rational.zero);
}
