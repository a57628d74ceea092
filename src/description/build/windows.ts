import type { Duration } from "../../numeric/quantity.ts";
import type { Path } from "../path.ts";
import type { Reading } from "../reading.ts";
import type { WindowText } from "../schema/supply.ts";
import type { Told } from "../told.ts";

/** A window [start, end) of a frame, and where it is described. */
export interface BuiltWindow {
  readonly start: Duration;
  readonly length: Duration;
  readonly end: Duration;
  readonly path: Path;
  /** As written, for messages. */
  readonly text: string;
}

/** A window inside its frame; `frame` is null where the frame itself is wrong. */
export function buildWindow(
  text: NonNullable<Told<WindowText>>,
  path: Path,
  frame: { readonly length: Duration; readonly text: string } | null,
  reading: Reading,
): BuiltWindow | null {
  const start = reading.duration(text, "start", path, "not-negative", null);
  const length = reading.duration(text, "length", path, "positive", null);
  if (start === null || length === null) return null;
  const end = start.plus(length);
  if (frame?.length.atMost(start)) {
    return reading.problem(
      "out-of-range",
      [...path, "start"],
      `the window starts at ${text.start}, outside the frame of ${frame.text}: start it before the frame ends`,
    );
  }
  if (frame?.length.lessThan(end)) {
    return reading.problem(
      "out-of-range",
      [...path, "length"],
      `the window ends after the frame of ${frame.text}: shorten it, or give the rest its own window at the frame's start`,
    );
  }
  return { start, length, end, path, text: `${text.start} for ${text.length}` };
}

/** Sorts windows that exclude each other; tells of each that begins before an earlier one has ended. */
export function disjoint<W extends BuiltWindow>(
  windows: readonly W[],
  reading: Reading,
  message: (later: W, earlier: W) => string,
): readonly W[] {
  const sorted = [...windows].sort((a, b) => a.start.compare(b.start));
  let longest: W | null = null;
  for (const window of sorted) {
    if (longest !== null && window.start.lessThan(longest.end)) {
      const [earlier, later] = inOrderOfFile(longest, window);
      reading.problem("conflict", later.path, message(later, earlier));
    }
    if (longest === null || longest.end.lessThan(window.end)) longest = window;
  }
  return sorted;
}

function inOrderOfFile<W extends BuiltWindow>(a: W, b: W): [W, W] {
  return Number(a.path.at(-1)) <= Number(b.path.at(-1)) ? [a, b] : [b, a];
}
