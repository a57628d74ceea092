import { readFileSync } from "node:fs";

/** The part of Stryker's report that is read here (mutation-testing-report-schema). */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

export interface Tally {
  readonly noticed: number;
  readonly unnoticed: number;
}

export const NONE: Tally = { noticed: 0, unnoticed: 0 };

/** A mutant that never ends was noticed; one that no test reaches was not. Left-out ones do not count. */
export function tallyOf(report: string): Tally {
  const { files } = JSON.parse(readFileSync(report, "utf8")) as Report;
  const states = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...which: string[]): number => states.filter((status) => which.includes(status)).length;
  return { noticed: count("Killed", "Timeout"), unnoticed: count("Survived", "NoCoverage") };
}

export function plus(a: Tally, b: Tally): Tally {
  return { noticed: a.noticed + b.noticed, unnoticed: a.unnoticed + b.unnoticed };
}

export function say({ noticed, unnoticed }: Tally): string {
  const all = noticed + unnoticed;
  return `${noticed} of ${all} mutants noticed${all === 0 ? "" : ` (${((100 * noticed) / all).toFixed(1)} %)`}`;
}
