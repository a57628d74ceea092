/**
 * Which of several candidates can be let in together, where not all of them can.
 *
 * Greedy: in the order of the file, each that is admitted beside those before it. Largest: the sets with the most
 * sources and, among these, the highest total rate. Every subset of an admitted set is admitted, so a set with a part
 * that has been refused need not be checked. Beyond `MOST_CANDIDATES` or `MOST_SUBSETS` checks only greedy is given.
 */
import type { InterruptSource } from "../model/interrupt.ts";
import { Rational } from "../numeric/rational.ts";
import type { Trial } from "./trial.ts";
import { rateOf } from "./variants.ts";

export const MOST_CANDIDATES = 12;
export const MOST_SUBSETS = 400;

export interface Subsets {
  /** Names, in the order of the file. */
  readonly greedy: readonly string[];
  /** Names of each of the largest sets; null where they are too many to be searched. */
  readonly largest: readonly (readonly string[])[] | null;
}

export function admissibleSubsets(trial: Trial, sources: readonly InterruptSource[]): Subsets {
  const greedy: InterruptSource[] = [];
  for (const source of sources) if (trial.admits([...greedy, source])) greedy.push(source);
  return { greedy: greedy.map(nameOf), largest: largestOf(trial, sources, greedy.length) };
}

/** Sets are masks of bits over the candidates. */
function largestOf(
  trial: Trial,
  sources: readonly InterruptSource[],
  atLeast: number,
): (readonly string[])[] | null {
  if (sources.length > MOST_CANDIDATES) return null;
  const refused: number[] = [];
  let checks = 0;
  const members = (mask: number): InterruptSource[] =>
    sources.filter((_, index) => (mask & (1 << index)) !== 0);
  const masks = Array.from({ length: (1 << sources.length) - 1 }, (_, index) => index + 1);
  // Single ones first: a source that is refused alone rules out half of all sets.
  for (let index = 0; index < sources.length; index++) {
    checks += 1;
    if (!trial.admits(members(1 << index))) refused.push(1 << index);
  }
  for (let size = sources.length; size > 0 && size >= atLeast; size--) {
    const found: number[] = [];
    for (const mask of masks) {
      if (bits(mask) !== size || refused.some((part) => (mask & part) === part)) continue;
      checks += 1;
      if (checks > MOST_SUBSETS) return null;
      if (trial.admits(members(mask))) found.push(mask);
      else refused.push(mask);
    }
    if (found.length > 0) return fastest(found.map(members)).map((set) => set.map(nameOf));
  }
  return [];
}

/** The sets with the highest total rate. */
function fastest(sets: readonly (readonly InterruptSource[])[]): (readonly InterruptSource[])[] {
  const rated = sets.map((set) => ({
    set,
    rate: set.reduce((total, source) => total.plus(rateOf(source)), Rational.zero),
  }));
  const most = rated.reduce((best, { rate }) => (best.lessThan(rate) ? rate : best), Rational.zero);
  return rated.filter(({ rate }) => rate.equals(most)).map(({ set }) => set);
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

function nameOf({ name }: InterruptSource): string {
  return name;
}
