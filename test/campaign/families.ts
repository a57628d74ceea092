import { ADMISSION } from "./families/admission.ts";
import { CAN } from "./families/can.ts";
import { COMPOSITION } from "./families/composition.ts";
import { CRITICAL_SECTIONS } from "./families/critical-sections.ts";
import { DELAYS } from "./families/delays.ts";
import { EDF } from "./families/edf.ts";
import { EXHAUSTIVE } from "./families/exhaustive.ts";
import { FIXED_PRIORITY } from "./families/fixed-priority.ts";
import { INTERFACES } from "./families/interfaces.ts";
import { LAWS } from "./families/laws.ts";
import { LIMITS } from "./families/limits.ts";
import { MULTIPROCESSOR } from "./families/multiprocessor.ts";
import { NON_PREEMPTIVE } from "./families/non-preemptive.ts";
import { PRIORITIES } from "./families/priorities.ts";
import { SEMI_PARTITIONED } from "./families/semi-partitioned.ts";
import { SENSITIVITY } from "./families/sensitivity.ts";
import { SPORADIC } from "./families/sporadic.ts";
import { SUPPLY_LAWS } from "./families/supply-laws.ts";
import { SYSTEMS } from "./families/systems.ts";
import { TABLES } from "./families/tables.ts";
import type { AnyFamily } from "./family.ts";

/** Analyses on ticks cost little, whole systems much: the former come so many times as often. */
const OFTEN = 3;

function often(families: readonly AnyFamily[]): AnyFamily[] {
  return families.map((each) => ({ ...each, weight: OFTEN * each.weight }));
}

/** Everything that the campaign examines, in the order of the report. */
export const FAMILIES: readonly AnyFamily[] = [
  ...often(FIXED_PRIORITY),
  ...often(EDF),
  ...often(NON_PREEMPTIVE),
  ...often(CAN),
  ...CRITICAL_SECTIONS,
  ...EXHAUSTIVE,
  ...SPORADIC,
  ...often(INTERFACES),
  ...often(DELAYS),
  ...COMPOSITION,
  ...LIMITS,
  ...SENSITIVITY,
  ...PRIORITIES,
  ...TABLES,
  ...MULTIPROCESSOR,
  ...SEMI_PARTITIONED,
  ...SYSTEMS,
  ...ADMISSION,
  ...LAWS,
  ...SUPPLY_LAWS,
];
