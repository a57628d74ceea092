import type { TickColumns } from "./columns.ts";

/**
 * dbf(t) of the first `count` tasks, all with D ≤ t ≤ 2⁴⁹, exactly: the number of jobs due is ⌊(t − D + T + ½)/T⌋, whose
 * argument is at least 1/(2T) away from every integer, more than the rounded reciprocal can move it
 * (doubles/request-bound.ts). Two accumulators hide the latency of the addition.
 */
export function demandBound(
  wcet: Float64Array,
  inverse: Float64Array,
  shift: Float64Array,
  count: number,
  t: number,
): number {
  let even = 0;
  let odd = 0;
  let j = 1;
  for (; j < count; j += 2) {
    even += Math.floor((t + shift[j - 1]!) * inverse[j - 1]!) * wcet[j - 1]!;
    odd += Math.floor((t + shift[j]!) * inverse[j]!) * wcet[j]!;
  }
  if (j === count) even += Math.floor((t + shift[j - 1]!) * inverse[j - 1]!) * wcet[j - 1]!;
  return even + odd;
}

/** The last absolute deadline up to t; 0 where there is none. */
export function lastDeadlineUpTo({ size, period, deadline }: TickColumns, t: number): number {
  let last = 0;
  for (let i = 0; i < size && deadline[i]! <= t; i++) {
    const due = deadline[i]! + Math.floor((t - deadline[i]! + 0.5) / period[i]!) * period[i]!;
    if (due > last) last = due;
  }
  return last;
}
