import { Rational } from "../../numeric/rational.ts";

/**
 * First fit: the first core, in order. Best fit: the fullest one. Worst fit: the emptiest one. Of those on which the
 * item fits, and of equal ones the lowest.
 */
export type Heuristic = "first-fit" | "best-fit" | "worst-fit";

export type Fit = "fits" | "misses" | "undetermined";

export type Packing =
  | { readonly kind: "placed"; readonly assignment: readonly number[] }
  | {
      readonly kind: "stopped";
      /** What was placed before; null for what was not. */
      readonly assignment: readonly (number | null)[];
      /** The item that fits on no core. */
      readonly at: number;
      /** Whether some core was given up only because its test did not come to an end. */
      readonly undecided: boolean;
    };

/**
 * Bin packing by decreasing size, equal ones in order (FFD, BFD, WFD). `fits` decides whether the items (indexes) are
 * schedulable together on a core.
 */
export function pack(
  sizes: readonly Rational[],
  cores: number,
  heuristic: Heuristic,
  fits: (items: readonly number[], core: number) => Fit,
): Packing {
  const bins = Array.from({ length: cores }, (): number[] => []);
  const assignment: (number | null)[] = sizes.map(() => null);
  for (const item of byDecreasingSize(sizes)) {
    let undecided = false;
    const core = preference(bins, sizes, heuristic).find((candidate) => {
      const fit = fits([...(bins[candidate] as number[]), item], candidate);
      if (fit === "undetermined") undecided = true;
      return fit === "fits";
    });
    if (core === undefined) return { kind: "stopped", assignment, at: item, undecided };
    bins[core]?.push(item);
    assignment[item] = core;
  }
  return { kind: "placed", assignment: assignment.filter((core) => core !== null) };
}

/** The indexes of the items, the largest first and equal ones in order. */
export function byDecreasingSize(sizes: readonly Rational[]): number[] {
  return sizes.map((_, index) => index).sort((a, b) => (sizes[b] as Rational).compare(sizes[a] as Rational));
}

/** The cores in the order in which the heuristic wants them. */
function preference(
  bins: readonly (readonly number[])[],
  sizes: readonly Rational[],
  heuristic: Heuristic,
): number[] {
  const order = bins.map((_, core) => core);
  if (heuristic === "first-fit") return order;
  const loads = bins.map((items) => load(items, sizes));
  const emptier = (a: number, b: number): number => (loads[a] as Rational).compare(loads[b] as Rational);
  return order.sort(heuristic === "worst-fit" ? emptier : (a, b) => emptier(b, a));
}

function load(items: readonly number[], sizes: readonly Rational[]): Rational {
  return items.reduce((sum, item) => sum.plus(sizes[item] as Rational), Rational.zero);
}
