import type { System } from "../../model/system.ts";
import type { Duration, Work } from "../../numeric/quantity.ts";
import { Rational } from "../../numeric/rational.ts";
import type { Compared } from "./synthesize-candidates.ts";
import { serverCost } from "./synthesize-servers.ts";
import { windowCost } from "./synthesize-table.ts";

/** What a VM's candidate periods cost: the trade-off between its budget and its switches. */
export interface VmCurve {
  readonly vm: string;
  /** By ascending period. */
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly period: Duration;
  /** The least budget; null where none does, or none is proved to. */
  readonly budget: Work | null;
  /** Why there is no budget; null where there is one. */
  readonly why: string | null;
  /** The budget and what the host pays for switches, per period. */
  readonly share: Rational | null;
  /** To the VM and back, once in each period. */
  readonly switchesPerSecond: Rational;
}

export function curvesOf(system: System, compared: readonly Compared[]): VmCurve[] {
  const inTable = system.vmm?.policy.kind === "table";
  return compared.map(({ vm, outcomes }) => ({
    vm,
    points: outcomes
      .map((outcome) => ({
        period: outcome.period,
        budget: outcome.kind === "least" ? outcome.budget : null,
        why: outcome.kind === "least" ? null : outcome.reason,
        share:
          outcome.kind === "none"
            ? null
            : inTable
              ? windowCost(system, outcome)
              : serverCost(system, vm, outcome),
        switchesPerSecond: Rational.of(2n).dividedBy(outcome.period.value),
      }))
      .sort((a, b) => a.period.compare(b.period)),
  }));
}
