/** Working memory of the tests on doubles, grown once and shared by all: none of them calls back into user code. */
export interface Scratch {
  /** 1 / T. */
  inverse: Float64Array;
  /** Fixed priority: the least period at or after an index, or the load above it. EDF: T − D + 1/2. */
  shift: Float64Array;
  /** EDF: where the window ends in which the deadlines before the next one must be examined; 0 for nowhere. Fixed priority: the work by D. */
  doubtUntil: Float64Array;
}

const shared: Scratch = {
  inverse: new Float64Array(64),
  shift: new Float64Array(64),
  doubtUntil: new Float64Array(64),
};

export function scratchFor(size: number): Scratch {
  if (shared.inverse.length < size) {
    shared.inverse = new Float64Array(2 * size);
    shared.shift = new Float64Array(2 * size);
    shared.doubtUntil = new Float64Array(2 * size);
  }
  return shared;
}
