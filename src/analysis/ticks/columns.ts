/** The two forms in which tick analyses hold a task set: one array per parameter, in priority order. */

export interface TickColumns {
  readonly size: number;
  readonly wcet: Float64Array;
  readonly period: Float64Array;
  readonly deadline: Float64Array;
}

export interface WideColumns {
  readonly size: number;
  readonly wcet: readonly bigint[];
  readonly period: readonly bigint[];
  readonly deadline: readonly bigint[];
}

/** `implicit`: D = T for all; `constrained`: D ≤ T for all; else `arbitrary`. */
export type DeadlineClass = "implicit" | "constrained" | "arbitrary";

/** All values are at most `LARGEST_NARROW_TICK`: doubles decide exactly, without an allocation. */
export interface NarrowTaskSet extends TickColumns {
  readonly kind: "narrow";
  readonly deadlines: DeadlineClass;
  /** The tasks with work by ascending deadline, for EDF. */
  readonly byDeadline: TickColumns;
}

/**
 * The largest tick on the path of doubles. Below it t + T − D < 2⁵¹, which makes the rounded product with a reciprocal
 * decide every ⌈t/T⌉ exactly (doubles/request-bound.ts), and no sum that is at most a deadline can lose a bit.
 */
export const LARGEST_NARROW_TICK: number = 2 ** 49;

/** Wraps columns already known to be integers in range. */
export function narrowTaskSet(columns: TickColumns): NarrowTaskSet {
  const { size, wcet, period, deadline } = columns;
  return {
    kind: "narrow",
    size,
    wcet,
    period,
    deadline,
    deadlines: deadlineClass(period, deadline),
    byDeadline: sortedByDeadline(columns),
  };
}

export function deadlineClass(
  period: ArrayLike<number | bigint>,
  deadline: ArrayLike<number | bigint>,
): DeadlineClass {
  let kind: DeadlineClass = "implicit";
  for (let i = 0; i < period.length; i++) {
    if (deadline[i]! > period[i]!) return "arbitrary";
    if (deadline[i]! < period[i]!) kind = "constrained";
  }
  return kind;
}

/** Tasks without work add no demand and are left out. */
function sortedByDeadline(columns: TickColumns): TickColumns {
  const { wcet, period, deadline } = columns;
  if (wcet.every((C, i) => C > 0 && (i === 0 || deadline[i]! >= deadline[i - 1]!))) return columns;
  const order = Array.from(wcet.keys())
    .filter((i) => wcet[i]! > 0)
    .sort((a, b) => deadline[a]! - deadline[b]!);
  const pick = (column: Float64Array): Float64Array => Float64Array.from(order, (i) => column[i]!);
  return { size: order.length, wcet: pick(wcet), period: pick(period), deadline: pick(deadline) };
}
