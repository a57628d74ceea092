import { ceilDiv, floorDiv, smaller } from "../numeric/integer.ts";

/** A window [start, end) of a table, in ticks. */
export interface TickWindow {
  readonly start: bigint;
  readonly end: bigint;
}

/** The service of a cyclic table as a function of the time since the start of its first frame. */
export class CyclicService {
  readonly frame: bigint;
  /** Service per frame. */
  readonly perFrame: bigint;
  /** The windows as described, touching ones merged. */
  readonly windows: readonly TickWindow[];
  /** Where service stops; the end of the frame is missing where the service goes on in the next. {0} if it never stops. */
  readonly ends: readonly bigint[];
  /** Where service begins; 0 is missing where it goes on from the frame before. {0} if it never stops. */
  readonly starts: readonly bigint[];
  /** Service before each window. */
  readonly #before: readonly bigint[];

  constructor(frame: bigint, windows: readonly TickWindow[]) {
    this.frame = frame;
    this.windows = merged(windows);
    const before: bigint[] = [];
    let total = 0n;
    for (const { start, end } of this.windows) {
      before.push(total);
      total += end - start;
    }
    this.#before = before;
    this.perFrame = total;
    const wraps = this.windows[0]?.start === 0n && this.windows.at(-1)?.end === frame;
    const ends = this.windows.map((window) => window.end).filter((end) => !(wraps && end === frame));
    const starts = this.windows.map((window) => window.start).filter((start) => !(wraps && start === 0n));
    this.ends = ends.length > 0 ? ends : [0n];
    this.starts = starts.length > 0 ? starts : [0n];
  }

  /** Service in [from, to). */
  between(from: bigint, to: bigint): bigint {
    return this.#until(to) - this.#until(from);
  }

  /** The least length of time after `from` that serves `work` > 0. There must be service. */
  timeFrom(from: bigint, work: bigint): bigint {
    const target = this.#until(from) + work;
    const frames = ceilDiv(target, this.perFrame) - 1n;
    const rest = target - frames * this.perFrame;
    const index = this.#lastWindow((_, before) => before < rest);
    const window = this.windows[index] as TickWindow;
    return frames * this.frame + window.start + rest - (this.#before[index] as bigint) - from;
  }

  /** Service in [0, to). */
  #until(to: bigint): bigint {
    const frames = floorDiv(to, this.frame);
    const phase = to - frames * this.frame;
    const index = this.#lastWindow((window) => window.start < phase);
    const window = this.windows[index];
    if (window === undefined) return frames * this.perFrame;
    const end = smaller(phase, window.end);
    return frames * this.perFrame + (this.#before[index] as bigint) + end - window.start;
  }

  /** The index of the last window that satisfies a condition which holds for the first ones only; −1 if none does. */
  #lastWindow(condition: (window: TickWindow, before: bigint) => boolean): number {
    let low = -1;
    let high = this.windows.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (condition(this.windows[middle] as TickWindow, this.#before[middle] as bigint)) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Joins windows that touch: between them there is no gap from which a worst case could start. */
function merged(windows: readonly TickWindow[]): TickWindow[] {
  const result: { start: bigint; end: bigint }[] = [];
  for (const { start, end } of windows) {
    const last = result.at(-1);
    if (last !== undefined && last.end === start) last.end = end;
    else result.push({ start, end });
  }
  return result;
}
