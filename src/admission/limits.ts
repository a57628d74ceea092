/**
 * How far a source could go and still be let in: its least separation, its costliest handler, its largest burst, and the
 * least uniform stretch of several. Exact, on no grid, where exact-separation.ts and exact-limits.ts can tell. Otherwise
 * searched on a stated grid with the full check, under the order that less frequent, cheaper and less bursty sources disturb
 * less; so the value found is admitted, and the grid value before it is not. A finer grid may find a better one: such
 * values are sufficient, not extreme.
 */
import type { InterruptSource } from "../model/interrupt.ts";
import { Duration, Work } from "../numeric/quantity.ts";
import { Rational } from "../numeric/rational.ts";
import { exactBurst, exactCost, exactStretch } from "./exact-limits.ts";
import { exactSeparation } from "./exact-separation.ts";
import { largestPassing, leastPassing } from "./search.ts";
import type { Trial } from "./trial.ts";
import { costlyHalf, separationOf, stretched, withBurst, withCost, withSeparation } from "./variants.ts";

/** How many times as long, as dear or as bursty a source is tried at most. */
export const FARTHEST = 1_000_000n;
/** A grid has at least so many steps up to the written value. */
const STEPS = 1000n;
/** The stretch of all sources together is a multiple of one in so many. */
export const STRETCH_STEPS = 1000n;

export interface SourceLimits {
  /** Null where no separation up to `FARTHEST` times the written one would do. */
  readonly separation: Duration | null;
  /** Null where the separation is the least there is, on no grid. */
  readonly separationGrid: Duration | null;
  /** Null where not even one step of the grid would do. */
  readonly cost: Work | null;
  readonly costHalf: "topHalf" | "bottomHalf";
  /** Null where the cost is the largest there is, on no grid. */
  readonly costGrid: Work | null;
  /** Whether the cost is only where the search ended. */
  readonly costUnlimited: boolean;
  /** Null where not even single events, a separation apart, would do. */
  readonly burst: bigint | null;
  readonly burstUnlimited: boolean;
}

/** The limits of one source added to the system beside `others`. `grid` is that of the separation. */
export function limitsOf(
  trial: Trial,
  source: InterruptSource,
  { others = [], grid }: { readonly others?: readonly InterruptSource[]; readonly grid?: Duration } = {},
): SourceLimits {
  return {
    ...separationLimit(trial, source, others, grid),
    ...costLimit(trial, source, others),
    ...burstLimit(trial, source, others),
  };
}

function separationLimit(
  trial: Trial,
  source: InterruptSource,
  others: readonly InterruptSource[],
  grid: Duration | undefined,
): Pick<SourceLimits, "separation" | "separationGrid"> {
  const exact = grid === undefined ? exactSeparation(trial, source, others) : null;
  if (exact !== null) return { separation: exact === "none" ? null : exact, separationGrid: null };
  const separationGrid = grid ?? new Duration(gridBelow(separationOf(source).value));
  return { separation: leastSeparation(trial, source, separationGrid, others), separationGrid };
}

function costLimit(
  trial: Trial,
  source: InterruptSource,
  others: readonly InterruptSource[],
): Pick<SourceLimits, "cost" | "costHalf" | "costGrid" | "costUnlimited"> {
  const costHalf = costlyHalf(source);
  const exact = exactCost(trial, source, others);
  if (exact !== null) return { cost: exact, costHalf, costGrid: null, costUnlimited: false };
  const written = source[costHalf];
  const costGrid = new Work(gridBelow((written.isPositive() ? written : separationOf(source)).value));
  const first = steps(written.value, costGrid.value);
  const dearest = first * FARTHEST;
  const cost = largestPassing(
    (n) => trial.admits([...others, withCost(source, costGrid.times(Rational.of(n)))]),
    first,
    dearest,
  );
  return {
    cost: cost === null ? null : costGrid.times(Rational.of(cost)),
    costHalf,
    costGrid,
    costUnlimited: cost === dearest,
  };
}

function burstLimit(
  trial: Trial,
  source: InterruptSource,
  others: readonly InterruptSource[],
): Pick<SourceLimits, "burst" | "burstUnlimited"> {
  const exact = exactBurst(trial, source, others);
  if (exact !== null) return { burst: exact, burstUnlimited: false };
  const burst = largestPassing((n) => trial.admits([...others, withBurst(source, n)]), 1n, FARTHEST);
  return { burst, burstUnlimited: burst === FARTHEST };
}

/** The least separation on the grid at which the source is admitted beside `others`; null where none is. */
export function leastSeparation(
  trial: Trial,
  source: InterruptSource,
  grid: Duration,
  others: readonly InterruptSource[] = [],
): Duration | null {
  const written = steps(separationOf(source).value, grid.value);
  const at = (n: bigint): InterruptSource => withSeparation(source, grid.times(Rational.of(n)));
  const found = leastPassing((n) => trial.admits([...others, at(n)]), written, written * FARTHEST);
  return found === null ? null : grid.times(Rational.of(found));
}

export interface Stretch {
  /** By which all sources may be stretched so that they are admitted together; null where none was found. */
  readonly stretch: Rational | null;
  /** What the factor was searched in steps of; null where it is the least there is. */
  readonly stretchGrid: Rational | null;
}

/** The least stretch, exactly or in thousandths. */
export function leastStretch(trial: Trial, sources: readonly InterruptSource[]): Stretch {
  const exact = exactStretch(trial, sources);
  if (exact !== null) return { stretch: exact, stretchGrid: null };
  const factor = (n: bigint): Rational => Rational.of(n, STRETCH_STEPS);
  const found = leastPassing(
    (n) => trial.admits(sources.map((source) => stretched(source, factor(n)))),
    STRETCH_STEPS,
    STRETCH_STEPS * FARTHEST,
  );
  return { stretch: found === null ? null : factor(found), stretchGrid: factor(1n) };
}

/** The largest power of ten, in seconds, that is at most a thousandth of the value. */
export function gridBelow(value: Rational): Rational {
  const ten = Rational.of(10n);
  const aim = value.dividedBy(Rational.of(STEPS));
  let grid = Rational.one;
  while (aim.lessThan(grid)) grid = grid.dividedBy(ten);
  while (grid.times(ten).atMost(aim)) grid = grid.times(ten);
  return grid;
}

/** How many steps of the grid reach the value, rounded up; at least 1. */
function steps(value: Rational, grid: Rational): bigint {
  const count = value.dividedBy(grid).ceil();
  return count > 0n ? count : 1n;
}
