import type { InterruptSource } from "../../model/interrupt.ts";
import type { Vm } from "../../model/system.ts";
import type { Duration } from "../../numeric/quantity.ts";
import type { Judgement } from "../judge.ts";
import type { Trial } from "../trial.ts";
import { largerBudgets } from "./budget.ts";
import { otherDeliveries } from "./delivery.ts";
import { otherPriorities } from "./priority.ts";
import { smallerQuanta } from "./quantum.ts";
import { byCost, type Remedy } from "./remedy.ts";
import { leastShaper } from "./shaper.ts";

/**
 * The single changes with which a refused source is admitted, the cheapest first. Each has been put through the full
 * check of the changed system, in which every claim that was proved has to stay so. Nothing mends a system that is
 * refuted as it stands.
 */
export function findRemedies(
  trial: Trial,
  source: InterruptSource,
  judgement: Judgement,
  grid: Duration | null = null,
): readonly Remedy[] {
  if (judgement.verdict === "admitted" || trial.before.verdict === "refuted") return [];
  const victims = victimsOf(trial, judgement);
  return [
    ...otherDeliveries(trial, source),
    ...otherPriorities(trial, source, victims),
    ...smallerQuanta(trial, source),
    ...largerBudgets(trial, source, victims),
    ...leastShaper(trial, source, grid),
  ].sort(byCost);
}

/** The VMs that a claim speaks of which is no longer proved. */
function victimsOf({ system }: Trial, { changes }: Judgement): readonly Vm[] {
  const names = new Set(
    changes
      .filter(({ after }) => after?.verdict !== "proved")
      .map(({ before, after }) => (after ?? before)?.subject.vm),
  );
  return system.vms.filter((vm) => names.has(vm.name));
}
