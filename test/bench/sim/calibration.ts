/**
 * One step of a loop that never changes: replacing the root of a heap of 64 doubles. It does what simulators do (loads
 * that depend on loads, branches that nobody can guess), so a figure over it travels from machine to machine.
 */
const SIZE = 64;
const MODULUS = 2 ** 31 - 1;
const FACTOR = 48271;

/** Runs the loop; returns the number of steps. */
export function calibrationLoop(steps: number): number {
  const heap = new Float64Array(SIZE);
  let chance = 1;
  for (let step = 0; step < steps; step++) {
    // The minimal standard generator of S. K. Park and K. W. Miller, CACM 31, 1988, with the factor of 1993.
    chance = (chance * FACTOR) % MODULUS;
    sink(heap, heap[0]! + 1 + (chance % 4096));
  }
  return steps;
}

function sink(heap: Float64Array, value: number): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= SIZE) break;
    if (child + 1 < SIZE && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[hole] = heap[child]!;
    hole = child;
  }
  heap[hole] = value;
}
