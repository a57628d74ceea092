import { EDF } from "./families/edf.ts";
import { EXHAUSTIVE } from "./families/exhaustive.ts";
import { FIXED_PRIORITY } from "./families/fixed-priority.ts";
import { LAWS } from "./families/laws.ts";
import { MULTIPROCESSOR } from "./families/multiprocessor.ts";
import { NON_PREEMPTIVE } from "./families/non-preemptive.ts";
import { SYSTEMS } from "./families/systems.ts";
import type { AnyFamily } from "./family.ts";

/** Analyses on ticks cost little, whole systems much: the former come so many times as often. */
const OFTEN = 2;

function often(families: readonly AnyFamily[]): AnyFamily[] {
  return families.map((each) => ({ ...each, weight: OFTEN * each.weight }));
}

/** Everything that the campaign examines, in the order of the report. */
export const FAMILIES: readonly AnyFamily[] = [
  ...often(FIXED_PRIORITY),
  ...often(EDF),
  ...often(NON_PREEMPTIVE),
  ...EXHAUSTIVE,
  ...MULTIPROCESSOR,
  ...SYSTEMS,
  ...LAWS,
];
