import type { Duration, Work } from "../numeric/quantity.ts";
import type { Rational } from "../numeric/rational.ts";
import type { TimeUnit } from "../numeric/unit.ts";
import { exactIn, percent } from "../numeric/unit-text.ts";
import type { Json } from "./json.ts";

/** The candidate periods of every VM and what each costs. Plain data, for files and pictures. */
export interface CurveData {
  readonly system: string;
  readonly timeUnit: TimeUnit;
  readonly vms: readonly VmCurveData[];
}

export interface VmCurveData {
  readonly vm: string;
  /** The period that was chosen; null where nothing was. */
  readonly chosen: Duration | null;
  /** By ascending period. */
  readonly points: readonly CurvePointData[];
}

export interface CurvePointData {
  readonly period: Duration;
  /** The least budget; null where there is none. */
  readonly budget: Work | null;
  /** Why there is none. */
  readonly why: string | null;
  /** Budget per period, switches included as the host pays them. */
  readonly share: Rational | null;
  /** To the VM and back, once in each period. */
  readonly switchesPerSecond: Rational;
}

/** One line per candidate; exact numbers, integers or p/q. */
export function curveCsv({ timeUnit: unit, vms }: CurveData): string {
  const head = `vm,period_${unit},budget_${unit},bandwidth,bandwidth_with_switches,switches_per_second,chosen\n`;
  const lines = vms.flatMap(({ vm, chosen, points }) =>
    points.map(({ period, budget, share, switchesPerSecond }) =>
      [
        quoted(vm),
        exactIn(unit, period),
        budget === null ? "" : exactIn(unit, budget),
        budget === null ? "" : budget.over(period).toString(),
        share === null ? "" : share.toString(),
        switchesPerSecond.toString(),
        String(chosen?.equals(period) === true),
      ].join(","),
    ),
  );
  return head + lines.map((each) => `${each}\n`).join("");
}

function quoted(field: string): string {
  return /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** The same as one document. */
export function curveToJson({ system, timeUnit: unit, vms }: CurveData): Json {
  return {
    system,
    timeUnit: unit,
    vms: vms.map(({ vm, chosen, points }) => ({
      vm,
      chosen: chosen && exactIn(unit, chosen),
      points: points.map(({ period, budget, why, share, switchesPerSecond }) => ({
        period: exactIn(unit, period),
        budget: budget && exactIn(unit, budget),
        ...(why === null ? {} : { why }),
        bandwidth: budget === null ? null : budget.over(period).toString(),
        bandwidthWithSwitches: share === null ? null : share.toString(),
        switchesPerSecond: switchesPerSecond.toString(),
      })),
    })),
  };
}

/** A share of a core, for an axis or a label. */
export function shareText(share: Rational): string {
  return percent(share).replace(/\.0 %$/, " %");
}
