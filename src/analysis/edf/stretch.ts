import { larger } from "../../numeric/integer.ts";

/** Blocking b(t) from window length `from` up to the next segment; the first segment also holds before its start. */
export interface BlockingSegment {
  readonly from: bigint;
  readonly blocking: bigint;
  /** The task whose section it is; null where there is none or only a declared bound. */
  readonly blocker: number | null;
}

/** No task can be held up by one that is due later. */
export const NO_BLOCKING: readonly BlockingSegment[] = [{ from: 0n, blocking: 0n, blocker: null }];

/** Window lengths in [from, to) with the same blocking. */
export interface Stretch extends BlockingSegment {
  readonly to: bigint;
}

/**
 * Cuts the window lengths from 0 up, without end, where the blocking changes and where the length doubles, starting from
 * `unit`. Within one stretch demand plus blocking is nondecreasing, which a jump over deadlines relies on; doubling finds
 * what goes wrong early before anything is asked about late windows.
 */
export function* stretches(
  segments: readonly BlockingSegment[],
  unit: bigint,
): Generator<Stretch, never, undefined> {
  let octave = larger(2n * unit, 1n);
  let from = 0n;
  let position = segmentAt(segments, 0n);
  for (;;) {
    const change = segments[position + 1]?.from;
    const to = change !== undefined && change < octave ? change : octave;
    const { blocking = 0n, blocker = null } = segments[position] ?? {};
    yield { from, to, blocking, blocker };
    from = to;
    if (to === change) position += 1;
    if (to === octave) octave *= 2n;
  }
}

/** The position of the segment in force at a window length. */
export function segmentAt(segments: readonly BlockingSegment[], window: bigint): number {
  const next = segments.findIndex(({ from }) => from > window);
  if (next === -1) return segments.length - 1;
  return next === 0 ? 0 : next - 1;
}
