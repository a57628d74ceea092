/**
 * The work Σ ⌈t/T_j⌉·C_j that the first `count` tasks release in a window of `t` ticks, t > 0, exactly.
 *
 * ⌈t/T⌉ = ⌈(t − ½)/T⌉ for integers, and (t − ½)/T is at least 1/(2T) away from every integer. Two roundings, of the
 * reciprocal and of the product, move it by less than (t/T)·2^−51.9, which is smaller for t < 2⁵⁰: the multiplication
 * decides as the division would, at a quarter of its cost. A sum beyond 2⁵³ may be rounded, but stays beyond every
 * deadline. Two accumulators hide the latency of the addition.
 */
export function requestBound(
  wcet: Float64Array,
  inverse: Float64Array,
  count: number,
  window: number,
): number {
  const t = window - 0.5;
  let even = 0;
  let odd = 0;
  let j = 1;
  for (; j < count; j += 2) {
    even += Math.ceil(t * inverse[j - 1]!) * wcet[j - 1]!;
    odd += Math.ceil(t * inverse[j]!) * wcet[j]!;
  }
  if (j === count) even += Math.ceil(t * inverse[j - 1]!) * wcet[j - 1]!;
  return even + odd;
}
